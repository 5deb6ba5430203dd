"""Diagnostics as text: one line each, and below it the source line with carets under the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from dockernotes.diagnostics import Diagnostic

_WIDE = 120


def text(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
    """Return a block for each diagnostic: its own line, the source line, and carets under the place."""
    blocks = []
    for diagnostic in diagnostics:
        said = "" if diagnostic.severity == "error" else f"{diagnostic.severity}: "
        head = str(diagnostic).replace(f": {diagnostic.message}", f": {said}{diagnostic.message}", 1)
        blocks.append(head + _excerpt(diagnostic, texts.get(diagnostic.path)))
    return "".join(block + "\n" for block in blocks)


def _excerpt(diagnostic: Diagnostic, source: str | None) -> str:
    rows = _rows(source) if source else []
    if not 0 < diagnostic.line <= len(rows):
        return ""
    row = rows[diagnostic.line - 1].rstrip("\r").replace("\t", " ")
    start = diagnostic.column - 1
    width = diagnostic.end_column - diagnostic.column if diagnostic.end_line == diagnostic.line else len(row) - start
    cut = max(0, start - _WIDE // 2) if len(row) > _WIDE else 0
    shown = row[cut : cut + _WIDE]
    number = str(diagnostic.line)
    marks = "^" * max(1, min(width, len(shown) - (start - cut)))
    return f"\n{number} | {shown}\n{' ' * len(number)} | {' ' * (start - cut)}{marks}"


@lru_cache(maxsize=4)  # a page may have thousands of mistakes
def _rows(source: str) -> list[str]:
    return source.split("\n")
