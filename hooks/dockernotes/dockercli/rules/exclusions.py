"""Pairs of flags that exclude each other: a table that the page's JavaScript reads too.

Each pair in exclusions.json begins with the flag at which the fault is reported, and ends with the CLI's message.
`--x`: the switch is on; `--x=`: the flag has a value; `--x?`: the flag is given, whatever its value.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dockernotes.dockercli.rules.given import Given
from dockernotes.shared import read_table


@cache
def exclusions() -> dict[str, list[list[str]]]:
    """Return the pairs for each command."""
    rows = read_table(__file__)
    found: dict[str, list[list[str]]] = {}
    for row in rows:
        for command in row["commands"]:
            found.setdefault(command, []).extend(row["pairs"])
    return found


def excluded(command: str, given: Given) -> Iterator[tuple[str, str, str]]:
    """Yield each flag that excludes another given flag, what is wrong, and the CLI's message."""
    for *pair, said in exclusions().get(command, ()):
        if all(_holds(side, given) for side in pair):
            told, other = (side.rstrip("=?") for side in pair)
            first, second = sorted((told, other))
            yield told, f"`{first}` and `{second}` can't be combined", said


def _holds(side: str, given: Given) -> bool:
    name = side.rstrip("=?")
    if side.endswith("="):
        return bool(given.last(name))
    return bool(given.flags.get(name)) if side.endswith("?") else given.on(name)
