"""The site that is being built: the catalog, and the address of every page.

One object, because the doors (check.py, macros.py, pages.py) are loaded by plugins that can't hand each other anything.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dockernotes.catalog.lookup import Index, Linker


@dataclass(eq=False)  # compared as an object: it is a key of what is kept between builds
class Site:
    """State of one build. `index`: the data file, read; `data`: the same as it is written. `urls` maps the source of
    each page (`course/x.md`) to its address below the site's root.

    `proofs` has, for each page whose commands were run, when and on what. `redirects` leads from an address that is
    gone to the one in its place. `source`: the page that
    is being built, which the Markdown extensions are not told, `sessions`: how many sessions it has had so far.
    `starts`: for each page, how many of its steps come before each of its sessions; None where one can't be tried.
    `report` makes the page of proofs, `figures` its sums. `version` counts how often the data file or an address has
    changed: what was drawn for one version is right as long as that lasts.
    """

    index: Index | None = None
    data: dict[str, Any] = field(default_factory=dict)
    proofs: dict[str, Any] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    source: str = ""
    sessions: int = 0
    starts: dict[str, list[int | None]] = field(default_factory=dict)
    report: Callable[[Linker], str] = lambda link: ""
    figures: Callable[[Linker], str] = lambda link: ""
    version: int = 0

    def renew(self, index: Index | None, urls: dict[str, str]) -> None:
        """Take what this build starts from."""
        if index is not self.index or urls != self.urls:
            self.version += 1
        self.index, self.urls = index, urls

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
            relative = posixpath.relpath(url or ".", posixpath.dirname(here) or ".")
            return relative + ("/" if url.endswith("/") or not url else "") + hash_ + anchor

        return link


SITE = Site()
