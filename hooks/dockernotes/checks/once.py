"""One mistake, one line: leave out what only follows from a mistake in the data file, and count what is repeated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dockernotes.diagnostics import Diagnostic

_REPEATED = frozenset(("command-unexplained", "data-link", "data-reference", "flag-unexplained", "macro-argument"))
"""Rules that report the same at every place with a name that the data file lacks."""
_ROOTS = ("data-command", "data-reference")
_QUOTED = re.compile(r"`([^`]+)`")


def once(found: Iterable[Diagnostic], before: Iterable[Diagnostic] = ()) -> list[Diagnostic]:
    """Return the diagnostics without those that follow from others. `before`: what has been reported already."""
    every = sorted(set(found))
    roots = [one for one in (*every, *before) if one.rule in _ROOTS]
    places: dict[str, int] = {}
    kept: list[Diagnostic] = []
    for one in every:
        if _follows(one, roots):
            continue
        if one.rule in _REPEATED:
            places[one.message] = places.get(one.message, 0) + 1
            if places[one.message] > 1:
                continue
        kept.append(one)
    return [_counted(one, places.get(one.message, 1)) if one.rule in _REPEATED else one for one in kept]


def _follows(one: Diagnostic, roots: Sequence[Diagnostic]) -> bool:
    """Return whether this probably follows from a mistake in the data file, to judge by its rule and offender."""
    names = _offenders(one)
    if not names or not roots:
        return False
    match one.rule:
        case "flag-unexplained":  # a command may take over the flags of another
            return any(map(_is_of_command, roots))
        case "command-unexplained":
            return any(map(_is_lost_command, roots))
        case "macro-argument":
            named = {name for root in roots for name in _offenders(root)}
            return _is_command(names[0]) or names[0].startswith("-") or names[0] in named
        case "data-reference" | "data-link" if _is_command(names[0]):
            return any(map(_is_lost_command, roots))
        case "data-link":  # the data file makes the headings of the reference
            return names[0].startswith("#") and any(name.startswith("reference/") for name in names)
    return False


def _offenders(one: Diagnostic) -> list[str]:
    """Return what a message has in backticks. The offender, the name that is wrong, comes first."""
    return _QUOTED.findall(one.message)


def _is_command(name: str) -> bool:
    return name == "docker" or name.startswith("docker ")


def _is_of_command(root: Diagnostic) -> bool:
    """Return whether a mistake is in the name of a command or of a flag. A message about a usage has the name twice."""
    names = _offenders(root)
    return bool(names) and _is_command(names[0]) and names[0] not in names[1:]


def _is_lost_command(root: Diagnostic) -> bool:
    """Return whether the mistake is that docker has no such command."""
    return (
        root.rule == "data-command"
        and _is_of_command(root)
        and not any(name.startswith("-") for name in _offenders(root))
    )


def _counted(one: Diagnostic, places: int) -> Diagnostic:
    if places == 1:
        return one
    more = f"{places - 1} more place{'s' * (places > 2)}"
    return replace(one, message=f"{one.message} (and in {more})")
