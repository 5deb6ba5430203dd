"""The index of the palette, as one small JSON file: the places on the built pages, page by page.

The scripts in docs/assets/js/search read it. Each reader who searches downloads it, so only the beginning of a long
text is kept whole, to be shown; of the rest, each word is kept once, to be found.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dockernotes.catalog.lookup import Index, Linker
from dockernotes.search.place_kinds import KINDS, Known, known
from dockernotes.search.section import Section

if TYPE_CHECKING:
    from dockernotes.catalog.catalog import Asked

ADDRESS = "assets/search.json"
"""The address of the index."""

_SHOWN = 54  # characters of a text that are kept whole
_SHOWN_OF_MESSAGE = 40  # the same for an error, whose pattern has all its words
_OFTEN = 3  # the most places that a word of the rest may be at: a commoner one says too little
_SAME_EVERYWHERE = frozenset(("what-you-will-be-able-to-do", "check-yourself", "commands-used", "clean-up"))
"""Sections that every chapter has: nobody searches for one of them."""
_LATER = re.compile(r" (?:Check|Fix)\. ")
"""After the cause of an error comes what to do about it, in words that don't tell which error it is."""
_SAY_NOTHING = (
    "a an and are at by do does for from has how i in into is it my of on or should that the to use using we what when "
    "where which why will with you your"
)
EMPTY = frozenset(_SAY_NOTHING.split())
"""Words that say nothing in a question. The palette's script leaves out the same ones."""
_SHORT_FLAG = re.compile(r" -\w,(?= --)")
_NO_SLUG = re.compile(r"[^\w -]")
_WORD = re.compile(r"--?[A-Za-z][\w-]*|\d+(?:\.\d+)+|[\w./$-]*\w{3,}")


@dataclass(frozen=True, slots=True)
class Page:
    """A built page, cut at its headings. `weight`: how much it counts compared with others; 0 leaves it out."""

    url: str
    title: str
    description: str
    sections: Sequence[Section]
    weight: float = 1.0


class Row(NamedTuple):
    """A place on a page, its fields in the order of the index. `rest`: words of its text that are not shown."""

    kind: int
    anchor: str
    title: str
    shown: str
    rest: Sequence[str]
    names: str
    pattern: str


def index(pages: Iterable[Page], catalog: Index, link: Linker, missing: str = "") -> str:
    """Return the index as JSON. `link` turns the source of a page into its address below the site's root; `missing`
    says why the palette can find nothing.
    """
    entries = known(catalog, link)
    asked = {link(place.at): place for place in catalog.catalog.asked}
    written = [(page, _rows(page, entries, asked)) for page in pages if page.weight > 0]
    often = Counter(word for _, rows in written for row in rows for word in row.rest)
    folded = [[page.url, page.title, page.weight, [_short(row, often) for row in rows]] for page, rows in written]
    data = {"missing": missing, "kinds": KINDS, "synonyms": catalog.catalog.synonyms, "pages": folded}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _rows(page: Page, entries: Mapping[str, Known], asked: Mapping[str, Asked]) -> list[Row]:
    rows = []
    for part in page.sections:
        if part.anchor in _SAME_EVERYWHERE:
            continue
        address = f"{page.url}#{part.anchor}" if part.anchor else page.url
        entry = entries.get(address) or Known("section" if part.anchor else "page")
        title = (entry.title or part.title) if part.anchor else page.title
        shown, rest = _split(_text(part, page, entry), _SHOWN_OF_MESSAGE if entry.pattern else _SHOWN)
        if entry.pattern:
            rest = []  # the pattern has its words
        place = asked.get(address)
        names = "\n".join(dict.fromkeys([*entry.names, *map(telling, place.words if place else ())]))
        pattern = entry.pattern or (place and place.shape) or ""
        rows.append(Row(KINDS.index(entry.kind), part.anchor, title, shown, rest, names, pattern))
    return rows


def _text(part: Section, page: Page, entry: Known) -> str:
    if not part.anchor:
        return f"{page.description} {part.text}"
    return _LATER.split(part.text)[0] if entry.pattern else part.text


# While somebody edits a page, the texts of all others stay as they were.
@lru_cache(maxsize=16384)
def _split(text: str, most: int) -> tuple[str, Sequence[str]]:
    """Return the beginning of a text, and each further word of the rest."""
    if len(text) <= most:
        return text, []
    end = text.rfind(" ", 0, most)
    return text[:end] + " …", sorted(set(_words(text[end:])) - set(_words(text[:end])))


def _short(row: Row, often: Mapping[str, int]) -> Sequence[object]:
    """Return a row as the index has it: without words that too many places have, and without empty fields at its end.

    A 1 replaces an anchor that follows from the title.
    """
    written: list[object] = list(row)
    if row.anchor and row.anchor == slug(row.title):
        written[Row._fields.index("anchor")] = 1
    written[Row._fields.index("rest")] = " ".join(word for word in row.rest if often[word] <= _OFTEN)
    while not written[-1]:
        written.pop()
    return written


def telling(phrase: str) -> str:
    """Return a phrase without its empty words."""
    return " ".join(word for word in phrase.split() if word.lower() not in EMPTY) or phrase


def slug(title: str) -> str:
    """Return the usual anchor of a title: `names-tag-and-digest`, or `docker-run--publish` for a flag.

    The palette's script makes the same one.
    """
    return _NO_SLUG.sub("", _SHORT_FLAG.sub("", title).replace(" --", "--").lower()).replace(" ", "-")


def row_address(url: str, row: Sequence[object]) -> str:
    """Return the address that a written row of the page at `url` leads to."""
    anchor = slug(str(row[2])) if row[1] == 1 else row[1]
    return f"{url}#{anchor}" if anchor else url


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
