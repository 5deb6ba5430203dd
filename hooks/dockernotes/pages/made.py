"""What a page has become, and everything it was made from, so that no build makes the same page twice.

The order of a build, with what each step adds to the `Ground` that all pages are made from:

1. `on_config`: code, packages, settings, the data file.
2. `on_files`: the addresses of all files, and the files that pages may include.
3. `on_nav`: the order of the chapters. Now each page is made, or taken from an earlier build (`Made`).
4. `on_env`: checks, search and old anchors read what the pages have become.
5. `on_page_context`, then the template: filled_templates.py keeps the result in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from dockernotes.catalog.tips import filled
from dockernotes.records import Records, digest, digest_of_texts
from dockernotes.source.includes import BESIDE

OF_PAGES = ("assets/lab.json", "assets/lab/tasks.json")
FILES = ("assets/explain.json", "assets/explain-files.json", *OF_PAGES)
"""Files that making.py makes from the data file, besides the pages; those in `OF_PAGES` need the pages too."""
_TAKES_IN = re.compile(r"--8<--(?![ \t]+\[(?:start|end):)")


@dataclass(frozen=True, slots=True)
class Made:
    """A page's content, and what the rest of the site takes from it.

    `toc`: entries of title, id, level and entries below; `heading`: the title of a page whose front matter has none;
    `ids`: those that MkDocs has seen; `copy`: the page as plain Markdown; `sections`: what the search finds, as anchor,
    title and texts.
    """

    html: str
    toc: list[Any]
    heading: str | None
    ids: list[str]
    questions: int
    copy: str
    anchors: list[str]
    sections: list[Any]

    @classmethod
    def of(cls, stored: Any) -> Made | None:
        """Return what was stored, or None if it has a different form."""
        names = cls.__dataclass_fields__.keys()
        return cls(**stored) if isinstance(stored, dict) and stored.keys() == names else None


@dataclass(frozen=True, slots=True)
class Ground:
    """What all pages are made from. `base`: code, packages, settings and data; `names`: the same with marked data;
    `files`: files that they may include; `deep`: one of those includes others; `texts`: all pages.
    """

    base: str = ""
    names: str = ""
    files: str = ""
    deep: bool = False
    texts: str = ""
    chapters: tuple[str, ...] = ()

    def of_page(self, source: str, title: str, text: str, starts: object, proof: object) -> tuple[str, ...]:
        """Return everything that decides what a page becomes."""
        own = (self.base, source, title, text, repr(self.chapters), repr(starts), repr(proof))
        taken = [row for row in text.split("\n") if _TAKES_IN.search(row)]
        if not taken:
            return own
        pages = self.texts if self.deep or any(".md" in row.replace(*BESIDE, "") for row in taken) else ""
        return (*own, self.files, pages)

    def of_filled_page(
        self, source: str, title: str, text: str, starts: object, proof: object, filled: str
    ) -> tuple[str, ...]:
        """Return the same for a page whose macros are filled in. The rest is made from marked data, unless the page may
        include the data file itself.
        """
        whole = f"{text}\0{filled}"
        base = self.base if self.deep or "_data/" in whole else self.names
        return replace(self, base=base).of_page(source, title, whole, starts, proof)


def ground(
    base: str, names: str, urls: Mapping[str, str], docs: Path, texts: Mapping[str, str], files: Mapping[Path, bytes]
) -> Ground:
    """Return the ground of a build. `texts`: all pages; `files`: the content of all other files in the docs folder."""
    named = {file.relative_to(docs).as_posix(): raw for file, raw in files.items()}
    held = {name: raw for name, raw in sorted(named.items()) if name[0] != "_"}
    held |= {name: (docs.parent / name).read_bytes() for name in BESIDE if (docs.parent / name).is_file()}
    return Ground(
        digest(base, addresses := repr(sorted(urls.items()))),
        digest(names, addresses),
        digest_of_texts(held),
        any(_TAKES_IN.search(raw.decode("utf-8", "replace")) for raw in held.values() if b"--8<--" in raw),
        digest_of_texts(dict(sorted(texts.items()))),
    )


def contents(items: Iterable[Any]) -> list[Any]:
    """Return the entries of MkDocs' table of contents in the form that `Made` has."""
    return [[item.title, item.id, item.level, contents(item.children)] for item in items]


def with_chapters(ground: Ground, chapters: tuple[str, ...]) -> Ground:
    return replace(ground, chapters=chapters)


@dataclass(eq=False)  # compared as an object: each build has its own
class Pages:
    """The pages of a build: those that were kept, and those that are made.

    A page is kept as it is before its `tips` are filled in, under its text with all macros filled in (`filled`). Its
    text as it is written (`name`) leads to that. `stock` stands for all commands of all pages.
    """

    records: Records = field(default_factory=Records)
    ground: Ground = field(default_factory=Ground)
    tips: Sequence[str] = ()
    made: dict[str, Made] = field(default_factory=dict)
    stock: str = ""
    asked_for_stock: bool = False
    name: str = ""
    filled: str = ""

    def begin(self, source: str, made_from: tuple[str, ...]) -> Made | None:
        """Begin with a page. Return what it has become, if that is known."""
        self.name, self.asked_for_stock = self.records.name("page", made_from), False
        stored = self.records.find(self.name)
        if not isinstance(stored, list) or len(stored) != 2 or stored[0] not in ("", self.stock):
            return None
        return self._take(source, str(stored[1]))

    def again(self, source: str, made_from: tuple[str, ...], *, final: bool) -> Made | None:
        """Return what the page has become, if that is known for its text with all macros filled in."""
        self.filled = self.records.name("made", made_from)
        found = self._take(source, self.filled)
        if found and final:
            self._note()
        return found

    def add(self, source: str, made: Made, *, final: bool) -> Made:
        """Take a page that was made, and return it whole. `final`: it may be kept."""
        if final:
            self.records.keep(self.filled, asdict(made))
            self._note()
        return self._whole(source, made)

    def _take(self, source: str, name: str) -> Made | None:
        found = Made.of(self.records.find(name))
        return self._whole(source, found) if found else None

    def _whole(self, source: str, made: Made) -> Made:
        self.made[source] = replace(made, html=filled(made.html, self.tips))
        return self.made[source]

    def _note(self) -> None:
        self.records.keep(self.name, [self.stock if self.asked_for_stock else "", self.filled])
