"""The folder that links lead within: its pages with their anchors, and its other files."""

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

    `anchors`: the ids of built pages, where they are known better than from a scan of the source; `flavours`: how the
    pages of others are read, None for our own; `is_there`: whether a file exists that is not listed; `is_whole`:
    whether the folder is a whole repository, with nothing around it to link to; `taken_in`: the text of a file that our
    pages include and that is not a page itself.
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
        """Return a page scanned as it is written, so that the places in it are those in the file."""
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
        """Return the anchors of a page, including those that its macros make."""
        if page not in self._ids:
            own = self._named(page, self.flavour(page).slugs)
            text = self.texts[page]
            expanded = self.expand(text)
            made = {identity.name for identity in scan(expanded).ids} if expanded != text else set()
            self._ids[page] = frozenset(own | made)
        return self._ids[page]

    def _named(self, page: str, slugs: frozenset[str]) -> set[str]:
        """Return the anchors of a page whose headings are named by the rules in `slugs`."""
        document = self.document(page)
        ids = {identity.name for identity in document.ids if identity.given or "mkdocs" in slugs}
        if "github" in slugs:
            made = [github(title) for title in document.titles]
            # An emoji is written as its name, which the heading that readers see doesn't have.
            ids |= {*counted(made), *(github(_EMOJI.sub("", title)) for title in document.titles)}
            ids |= {name.lower() for name in ids}
            if posixpath.basename(page).lower().startswith("readme."):
                ids.add("readme")  # a host of repositories shows it with this anchor, below the list of files
        if "blackfriday" in slugs:
            ids |= {*counted(map(blackfriday, document.titles))}
        return ids

    def flavour(self, page: str) -> Flavour:
        """Return how a page is read. This project's own pages are read by MkDocs."""
        return self.flavours.of(page) if self.flavours else FLAVOURS["mkdocs"]

    @cached_property
    def by_address(self) -> dict[str, str]:
        """Pages by the addresses they may be published at, without an ending that a builder may add."""
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
        """Return whether a page has an anchor for readers of `reader`, the page with the link.

        Both may be read in different ways: a README is read on GitHub.
        """
        if not anchor or _MADE.match(anchor) or anchor in self.ids(page):
            return True
        slugs = self.flavour(page).slugs | self.flavour(reader or page).slugs
        return "github" in slugs and anchor.lower() in self._named(page, slugs)


def unnumbered(path: str) -> str:
    """Return a path without the numbers that only order pages: Docusaurus leaves them out of addresses."""
    return _NUMBERED.sub(r"\1", path)


def is_external(target: str) -> bool:
    """Return whether a target leaves the site, because it has a scheme or a host."""
    return bool(_SCHEME.match(target))


def split(target: str) -> tuple[str, str]:
    """Return the path and the anchor of a target, decoded. A query belongs to neither."""
    path, _, anchor = target.partition("#")
    return unquote(path.partition("?")[0]), unquote(anchor)


def resolve(page: str, path: str) -> str:
    """Return where a relative path leads from a page. The result begins with `..` when it leaves the folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def relative(page: str, target: str) -> str:
    """Return the path with which a page links to a file of the tree."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")
