"""What this room and the page's JavaScript both read as data: it is written once, in JSON files beside this one.

names.json: words that are known; patterns.json: for a kind of value its pattern, what is wrong with another, and how
the pattern is read (`i`: in any case); flags.json: which check the value of a flag or an operand is put to. There, a
check is its name, a list of the words that are right, or an object: see named_checks.py.
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
    """Return the check of a pattern by its name."""
    pattern, fault, *flags = PATTERNS[name]
    compiled = re.compile(pattern, re.ASCII | (re.IGNORECASE if "i" in flags else 0))

    def check(value: str) -> str | None:
        return None if compiled.fullmatch(value) else str(fault)

    return check


def by_command(rows: list[Any]) -> dict[str, dict[str, Any]]:
    """Return what rows of flags.json, each some commands and what they have, say of each command."""
    found: dict[str, dict[str, Any]] = {}
    for commands, its in rows:
        for command in commands:
            found.setdefault(command, {}).update(its)
    return found
