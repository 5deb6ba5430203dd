"""The site that is being built: the catalog, and the address of every page.

It is one global object, because plugins load the doors (check.py, macros.py, pages.py) and can't pass anything on.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dockernotes.catalog.lookup import Index, Linker
from dockernotes.pages.made import Pages
from dockernotes.records import Records


@lru_cache(maxsize=16384)
def _relative(url: str, folder: str) -> str:
    return posixpath.relpath(url, folder)


@dataclass(eq=False)  # compared as an object: it is a key of what is kept between builds
class Site:
    """State of one build, in the order in which its steps fill it in.

    The settings: `code`, a digest of the code that builds; `records`, where results are kept; `settings`, a digest of
    code and settings. The data: `raw`, the file's bytes; `index`, what they say; `ground`, a digest of settings and
    data; `marked`, the index with marks in place of tooltips (see catalog/tips.py), and `tips`, those tooltips;
    `names`, a digest of settings and marked data. Next to the data: `redirects` maps an address that is gone to its
    replacement; `proofs` has, for each page whose commands were run, when and on what. The files: `urls` maps the
    source of each page (`course/x.md`) to its address below the site's root, and `texts` to its text; `starts` has, for
    each page, how many steps come before each of its sessions, or None if it can't be tried. The pages, one after the
    other: `source`, the one being made, since Markdown extensions aren't told; `sessions`, how many sessions it has had
    so far; `pages`, what they have become; `copies`, each as plain Markdown. `version` counts how often the marked data
    or an address has changed: what was drawn for a version is right until the next.
    """

    code: str = ""
    records: Records = field(default_factory=Records)
    settings: str = ""
    raw: bytes = b""
    index: Index | None = None
    marked: Index | None = None
    tips: Sequence[str] = ()
    ground: str = ""
    names: str = ""
    redirects: Mapping[str, str] = field(default_factory=dict)
    proofs: dict[str, Any] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    starts: dict[str, list[int | None]] = field(default_factory=dict)
    source: str = ""
    sessions: int = 0
    pages: Pages = field(default_factory=Pages)
    copies: dict[str, str] = field(default_factory=dict)
    version: int = 0

    def renew(self, index: Index | None, marked: Index | None, urls: dict[str, str]) -> None:
        """Set what this build starts from."""
        if marked is not self.marked or urls != self.urls:
            self.version += 1
        self.index, self.marked, self.urls = index, marked, urls

    def linker(self, source: str, url: str | None = None) -> Linker:
        """Return the function that turns `reference/x.md#y` into an address relative to the page `source`.

        `url`: the address of a page that no longer exists.
        """
        here = self.urls.get(source, source) if url is None else url

        def link(target: str) -> str:
            page, hash_, anchor = target.partition("#")
            if page == source:
                return hash_ + anchor
            url = self.urls.get(page, page)
            return (
                _relative(url or ".", posixpath.dirname(here) or ".")
                + ("/" if url.endswith("/") or not url else "")
                + hash_
                + anchor
            )

        return link


SITE = Site()
