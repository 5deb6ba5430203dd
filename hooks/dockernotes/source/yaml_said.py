"""Explain PyYAML's errors: where to fix the mistake, and how."""

from __future__ import annotations

import re
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PAIR = re.compile(r"\s*(?:- )*[\w.<>\"'-]+:\s+(?P<value>\S.*)$")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|={7})(?:\s|$)")
_LONGEST = 50


def said_of(error: Any, text: str) -> tuple[int, int, str]:
    """Return the line and column (from 0) of a PyYAML error, and a message for it."""
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not readable")
    if mark is None:
        at = min(getattr(error, "position", 0) or 0, len(text))
        return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1), said
    rows = text.split("\n")
    line, column = min(mark.line, len(rows) - 1), mark.column
    context = getattr(error, "context_mark", None)
    begun = (context.line, context.column) if context else (line, column)
    return _explained(said, rows, (line, column), begun) or (line, column, said)


def _explained(
    said: str, rows: list[str], place: tuple[int, int], begun: tuple[int, int]
) -> tuple[int, int, str] | None:
    line, column = place
    row = rows[line]
    for at in range(max(0, line - 1), line + 1):
        if _CONFLICT.match(rows[at]):
            return at, 0, "a mark of a merge conflict; keep one side, and delete the marks"
    if "tab" in said or row[column : column + 1] == "\t":
        return line, column, "a tab; indent with spaces"
    if "mapping values are not allowed" in said:
        return _colon(rows, line, column)
    if "cannot start any token" in said or "undefined alias" in said or "expected alphabetic" in said:
        return (
            line,
            column,
            f"a text that begins with {_code(row[column : column + 1])} needs quotes: {_quoted(row[column:])}",
        )
    if "unknown escape" in said:
        return (
            line,
            column,
            r"in `\"…\"` a backslash begins an escape; write two of them, or quote with `'…'`".replace(r"\"", '"'),
        )
    if "',' or '" in said:
        opened = said[said.index("or '") + 4]
        return *begun, f"a bracket that opens here is not closed; add `{opened}`"
    if "end of stream" in said or "document separator" in said:
        return *begun, "a quote that opens here is not closed"
    if "expected key" in said:
        return _quote(rows, line, column)
    if "expected ':'" in said:
        for at in range(line, max(-1, line - 3), -1):
            if glued := re.match(r"(\s*(?:- )?)([\w-]+:)(?=[^\s/])", rows[at]):
                return at, len(glued[1]), f"a space is missing after `{glued[2]}`"
        return (
            max(0, line - 1),
            0,
            "this line has no `:` after its name, or it belongs to a text above and isn't indented",
        )
    if "'-' indicator" in said:
        return (
            line,
            column,
            "this line is indented as none above it: indent it like its neighbours, or `- ` in front",
        )
    return None


def _colon(rows: list[str], line: int, column: int) -> tuple[int, int, str]:
    match = _PAIR.match(rows[line])
    if match and re.search(r":(?:\s|$)", match["value"]):
        return line, column, f"a text with `: ` in it needs quotes: {_quoted(match['value'])}"
    return line, column, "this line is indented deeper than the one above allows; indent it like its neighbours"


def _quote(rows: list[str], line: int, column: int) -> tuple[int, int, str]:
    for at in range(line - 1, max(-1, line - 4), -1):
        opened = re.match(r"\s*(?:- )*[\w.-]+:\s+([\"'])", rows[at])
        if opened and rows[at].count(opened[1]) % 2:
            return at, opened.end() - 1, "a quote that opens here is not closed"
    before = rows[line][:column]
    match = re.match(r"\s*(?:- )*[\w.-]+:\s+([\"'])", before)
    if match and before.rstrip().endswith(match[1]):
        twice = "`''`" if match[1] == "'" else '`\\"`'
        return line, column, f"the text ended at the quote before this; inside the quotes write {twice} for one"
    return line, column, "this line is indented as none above it, or the one above is not complete"


def _quoted(value: str) -> str:
    value = value.strip().strip("\"'")
    shown = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    return _code(f"'{shown}'" if '"' in shown else f'"{shown}"')


def _code(text: str) -> str:
    """Return a text as inline code, between double backticks if it contains a backtick."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"
