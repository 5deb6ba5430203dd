"""A page with everything blanked that isn't running text, so that every offset stays the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dockernotes.source.fences import fences

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
# A comment must be closed before the next one begins: otherwise a forgotten `-->` would hide half a page.
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.S)
_RAW = re.compile(r"<(script|style|pre|code|textarea)\b[^>]*>.*?</\1\s*>", re.S | re.I)
_SHOWN = re.compile(r"<(pre|code|textarea)\b[^>]*>.*?</\1\s*>", re.S | re.I)
# A span ends with its paragraph, table row or list item, so that a stray backtick spoils no more than that.
_CODE = re.compile(
    r"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t>]*(?:\n|\||#{1,6}[ \t]|[-*+][ \t]|\d+[.)][ \t])).){1,2000}?(?<!`)\1(?!`)", re.S
)
_OPENER = re.compile(r"[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]|!!!|\?\?\?|===|\[\^|:[ \t]|[ ]{0,3}>|///")
_MARKER = re.compile(r"[ ]*(?:(?:[-*+]|\d{1,9}[.)])[ ]+)*")
_MARKS = re.compile(r"\S")


def _erase(match: re.Match[str]) -> str:
    return _MARKS.sub(" ", match.group())


# Many rules look at a page, in three passes over all pages.
@lru_cache(maxsize=128)
def blanked(text: str) -> str:
    """Return the text with front matter, fences, comments, raw code, code spans and indented code as blanks."""
    return _blanked(text, _RAW)


@lru_cache(maxsize=128)
def tagged(text: str) -> str:
    """Return the same, but with the page's scripts and styles kept."""
    return _blanked(text, _SHOWN)


def _blanked(text: str, raw: re.Pattern[str]) -> str:
    return _CODE.sub(_erase, _without_blocks(text, raw))


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of what is between backticks in the running text."""
    for match in _CODE.finditer(_without_blocks(text, _RAW)) if "`" in text else ():
        yield match.end(1), match.end() - len(match[1])


def without_fences(text: str) -> str:
    """Return the text with only its fences blanked."""
    if "```" not in text and "~~~" not in text:
        return text
    rows = text.split("\n")
    for fence in fences(text):
        for number in range(fence.line - 1, min(fence.last, len(rows))):
            rows[number] = _MARKS.sub(" ", rows[number])
    return "\n".join(rows)


@lru_cache(maxsize=128)
def _without_blocks(text: str, raw: re.Pattern[str]) -> str:
    written = text = without_fences(_FRONT.sub(_erase, text))
    if "<" in text:
        text = raw.sub(_erase, _COMMENT.sub(_erase, text))
    return _without_indented(text, written)


def _width(row: str) -> int:
    expanded = row.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _content(row: str) -> int:
    """Return the column at which the text of a row begins, after a list's marker."""
    match = _MARKER.match(row.expandtabs(4))
    return match.end() if match else 0


def _without_indented(text: str, written: str) -> str:
    """Blank code blocks indented by four spaces, or by more inside lists, admonitions and tabs."""
    if "\n    " not in text and "\n\t" not in text:
        return text
    rows = text.split("\n")
    inside, after_blank, content = False, True, 0
    for number, (row, source) in enumerate(zip(rows, written.split("\n"), strict=True)):
        if not row.strip():
            # A line that holds only a comment doesn't end a paragraph.
            after_blank = after_blank or not source.strip()
            continue
        if not source.startswith(("    ", "\t")):  # not the row, whose beginning may be blanked
            inside = bool(_OPENER.match(row)) or (inside and not after_blank)
            after_blank, content = False, _content(row)
        elif after_blank and (not inside or _width(row) >= max(8, content + 4)):
            rows[number] = _MARKS.sub(" ", row)
        else:
            after_blank, content = False, _content(row)
        # The line after a line of code is code as well, so `after_blank` stays true here.
    return "\n".join(rows)
