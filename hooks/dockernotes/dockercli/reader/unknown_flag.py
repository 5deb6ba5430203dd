"""For a flag that a command doesn't have, find the command that has it, or the flag that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dockernotes.dockercli.reader.suggest import hint, known_by_heart, other_dashes, suggest
from dockernotes.dockercli.spec.model import CommandSpec, FlagSpec, Spec

_PORTS = re.compile(r"(?:[\d.]+:|\[[\da-fA-F:.]*\]:)?[\d-]+:[\d-]+(?:/\w+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unknown:
    """The message about an unknown flag. `meant`: the flag whose value the next word may be, if it's known."""

    message: str
    meant: FlagSpec | None


def unknown_flag(name: str, at: int, argv: Sequence[str], command: CommandSpec, spec: Spec) -> Unknown:
    """Return what to say about the flag `name` in the word `at`, which `command` doesn't have."""
    said = f"unknown flag `{name}` of `{command.name}`"
    if not (name == "-p" and _is_port(at, argv)):
        for group, flag in _above(name, command, spec):
            last = command.name.removeprefix(group.name).split()[0]
            return Unknown(f"{said}; it belongs to `{group.name}`, so it goes before `{last}`", flag)
    for child, flag, has_value in _below(name, at, argv, command, spec):
        last = child.name.split()[-1]
        meant = flag if has_value or not flag.kind else None
        return Unknown(f"{said}; it belongs to `{child.name}`, so it goes after `{last}`", meant)
    flags = [flag for flag in command.flags if not flag.hidden]
    known = [flag.name for flag in flags] if name.startswith("--") else [flag.short for flag in flags if flag.short]
    sure = other_dashes(argv[at], flags) or known_by_heart(name, known)
    for owner, flag in _beside(name, command, spec) if not sure else ():
        in_file = ", and with Compose it goes in the file" if owner.name == "docker run" else ""
        return Unknown(f"{said}; it belongs to `{owner.name}`{in_file}", flag)
    guess = sure or suggest(name, known)
    return Unknown(said + hint(guess), next((flag for flag in command.flags if flag.name == guess), None))


def cli_words(name: str, word: str) -> str:
    """Return the CLI's message about an unknown flag. `word`: the word that contains it."""
    return f"unknown flag: {name}" if name.startswith("--") else f"unknown shorthand flag: '{name[1:]}' in {word}"


def _above(name: str, command: CommandSpec, spec: Spec) -> Iterator[tuple[CommandSpec, FlagSpec]]:
    """Yield each command above this one that has the flag. For docker itself, only long flags count."""
    words = command.name.split()
    for length in range(len(words) - 1, 0, -1):
        group = spec.by_name[" ".join(words[:length])]
        if length > 1 or name.startswith("--"):
            yield from ((group, flag) for flag in _named(name, group))


def _below(
    name: str, at: int, argv: Sequence[str], command: CommandSpec, spec: Spec
) -> Iterator[tuple[CommandSpec, FlagSpec, bool]]:
    """Yield the command that the next word names, or the word after a value, and its flag: `docker compose -d up`."""
    words = [word for word in argv[at + 1 :] if not word.startswith("-")]
    for place, word in enumerate(words[:2] if command.group else ()):
        child = spec.by_name.get(f"{command.name} {word}")
        if child:
            yield from ((child, flag, place == 1) for flag in _named(name, child) if place == 0 or flag.kind)


def _beside(name: str, command: CommandSpec, spec: Spec) -> Iterator[tuple[CommandSpec, FlagSpec]]:
    """Yield each command that has a flag which was given to another command of Compose."""
    if command.name.startswith("docker compose "):
        for owner in ("docker compose up", "docker compose run", "docker run"):
            yield from ((spec.by_name[owner], flag) for flag in _named(name, spec.by_name[owner]))


def _named(name: str, command: CommandSpec) -> Iterator[FlagSpec]:
    return (flag for flag in command.flags if name in (flag.name, flag.short) and not flag.hidden)


def _is_port(at: int, argv: Sequence[str]) -> bool:
    """Return whether the value of `-p` is a port, not a project's name."""
    word = argv[at]
    value = word[2:].removeprefix("=") if len(word) > 2 else (argv[at + 1 : at + 2] or [""])[0]
    return bool(_PORTS.fullmatch(value))
