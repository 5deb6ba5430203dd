"""Tables that this package and the page's JavaScript share. They're in JSON files next to this one.

names.json: known words. patterns.json: for each kind of value, its pattern, the message for values that don't match,
and flags for the pattern (`i`: ignore case). flags.json: which check each flag's value or operand gets. There, a check
is a name, a list of the valid words, or an object: see named_checks.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

Check = Callable[[str], str | None]
"""Takes a value and returns what is wrong with it, or None."""


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return found


NAMES = _read("names.json")
PATTERNS = _read("patterns.json")
FLAGS = _read("flags.json")


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
