"""The site that is being built: the catalog, and the address of every page.

One object, because the doors (check.py, macros.py, pages.py) are loaded by plugins that can't hand each other anything.
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

    The settings: `code`, what stands for all that builds; `records`, where results are kept; `settings`, what stands
    for code and settings. The data: `raw`, the file's bytes; `index`, what they say; `ground`, what stands for
    settings and data; `marked` and `tips`, the same with marks for what tooltips say (see catalog/tips.py), and that;
    `names`, what stands for settings and marked data. Beside it: `redirects` leads from an address that is gone to the
    one in its place; `proofs` has, for each page whose commands were run, when and on what. The files: `urls` maps the
    source of each page (`course/x.md`) to its address below the site's root, `texts` to what is written; `starts` has,
    for each page, how many of its steps come before each of its sessions, None where one can't be tried. The pages,
    one after the other: `source`, the one that is made, which the Markdown extensions are not told; `sessions`, how
    many sessions it has had so far; `pages`, what they have become; `copies`, each as plain Markdown. `version` counts
    how often the marked data or an address has changed: what was drawn for one version is right as long as that lasts.
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
        """Take what this build starts from."""
        if marked is not self.marked or urls != self.urls:
            self.version += 1
        self.index, self.marked, self.urls = index, marked, urls

    def linker(self, source: str, url: str | None = None) -> Linker:
        """Return the function that turns `reference/x.md#y` into an address relative to the page `source`.

        `url`: the address of a page that is no page any more.
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
