"""Sizes of memory as the CLI reads them: `512m` in bytes."""

from __future__ import annotations

import re

_SIZE = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+) ?([bkmgtp]?)(?:i?b)?", re.IGNORECASE | re.ASCII)


def bytes_of(text: str) -> int | None:
    """Return how many bytes a size is, -1 for `-1`; None for what is none, or is written as nobody writes it."""
    if text == "-1":
        return -1
    match = _SIZE.fullmatch(text)
    return int(float(match[1]) * 1024 ** "bkmgtp".index(match[2].lower() or "b")) if match else None
