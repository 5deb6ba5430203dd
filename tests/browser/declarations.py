"""The declarations of our style sheets as they are written: a browser's object model lacks those that it dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r"([^{};]*)\{([^{}]*)\}")
_DESCRIBED = ("@font-face", "@page", "@property", "@counter-style")


def blocks(sheet: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each innermost block: its selector, and its properties with their values."""
    for match in _BLOCK.finditer(_COMMENT.sub("", sheet)):
        selector = " ".join(match[1].split())
        if not selector.startswith(_DESCRIBED):
            yield selector, [pair for part in _parts(match[2]) if (pair := _pair(part))]


def _pair(declaration: str) -> tuple[str, str] | None:
    name, colon, value = declaration.partition(":")
    name, value = name.strip(), re.sub(r"\s*!important$", "", value.strip())
    return (name, value) if colon and not name.startswith("--") else None


def _parts(text: str) -> list[str]:
    """Split at semicolons, except for those in quotes and brackets."""
    parts, depth, quote = [""], 0, ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        else:
            depth += {"(": 1, ")": -1}.get(letter, 0)
            if letter == ";" and not depth:
                parts.append("")
                continue
        parts[-1] += letter
    return parts


def of(folder: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the blocks of all style sheets of a folder, each selector with its file in front."""
    files = sorted(folder.glob("*.css"))
    return [(f"{file.name}: {at}", pairs) for file in files for at, pairs in blocks(file.read_text(encoding="utf-8"))]
