"""The running text of a page, and its words: what is read aloud. Everything else is blanked, keeping its length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dockernotes.source.blank import blanked
from dockernotes.source.markdown import scan

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w{1,30};|\{[:.#][^{}\n]*\}")
_ENDS = r"\s()\[\]<>\"'`|*"
_TYPED = re.compile(rf"(?<![^{_ENDS}])[^{_ENDS}/.]*+[/.][^{_ENDS}]*+")
"""A token with a slash or a dot. Most tokens have neither and need no second look; each is read from its start only."""
_FILE = re.compile(r"\w\.[a-z0-9]{2,5}[.,;:]?\Z")
_WORD = re.compile(r"(?<![\w/])[^\W\d_]++(?:['’][^\W\d_]++)*+(?!\w)")
_HEADING = re.compile(r"^#{1,6}(?=[ \t])", re.M)


@dataclass(frozen=True, slots=True)
class Heading:
    """The start and end of a heading's text in the page."""

    start: int
    end: int


@lru_cache(maxsize=4)
def prose(text: str) -> str:
    """Return a page with its code, link targets, tags and addresses blanked."""
    shown = list(blanked(text))
    for link in scan(text).links:
        shown[link.start : link.end] = " " * (link.end - link.start)
    untagged = _TAG.sub(lambda match: " " * len(match.group()), "".join(shown))
    return _TYPED.sub(lambda match: " " * len(match.group()) if _typed(match.group()) else match.group(), untagged)


def _typed(token: str) -> bool:
    """Return whether a token is typed rather than read: an address, a path, the name of a file."""
    return "/" in token or bool(_FILE.search(token, max(0, len(token) - 8)))


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int]]:
    """Yield the words of some prose with their places."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield match.group(), match.start()


def spoken(text: str) -> list[str]:
    """Return all words of a page as it is written, even those of code and addresses, so that no prose is missing."""
    return _WORD.findall(text)


def headings(page: str, text: str) -> Iterator[Heading]:
    """Yield the headings of a page. `text`: its prose, which has blanks for code at either end of a heading."""
    for match in _HEADING.finditer(text):
        end = page.find("\n", match.end())
        row = page[match.end() : end if end >= 0 else len(page)]
        start = match.end() + len(row) - len(row.lstrip())
        yield Heading(start, max(start, match.end() + len(row.rstrip().rstrip("#").rstrip())))
