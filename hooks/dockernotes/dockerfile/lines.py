"""Split a Dockerfile into instructions as BuildKit does: comments, continued lines, flags, heredocs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

HEREDOCS = frozenset(("ADD", "COPY", "RUN"))
_DIRECTIVE = re.compile(r"#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$", re.ASCII)
_DIRECTIVES = ("syntax", "escape", "check")
_HEREDOC = re.compile(r"\d*<<(-?)\s*([^<]+)", re.ASCII)
_BLANK = re.compile(r"[\t\v\f\r ]+")


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction in the rows from `start` to before `end`, counted from 0. Its heredocs end before `stop`.

    `rest`: what follows the name and the flags. `open_heredoc`: the name that should end a heredoc but never comes.
    """

    start: int
    end: int
    stop: int
    name: str
    flags: tuple[str, ...]
    rest: str
    heredocs: tuple[str, ...] = ()
    open_heredoc: str = ""


def escape_of(rows: Sequence[str]) -> str:
    """Return the character that continues a line: a backslash, or the one that a directive at the top sets."""
    return next((value for _, name, value in directives(rows) if name == "escape" and value in ("`", "\\")), "\\")


def directives(rows: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the row, name and value of each directive. Directives are at the top, before any other comment."""
    for at, row in enumerate(rows):
        match = _DIRECTIVE.match(row.strip("\ufeff").strip())
        if not match or match[1].lower() not in _DIRECTIVES:
            return
        yield at, match[1].lower(), match[2]


def instructions(rows: Sequence[str]) -> Iterator[Instruction]:
    """Yield each instruction."""
    escape = escape_of(rows)
    goes_on = re.compile(rf"(?:(?<=[^{re.escape(escape)}])|^){re.escape(escape)}[ \t]*$")
    at = 0
    while at < len(rows):
        start, text = at, rows[at].lstrip().rstrip("\r")
        at += 1
        if not text or text.startswith("#"):
            continue
        is_open = bool(goes_on.search(text))
        text = goes_on.sub("", text)
        while is_open and at < len(rows):
            row = rows[at].rstrip("\r")
            at += 1
            # Empty lines and comments between continued lines are skipped.
            if row.strip() and not row.lstrip().startswith("#"):
                is_open = bool(goes_on.search(row))
                text += goes_on.sub("", row)
        if text.strip():
            made = _with_heredocs(_cut(text, start, at, escape), rows, text)
            yield made
            at = made.stop


def _cut(text: str, start: int, end: int, escape: str) -> Instruction:
    name, *more = _BLANK.split(text.strip(), maxsplit=1)
    flags, rest = _flags(more[0] if more else "", escape)
    return Instruction(start, end, end, name.upper(), tuple(flags), rest.strip())


def _flags(text: str, escape: str) -> tuple[list[str], str]:
    """Return the leading words that start with `--`, without quotes, and the text after them."""
    found: list[str] = []
    while match := re.match(r"\s*(?=--)", text):
        word, text = _word(text[match.end() :], escape)
        if word == "--":
            break
        found.append(word)
    return found, text


def _word(text: str, escape: str) -> tuple[str, str]:
    made, quote, at = "", "", 0
    while at < len(text) and (quote or not text[at].isspace()):
        letter = text[at]
        at += 1
        if letter == escape and at < len(text):
            made += text[at]
            at += 1
        elif letter == quote:
            quote = ""
        elif not quote and letter in "'\"":
            quote = letter
        else:
            made += letter
    return made, text[at:]


def split_words(text: str, escape: str = "\\") -> list[str]:
    """Return the words between blanks. Quotes keep words together, and aren't removed."""
    words: list[str] = []
    made, quote, at = "", "", 0
    while at < len(text):
        letter = text[at]
        at += 1
        if letter.isspace() and not quote:
            words += [made] if made else []
            made = ""
        elif letter == escape and quote != "'" and at < len(text):
            made += letter + text[at]
            at += 1
        else:
            quote = "" if letter == quote else letter if not quote and letter in "'\"" else quote
            made += letter
    return [*words, made] if made else words


def _with_heredocs(made: Instruction, rows: Sequence[str], text: str) -> Instruction:
    """Return the instruction with the heredocs below it."""
    # `ONBUILD RUN <<EOF` has a heredoc too.
    name = made.rest.split(maxsplit=1)[0].upper() if made.name == "ONBUILD" and made.rest else made.name
    if name not in HEREDOCS or "<<" not in text or (made.rest.startswith("[") and made.rest.endswith("]")):
        return made
    names: list[str] = []
    stop = made.end
    for word in split_words(re.sub(r"(<<-?)[ \t]+(?=\S)", r"\1", text)):
        match = _HEREDOC.fullmatch(word)
        if not match:
            continue
        wanted = re.sub(r"[\"']|\\(?=.)", "", match[2])
        names.append(wanted)
        while (
            stop < len(rows)
            and (rows[stop].rstrip("\r").lstrip("\t") if match[1] else rows[stop].rstrip("\r")) != wanted
        ):
            stop += 1
        if stop == len(rows):
            return replace(made, heredocs=tuple(names), open_heredoc=wanted)
        stop += 1
    return replace(made, heredocs=tuple(names), stop=stop)


def json_list(text: str) -> list[str] | None:
    """Return the items of a JSON list, whether they're texts or not; None if it isn't a list."""
    if not text.startswith("["):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, list) else None
