"""One mistake, one line: what only follows from a mistake in the data file is left out, and what repeats is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dockernotes.diagnostics import Diagnostic

_REPEATED = frozenset(("command-unexplained", "data-link", "data-reference", "flag-unexplained", "macro-argument"))
"""Rules that say the same wherever a name stands that the data file lacks."""
_ROOTS = ("data-command", "data-reference")


def once(found: Iterable[Diagnostic], before: Iterable[Diagnostic] = ()) -> list[Diagnostic]:
    """Return the diagnostics without those that follow from others. `before`: what has been told already."""
    every = sorted(set(found))
    roots = [one.message for one in (*every, *before) if one.rule in _ROOTS]
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


def _follows(one: Diagnostic, roots: list[str]) -> bool:
    """Whether there is a mistake in the data file that this may well be the shadow of."""
    if not roots:
        return False
    wrong_command = any(said.startswith("docker ") for said in roots)
    if one.rule == "flag-unexplained":  # a command may take over the flags of another
        return any(said.startswith(("`docker", "docker ", "no command")) for said in roots)
    if one.rule == "command-unexplained":
        return wrong_command
    if one.rule == "macro-argument":
        return one.message.startswith(("no command", "no flag", "no error"))
    if one.rule in ("data-reference", "data-link") and one.message.startswith("no command"):
        return wrong_command
    # The data file makes the headings of the reference.
    return one.rule == "data-link" and one.message.startswith("no anchor") and "on `reference/" in one.message


def _counted(one: Diagnostic, places: int) -> Diagnostic:
    if places == 1:
        return one
    more = f"{places - 1} more place{'s' * (places > 2)}"
    return replace(one, message=f"{one.message} (and in {more})")
