"""Find the fences of a Markdown page, wherever they are: in lists, admonitions, tabs, details and quotes.

This is a line scanner, not a Markdown parser, so positions are exact. It follows CommonMark: a fence ends at the first
line of at least as many marks, indented by up to three more spaces, or with the list or quote around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from dockernotes.diagnostics import Diagnostic, Severity

_OPEN = re.compile(r"^(?P<prefix>[ \t>]*)(?P<marks>`{3,}|~{3,})(?P<info>[^`\n]*)$")
_COMMENT = re.compile(r"[ ]{0,3}<!--(?!.*-->)")
_LANGUAGE = re.compile(r"\s*\{?\s*\.?([\w#.+-]+)(?=\s|$|[{}?,:])")
_OPTION = re.compile(r"""(?<![.#\w-])([A-Za-z_][\w-]*)(?:=("|')(.*?)\2)?(?=\s|$|\})""")

_FAR = 500
"""How many lines after the end of a list a closing line of its fence is looked for."""
_MARKDOWN = frozenset(("markdown", "md", "mdx", "rst", "text", "txt"))

OPTIONS = frozenset(
    {"danger", "docker", "extra", "fails", "file", "fresh", "interactive", "interrupt"}
    | {"mistake", "norun", "retry", "show", "terminal", "title", "unordered"}
)
"""The options that this project's fences may have after their language; see docs/contributing/writing.md."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line inside a fence: its number in the file, the column where its text begins (both from 1), its text."""

    number: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence: where it opens, what it is, what it holds. `closed` is false if the file ends before the fence does.

    `swallows`: the line on which the next fence opens before this one is closed, else 0; `left`: it ends with the list
    or quote around it; `exact`: the line that closes it has the same marks in the same column.
    """

    line: int
    prefix: str
    language: str
    options: dict[str, str]
    lines: list[TextLine] = field(default_factory=list)
    closed: bool = True
    info: str = ""
    marks: str = "```"
    swallows: int = 0
    left: bool = False
    exact: bool = True

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def last(self) -> int:
        """The number of its last line, which is the one with its closing marks if it has any."""
        return self.line + len(self.lines) + self._has_end

    @property
    def _has_end(self) -> bool:
        return self.closed and not self.swallows and not self.left

    @property
    def column(self) -> int:
        return len(self.prefix) + 1


def never_closed(fence: Fence, path: str) -> Diagnostic:
    """Report a fence that is still open where the file ends or the next fence begins."""
    message = "fence is never closed: the rest of the page is inside it"
    if fence.swallows:
        message = f"fence is not closed before the next one opens on line {fence.swallows}"
    return at_opening(fence, path, "fence-open", message)


def at_opening(fence: Fence, path: str, rule: str, message: str, severity: Severity = "error") -> Diagnostic:
    """Return a diagnostic for the line that opens a fence."""
    end = fence.column + len(fence.marks) + len(fence.info)
    return Diagnostic(path, fence.line, fence.column, fence.line, end, severity, rule, message)


def fences(text: str) -> Iterator[Fence]:
    """Yield the fences of a page in order. Never raises."""
    yield from _found(text)


# Most rules ask for the fences of the page they look at, and so do the blanked page and the lessons.
@lru_cache(maxsize=128)
def _found(text: str) -> tuple[Fence, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Fence]:
    rows = text.split("\n")
    number = 0
    while number < len(rows):
        if rows[number].lstrip(" ").startswith("<!--") and (end := _end_of_comment(rows, number)):
            number = end
            continue
        match = _OPEN.match(rows[number].rstrip("\r")) if len(rows[number]) < 2000 else None
        if not match:
            number += 1
            continue
        prefix, marks = match["prefix"], match["marks"]
        language, options = _info(match["info"])
        body, end, how = _body(rows, number + 1, prefix, marks, language)
        lines = []
        for at in body:
            row = rows[at].rstrip("\r")
            cut = _cut(row, prefix)
            lines.append(TextLine(at + 1, cut + 1, row[cut:]))
        closed, swallowed, left = how != "open", end + 1 if how == "swallows" else 0, how == "left"
        exact = how == "closed" and rows[end].strip(" \t>\r") == marks and _width(rows[end]) == len(prefix)
        info = match["info"].strip()
        yield Fence(number + 1, prefix, language, options, lines, closed, info, marks, swallowed, left, exact)
        number = end + 1 if how == "closed" else end


def _end_of_comment(rows: list[str], start: int) -> int | None:
    """Return the row after a comment, which may hide a fence. None if no comment begins here, or it never ends."""
    if not _COMMENT.match(rows[start]):
        return None
    for at in range(start + 1, len(rows)):
        if "-->" in rows[at]:
            return at + 1
        if "<!--" in rows[at]:
            return None
    return None


def _body(rows: list[str], start: int, prefix: str, marks: str, language: str) -> tuple[range, int, str]:
    """Return the rows inside a fence, the row that ends it, and how: `closed`, `left`, `swallows` or `open`."""
    closing, opening = _edges(marks)
    quotes, indent = prefix.count(">"), len(prefix) - len(prefix.lstrip())
    left = 0
    for at in range(start, len(rows)):
        row = rows[at]
        before = row[: _width(row)]
        if before.count(">") < quotes and not (quotes and not row.strip()):
            return range(start, at), at, "left"  # the quote is over, and so is everything in it
        if before.count(">") == quotes and len(before) <= len(prefix) + 3:
            if closing.match(row):
                return range(start, at), at, "closed"
            # Three marks and a word begin a fence. Only a page about Markdown shows one inside another.
            if language not in _MARKDOWN and opening.match(row) and _OPEN.match(row.rstrip("\r")):
                return range(start, at), at, "swallows"
        if left and at - left > _FAR:
            break
        if not left and indent > 1 and row.strip() and len(before) < 2:
            left = at
    # The end of a list ends its fence.
    return (range(start, left), left, "left") if left else (range(start, len(rows)), len(rows), "open")


@cache
def _edges(marks: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for the line that closes a fence of these marks, and for the line that opens another."""
    closing = re.compile(rf"[ \t>]*{re.escape(marks[0])}{{{len(marks)},}}[ \t]*\r?$")
    return closing, re.compile(rf"[ \t>]*{re.escape(marks)}[ \t]*\{{?[ \t]*\.?[A-Za-z][\w+#.-]*")


def _width(row: str) -> int:
    return len(row) - len(row.lstrip(" \t>"))


def _cut(row: str, prefix: str) -> int:
    """Return how many characters of the fence's own indentation a line has."""
    cut = 0
    while cut < len(prefix) and cut < len(row) and row[cut] in " \t>":
        cut += 1
    return cut


def _info(info: str) -> tuple[str, dict[str, str]]:
    match = _LANGUAGE.match(info)
    language = match.group(1) if match else ""
    rest = info[match.end() :] if match else info
    return language, {m.group(1): m.group(3) or "" for m in _OPTION.finditer(rest)}
