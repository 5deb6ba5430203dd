"""What every room says about a mistake: one diagnostic, one line.

It stands beside the rooms because each of them finds mistakes and none owns them; it imports nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "deprecated", "style"]


@dataclass(frozen=True, order=True, slots=True)
class Diagnostic:
    """One mistake at one place. Lines and columns count from 1; the end is exclusive, as in an editor's selection.

    Columns count characters (code points), not bytes.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    severity: Severity
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message} [{self.rule}]"


def in_text(
    text: str, path: str, span: tuple[int, int], rule: str, message: str, severity: Severity = "error"
) -> Diagnostic:
    """Return a diagnostic for the characters `span` of a text (offsets from 0, end exclusive)."""
    start, end = span
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    end_line, end_column = text.count("\n", 0, end) + 1, end - text.rfind("\n", 0, end)
    return Diagnostic(path, line, column, end_line, end_column, severity, rule, message)


def did_you_mean(word: str, known: Iterable[str], *, limit: int = 1) -> str:
    """Return `; did you mean `x`?` for the nearest known words, or an empty string when none is near."""
    names = sorted(set(known))
    folded = {name.lower(): name for name in names}
    near = difflib.get_close_matches(word.lower(), folded, n=limit, cutoff=0.6)
    if not near:
        return ""
    return "; did you mean " + " or ".join(f"`{folded[n]}`" for n in near) + "?"


def known(names: Iterable[str], *, most: int = 8) -> str:
    """Return `; known: a, b, c` for a short list, an empty string for a long one."""
    listed = sorted(set(names))
    return "; known: " + ", ".join(f"`{n}`" for n in listed) if 0 < len(listed) <= most else ""
