"""Tables that this package and the page's JavaScript share. They're in JSON files next to this one.

names.json: known words. patterns.json: for each kind of value, its pattern, the message for values that don't match,
and flags for the pattern (`i`: ignore case). flags.json: which check each flag's value or operand gets. There, a check
is a name, a list of the valid words, or an object: see named_checks.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from dockernotes.shared import read_table

Check = Callable[[str], str | None]
"""Takes a value and returns what is wrong with it, or None."""


NAMES: dict[str, Any] = read_table(__file__, "names")
PATTERNS: dict[str, Any] = read_table(__file__, "patterns")
FLAGS: dict[str, Any] = read_table(__file__, "flags")


@cache
def matching(name: str) -> Check:
    """Return the check for a pattern, by the pattern's name."""
    pattern, fault, *flags = PATTERNS[name]
    compiled = re.compile(pattern, re.ASCII | (re.IGNORECASE if "i" in flags else 0))

    def check(value: str) -> str | None:
        return None if compiled.fullmatch(value) else str(fault)

    return check


def by_command(rows: list[Any]) -> dict[str, dict[str, Any]]:
    """Return the entries for each command. Each row of flags.json has a list of commands, and their entries."""
    found: dict[str, dict[str, Any]] = {}
    for commands, its in rows:
        for command in commands:
            found.setdefault(command, {}).update(its)
    return found
