"""Turn sizes of memory such as `512m` into bytes, as the CLI does."""

from __future__ import annotations

import re

_SIZE = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+) ?([bkmgtp]?)(?:i?b)?", re.IGNORECASE | re.ASCII)


def bytes_of(text: str) -> int | None:
    """Return a size in bytes, or -1 for `-1`; None if it isn't a size, or if its form is too unusual."""
    if text == "-1":
        return -1
    match = _SIZE.fullmatch(text)
    return int(float(match[1]) * 1024 ** "bkmgtp".index(match[2].lower() or "b")) if match else None
