"""Read the data file entry by entry: while somebody edits one entry, the others aren't parsed again.

A file is only cut up if it has the form of ours: keys at the left edge, and a list of entries below each. If a piece
isn't YAML by itself, or something is wrong with it, the file is read in one go, which also reports the mistake.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, NamedTuple

from dockernotes.catalog import positions
from dockernotes.catalog.positions import Document
from dockernotes.decode import decode

_SECTION = re.compile(r"^([a-z_]+):\n", re.MULTILINE)
_ENTRY = re.compile(r"^  - ", re.MULTILINE)
_NOTHING = re.compile(r"(?: *(?:#[^\n]*)?\n)*")
"""Blank lines and comments."""
_UNUSUAL = re.compile(r"^\.\.\.|[\r\x85\u2028\u2029]", re.MULTILINE)
"""The end of a document, and line breaks that only YAML counts as such."""


class Section(NamedTuple):
    """A key at the left edge: its line, and its entries with the line where each one begins. `end`: the line after."""

    name: str
    line: int
    entries: list[tuple[str, int]]
    end: int


def read(raw: bytes, path: str) -> Document:
    """Parse a file, with the same result as positions.py."""
    text, problem = decode(raw, path, "data-yaml")
    sections = [] if problem else _sections(text)
    data: dict[str, list[Any]] = {}
    for section in sections:
        parsed = [_parsed(entry) for entry, _ in section.entries]
        if any(one.problems or not isinstance(one.data, list) or len(one.data) != 1 for one in parsed):
            return positions.read(raw, path)
        data[section.name] = [one.data[0] for one in parsed]
    if len(data) < len(sections) or not data:
        return positions.read(raw, path)
    document = Document(path, data)
    document.later = partial(_place, document, sections)
    return document


# The results are shared: nobody may change them.
@lru_cache(maxsize=8192)
def _parsed(entry: str) -> Document:
    return positions.read_text(entry, "")


def _sections(text: str) -> list[Section]:
    """Return the sections; an empty list for a file of another form."""
    heads = list(_SECTION.finditer(text))
    if not heads or text[-1] != "\n" or _UNUSUAL.search(text) or not _NOTHING.fullmatch(text, 0, heads[0].start()):
        return []
    found, line, at = [], 1, 0
    for head, following in pairwise([*heads, None]):
        assert head
        last = following.start() if following else len(text)
        starts = [entry.start() for entry in _ENTRY.finditer(text, head.end(), last)]
        if not starts or not _NOTHING.fullmatch(text, head.end(), starts[0]):
            return []
        line, at = line + text.count("\n", at, head.start()), head.start()
        section = Section(head[1], line, [], line + text.count("\n", at, last))
        for start, end in pairwise([*starts, last]):
            line, at = line + text.count("\n", at, start), start
            section.entries.append((text[start:end], line))
        found.append(section)
    return found


def _place(document: Document, sections: list[Section]) -> None:
    """Add the place of everything. A value that ends with its piece ends, in the file, where the next thing begins."""
    document.values[()] = (sections[0].line, 1, sections[-1].end, 1)
    for section in sections:
        document.keys[(section.name,)] = (section.line, 1, section.line, len(section.name) + 1)
        document.values[(section.name,)] = (section.entries[0][1], 3, section.end, 1)
        ends = [(line, 3) for _, line in section.entries[1:]] + [(section.end, 1)]
        for number, ((entry, first), end) in enumerate(zip(section.entries, ends, strict=True)):
            parsed, below = _parsed(entry), first - 1
            whole = parsed.values[()][2:]
            holders = {path[:-1] for path in parsed.values if path}
            for path, (line, column, *stop) in parsed.keys.items():
                document.keys[(section.name, number, *path[1:])] = (line + below, column, stop[0] + below, stop[1])
            for path, (line, column, *stop) in parsed.values.items():
                if path:
                    last = end if path in holders and tuple(stop) == whole else (stop[0] + below, stop[1])
                    document.values[(section.name, number, *path[1:])] = (line + below, column, *last)
