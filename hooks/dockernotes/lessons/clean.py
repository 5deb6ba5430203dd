"""Printed bytes as the text that a reader sees."""

from __future__ import annotations

import re

_REDRAWN = re.compile(r"\x1b\[1G\x1b\[0[JK]")
"""Go to the first column, and erase what is there: `readline` draws a prompt this way."""
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\x1b[=>]|[\x00-\x08\x0e-\x1f]")


def clean(raw: bytes) -> str:
    """Return printed bytes as text, without colours, carriage returns and what a progress bar drew over."""
    drawn = _REDRAWN.sub("\r", raw.decode("utf-8", errors="replace").replace("\r\n", "\n"))
    text = _ESCAPES.sub("", drawn)
    return "\n".join(row.rstrip("\r").rsplit("\r", 1)[-1].rstrip() for row in text.split("\n"))
