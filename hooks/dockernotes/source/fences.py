"""Fences of a Markdown page, wherever they stand: in lists, admonitions, tabs, details and quotes.

A line scanner, not a Markdown parser: it follows the rule of pymdownx.superfences, where a fence ends at the first line
with the same prefix and the same marks. That makes positions exact and the work linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dockernotes.diagnostics import Diagnostic, Severity

_OPEN = re.compile(r"^(?P<prefix>[ \t>]*)(?P<marks>`{3,}|~{3,})(?P<info>[^`\n]*)$")
_LANGUAGE = re.compile(r"\s*\{?\s*\.?([\w#.+-]+)(?=\s|$|[{}?,:])")
_OPTION = re.compile(r"""(?<![.#\w-])([A-Za-z_][\w-]*)(?:=("|')(.*?)\2)?(?=\s|$|\})""")

OPTIONS = frozenset(
    {"danger", "docker", "fails", "file", "fresh", "interactive", "interrupt"}
    | {"mistake", "norun", "retry", "show", "terminal", "title", "unordered"}
)
"""What this project's fences may say after their language; see docs/contributing/writing.md."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line inside a fence: its number in the file, the column where its text begins (both from 1), its text."""

    number: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence: where it opens, what it is, what it holds. `closed` is false where the file ends before it does."""

    line: int
    prefix: str
    language: str
    options: dict[str, str]
    lines: list[TextLine] = field(default_factory=list)
    closed: bool = True
    info: str = ""
    marks: str = "```"

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def column(self) -> int:
        return len(self.prefix) + 1


def never_closed(fence: Fence, path: str) -> Diagnostic:
    """Say of a fence that the file ends before it does."""
    message = "fence is never closed: the rest of the page is inside it"
    return at_opening(fence, path, "fence-open", message)


def at_opening(fence: Fence, path: str, rule: str, message: str, severity: Severity = "error") -> Diagnostic:
    """Return a mistake of the line that opens a fence."""
    end = fence.column + len(fence.marks) + len(fence.info)
    return Diagnostic(path, fence.line, fence.column, fence.line, end, severity, rule, message)


def fences(text: str) -> Iterator[Fence]:
    """Yield the fences of a page in order. Never raises."""
    rows = text.split("\n")
    number = 0
    while number < len(rows):
        match = _OPEN.match(rows[number].rstrip("\r")) if len(rows[number]) < 2000 else None
        if not match:
            number += 1
            continue
        prefix, marks = match["prefix"], match["marks"]
        closing = re.compile(re.escape(prefix.rstrip()) + r"[ \t]*" + re.escape(marks) + r"[ \t]*\r?$")
        language, options = _info(match["info"])
        lines: list[TextLine] = []
        closed = False
        end = number + 1
        while end < len(rows):
            row = rows[end].rstrip("\r")
            if closing.match(row) and _width(row) == len(prefix):
                closed = True
                break
            cut = _cut(row, prefix)
            lines.append(TextLine(end + 1, cut + 1, row[cut:]))
            end += 1
        yield Fence(number + 1, prefix, language, options, lines, closed, match["info"].strip(), marks)
        number = end + 1


def _width(row: str) -> int:
    return len(row) - len(row.lstrip(" \t>"))


def _cut(row: str, prefix: str) -> int:
    """Return how many characters of the fence's own indentation this line carries."""
    cut = 0
    while cut < len(prefix) and cut < len(row) and row[cut] in " \t>":
        cut += 1
    return cut


def _info(info: str) -> tuple[str, dict[str, str]]:
    match = _LANGUAGE.match(info)
    language = match.group(1) if match else ""
    rest = info[match.end() :] if match else info
    return language, {m.group(1): m.group(3) or "" for m in _OPTION.finditer(rest)}
