"""What every room says about a mistake: one diagnostic, one line.

It stands beside the rooms because each of them finds mistakes and none owns them; it imports nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "deprecated", "style"]
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def _escaped(letter: re.Match[str]) -> str:
    return letter.group().encode("unicode_escape").decode()


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

    def __post_init__(self) -> None:
        # A word in quotes may hold a line break, and a message is one line wherever it is read.
        if not self.message.isprintable():
            object.__setattr__(self, "message", _BREAKS.sub(_escaped, self.message))

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


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is nearest, whatever its case, or None when none is near."""
    folded = {name.lower(): name for name in sorted(set(known))}
    near = difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean `x`?` for the nearest known word, or an empty string when none is near."""
    name = nearest(word, known)
    return f"; did you mean `{name}`?" if name else ""


def known(names: Iterable[str], *, most: int = 8) -> str:
    """Return `; known: a, b, c` for a short list, an empty string for a long one."""
    listed = sorted(set(names))
    return "; known: " + ", ".join(f"`{n}`" for n in listed) if 0 < len(listed) <= most else ""
