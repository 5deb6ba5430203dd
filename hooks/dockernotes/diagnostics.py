"""What every room says about a mistake: one diagnostic, one line.

This module is outside the rooms, because all of them find mistakes. It imports none of them.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

_NEAR = 0.6
_CANDIDATES = 20
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
        # A quoted word may contain a line break, but a message must be one line everywhere.
        if not self.message.isprintable():
            object.__setattr__(self, "message", _BREAKS.sub(_escaped, self.message))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message} [{self.rule}]"


def in_text(
    text: str, path: str, span: tuple[int, int], rule: str, message: str, severity: Severity = "error"
) -> Diagnostic:
    """Return a diagnostic for the characters `span` of a text (offsets from 0, end exclusive)."""
    return Diagnostic(path, *_place(text, span[0]), *_place(text, span[1]), severity, rule, message)


def _place(text: str, at: int) -> tuple[int, int]:
    starts = _line_starts(text)
    line = bisect_right(starts, at)
    return line, at - starts[line - 1] + 1


# A page may have thousands of mistakes; counting its lines for each would take minutes.
@lru_cache(maxsize=4)
def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


class Names:
    """Known words, prepared for finding the one that somebody meant: among thousands, thousands of times."""

    def __init__(self, known: Iterable[str]) -> None:
        self._folded = {name.lower(): name for name in sorted(set(known))}
        self._words = list(self._folded)

    def nearest(self, word: str) -> str | None:
        """Return the word that is nearest, ignoring case, or None when none is near."""
        word = word.lower()
        # rapidfuzz never scores below difflib, and compares thousands of names in the time difflib takes for ten.
        likely = process.extract(
            word, self._words, scorer=fuzz.ratio, processor=None, score_cutoff=100 * _NEAR, limit=_CANDIDATES
        )
        best = (_NEAR, "")
        matcher = difflib.SequenceMatcher()
        matcher.set_seq2(word)
        for name, most, _ in likely:
            if best[0] > most / 100 + 1e-9:
                break  # those that follow can't be nearer
            matcher.set_seq1(name)
            best = max(best, (matcher.ratio(), name))
        return self._folded.get(best[1])


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is nearest, ignoring case, or None when none is near."""
    return Names(known).nearest(word)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean `x`?` for the nearest known word, or an empty string when none is near."""
    name = nearest(word, known)
    return f"; did you mean `{name}`?" if name else ""


def known(names: Iterable[str], *, most: int = 8) -> str:
    """Return `; known: a, b, c` for a short list of names, and an empty string for a long one."""
    listed = sorted(set(names))
    return "; known: " + ", ".join(f"`{n}`" for n in listed) if 0 < len(listed) <= most else ""
