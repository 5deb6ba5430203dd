"""The index of the palette as one small JSON: the places of the built pages, page by page.

The scripts in docs/assets/js/search read it. Each reader who searches fetches it, so of a long text only the beginning
stays as it is, to be shown; of the rest each word is kept once, to be found.
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
"""Where the site keeps it."""

_SHOWN = 54  # characters of a text that stay as they are
_SHOWN_OF_MESSAGE = 40  # of an error's, whose pattern has all its words
_OFTEN = 3  # places that a word of the rest may stand at: of more it says too little
_SAME_EVERYWHERE = frozenset(("what-you-will-be-able-to-do", "check-yourself", "commands-used", "clean-up"))
"""Parts of every chapter: as a place to go to, none is meant."""
_LATER = re.compile(r" (?:Check|Fix)\. ")
"""Behind the cause of an error stands what to do: in words that say nothing of which error it is."""
_SAY_NOTHING = (
    "a an and are at by do does for from has how i in into is it my of on or should that the to use using we what when "
    "where which why will with you your"
)
EMPTY = frozenset(_SAY_NOTHING.split())
"""Words of a question that the script of the palette leaves out as well."""
_SHORT_FLAG = re.compile(r" -\w,(?= --)")
_NO_SLUG = re.compile(r"[^\w -]")
_WORD = re.compile(r"--?[A-Za-z][\w-]*|\d+(?:\.\d+)+|[\w./$-]*\w{3,}")


@dataclass(frozen=True, slots=True)
class Page:
    """A built page, cut at its headings. `weight`: how much it counts beside the others, 0 not at all."""

    url: str
    title: str
    description: str
    sections: Sequence[Section]
    weight: float = 1.0


class Row(NamedTuple):
    """A place of a page, in the order in which it is written. `rest`: words of its text that are not shown."""

    kind: int
    anchor: str
    title: str
    shown: str
    rest: Sequence[str]
    names: str
    pattern: str


def index(pages: Iterable[Page], catalog: Index, link: Linker, missing: str = "") -> str:
    """Return the JSON. `link` turns the source of a page into its address below the site's root; `missing` says why the
    palette can find nothing.
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
    """Return a row as it is written: without words that stand nearly everywhere, nor empty fields at its end, nor an
    anchor that follows from the title, for which a 1 stands.
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
    """Return the anchor that most titles have: `names-tag-and-digest`, a flag's `docker-run--publish`.

    The script of the palette makes the same.
    """
    return _NO_SLUG.sub("", _SHORT_FLAG.sub("", title).replace(" --", "--").lower()).replace(" ", "-")


def row_address(url: str, row: Sequence[object]) -> str:
    """Return where a written row of the page at `url` leads."""
    anchor = slug(str(row[2])) if row[1] == 1 else row[1]
    return f"{url}#{anchor}" if anchor else url


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
