"""The folder that links live in: its pages with their anchors, and its other files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from dockernotes.checks.reading.flavour import FLAVOURS, Flavour, Flavours
from dockernotes.checks.reading.meant import Meant, stem
from dockernotes.source.markdown import Document, scan
from dockernotes.source.slug import blackfriday, counted, github

_EMOJI = re.compile(r":[a-z0-9_+-]+:")
_ADDRESS = re.compile(r"^(?:slug|url|permalink|id|name|[ \t]*-)[ \t]*[:=]?[ \t]*[\"']?([\w./-]+)", re.MULTILINE)
_NUMBERED = re.compile(r"(^|/)\d+[ ]?[-_.]+[ ]?(?=[^/\d\s])")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_MADE = re.compile(r"__codelineno-|__code_|__tabbed_|__span-|fn:|fnref:|top$")
"""Anchors that highlighting, tabs and footnotes make while the page is built."""


@dataclass
class Tree:
    """A folder. `texts`: its pages by their path in it; `files`: all its files; `expand` fills in macros.

    `anchors`: the ids a page has when it is built, where somebody knows them better than a scan of its source;
    `flavours`: how the pages of others are read; `is_there`: whether there is a file that is not listed; `is_whole`:
    whether what isn't below the folder isn't there at all; `taken_in`: the text of a file that pages of ours take in
    and that is no page.
    """

    texts: Mapping[str, str]
    files: frozenset[str]
    expand: Callable[[str], str] = str
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    flavours: Flavours | None = None
    is_there: Callable[[str], bool] = lambda where: False
    is_whole: bool = True
    taken_in: Callable[[str], str | None] | None = None

    def document(self, page: str) -> Document:
        """Return a page, scanned as it is written: its places are those of the file."""
        if page not in self._documents:
            self._documents[page] = scan(self.texts[page])
        return self._documents[page]

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {}

    @cached_property
    def folded(self) -> dict[str, str]:
        """Files by their name in lower case."""
        return {name.lower(): name for name in self.files}

    @cached_property
    def meant(self) -> Meant:
        """The files by their names, for hints."""
        return Meant(self.files)

    def page_of(self, anchor: str) -> str | None:
        """Return the first page that has an anchor."""
        return self._page_of.get(anchor)

    @cached_property
    def _page_of(self) -> dict[str, str]:
        return {anchor: name for name in sorted(self.texts, reverse=True) for anchor in self.ids(name)}

    def ids(self, page: str) -> frozenset[str]:
        """Return the anchors of a page, those of its macros too."""
        if page not in self._ids:
            own = self._named(page, self.flavour(page).slugs)
            text = self.texts[page]
            expanded = self.expand(text)
            made = {identity.name for identity in scan(expanded).ids} if expanded != text else set()
            self._ids[page] = frozenset(own | made)
        return self._ids[page]

    def _named(self, page: str, slugs: frozenset[str]) -> set[str]:
        """Return the anchors of a page where headings get their names in certain ways."""
        document = self.document(page)
        ids = {identity.name for identity in document.ids if identity.given or "mkdocs" in slugs}
        if "github" in slugs:
            made = [github(title) for title in document.titles]
            # An emoji is written with its name, which the heading that is shown hasn't.
            ids |= {*counted(made), *(github(_EMOJI.sub("", title)) for title in document.titles)}
            ids |= {name.lower() for name in ids}
            if posixpath.basename(page).lower().startswith("readme."):
                ids.add("readme")  # where a host of repositories shows it below the list of files
        if "blackfriday" in slugs:
            ids |= {*counted(map(blackfriday, document.titles))}
        return ids

    def flavour(self, page: str) -> Flavour:
        """Return how a page is read. That of this project's pages is MkDocs."""
        return self.flavours.of(page) if self.flavours else FLAVOURS["mkdocs"]

    @cached_property
    def by_address(self) -> dict[str, str]:
        """Pages by the address they are published at, without what a builder may put behind it."""
        found: dict[str, str] = {}
        for name in sorted(self.texts):
            stem, _ = posixpath.splitext(name)
            folder, last = posixpath.split(stem)
            found.setdefault(stem, name)
            found.setdefault(unnumbered(stem), name)
            found.setdefault(stem.removesuffix(".html"), name)  # `a.html.md` is written for `a.html`
            if last.lower() in ("index", "_index", "readme"):
                found.setdefault(folder, name)
        return found

    @cached_property
    def folders(self) -> frozenset[str]:
        """All folders that files are in, at whatever depth."""
        found: set[str] = set()
        for name in self.files:
            while (name := posixpath.dirname(name)) and name not in found:
                found.add(name)
        return frozenset(found)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Last parts of addresses that pages may have: names of files and folders, and what front matter says."""
        found = {stem(posixpath.basename(name)) for name in (*self.files, *self.folders)}
        for text in self.texts.values():
            if text.startswith(("---", "+++")):
                front = text[: text.find(text[:3], 3)]
                found |= {match[1].rstrip("/").rpartition("/")[2].lower() for match in _ADDRESS.finditer(front)}
        return frozenset(found)

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return dict(self.anchors)

    def has_anchor(self, page: str, anchor: str, reader: str = "") -> bool:
        """Whether a page has an anchor, as the page `reader` is read that links to it: a README is read on GitHub."""
        if not anchor or _MADE.match(anchor) or anchor in self.ids(page):
            return True
        slugs = self.flavour(page).slugs | self.flavour(reader or page).slugs
        return "github" in slugs and anchor.lower() in self._named(page, slugs)


def unnumbered(path: str) -> str:
    """Return a path without the numbers that only order pages: Docusaurus leaves them out of addresses."""
    return _NUMBERED.sub(r"\1", path)


def is_external(target: str) -> bool:
    """Whether a target leaves the site: it has a scheme, or a host."""
    return bool(_SCHEME.match(target))


def split(target: str) -> tuple[str, str]:
    """Return path and anchor of a target, decoded; a query belongs to neither."""
    path, _, anchor = target.partition("#")
    return unquote(path.partition("?")[0]), unquote(anchor)


def resolve(page: str, path: str) -> str:
    """Return where a relative path leads from a page; `..` in front when it leaves the folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def relative(page: str, target: str) -> str:
    """Return how a page writes a link to a file of the same folder."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")
