"""A piece of a file that remembers where each character came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from dockernotes.diagnostics import Diagnostic, Severity
from dockernotes.source.fences import TextLine


class Excerpt:
    """Lines of a file, each from its column on, joined into one text. Offsets in it count from 0."""

    def __init__(self, path: str, lines: Sequence[TextLine]) -> None:
        self.path = path
        self._lines = lines
        self.text = "\n".join(line.text for line in lines)

    @classmethod
    def of_file(cls, path: str, text: str) -> Excerpt:
        """Return a whole file as an excerpt."""
        return cls(path, [TextLine(number, 1, row) for number, row in enumerate(text.split("\n"), 1)])

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line.text) + 1 for line in self._lines[:-1]), initial=0))

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column (from 1) of an offset."""
        at = bisect_right(self._starts, offset) - 1
        line = self._lines[at]
        return line.number, line.column + min(offset - self._starts[at], len(line.text))

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column of the text itself, both from 1; its end for a place past it."""
        return min(self._starts[line - 1] + column - 1, len(self.text)) if line <= len(self._starts) else len(self.text)

    def diagnostic(self, start: int, end: int, rule: str, message: str, severity: Severity = "error") -> Diagnostic:
        """Return a diagnostic for the characters from `start` to `end`."""
        return Diagnostic(self.path, *self.place(start), *self.place(max(end, start)), severity, rule, message)
