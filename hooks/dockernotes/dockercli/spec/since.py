"""What the CLI reads differently from some version on, if its spec doesn't show it.

A spec has the commands, flags and kinds of one version. How the CLI reads a value within its kind is recorded here. The
checks of values look up a change by its name, and the page *Explain a command* gets the same table.
"""

from __future__ import annotations

import re

SINCE = {
    "strict-mounts": "29",
    "strict-ports": "29",
    "late-resources": "29",
    "checked-subnets": "29",
    "checked-keys": "29",
    "checked-platforms": "29",
    "checked-waits": "29",
    "reworded": "29",
}
"""The name of each change, and the first version that has it."""


def number(version: str) -> tuple[int, ...]:
    """Return a version as numbers that can be compared: `28.5` is (28, 5)."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def changes_in(version: str) -> frozenset[str]:
    """Return the names of the changes that a version has."""
    return frozenset(name for name, since in SINCE.items() if number(since) <= number(version))
