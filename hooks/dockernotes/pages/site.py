"""The site that is being built: the catalog, and the address of every page.

One object, because the doors (check.py, macros.py, pages.py) are loaded by plugins that can't hand each other anything.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import Path

from dockernotes.catalog.index import Index, Linker
from dockernotes.catalog.load import Pages, load
from dockernotes.diagnostics import Diagnostic


@dataclass
class Site:
    """State of one build. `urls` maps the source of each page (`course/x.md`) to its address below the site's root."""

    index: Index | None = None
    problems: list[Diagnostic] = field(default_factory=list)
    urls: dict[str, str] = field(default_factory=dict)

    def read(self, file: Path, shown: str, pages: Pages | None) -> None:
        """Load the data file. `shown`: how messages name it."""
        try:
            raw = file.read_bytes()
        except OSError as error:
            message = f"can't be read: {error.strerror}"
            self.index, self.problems = None, [Diagnostic(shown, 1, 1, 1, 1, "error", "data-yaml", message)]
            return
        catalog, _, self.problems = load(raw, shown, pages)
        self.index = Index(catalog) if catalog else None

    def linker(self, source: str) -> Linker:
        """Return the function that turns `reference/x.md#y` into an address relative to the page `source`."""
        here = self.urls.get(source, source)

        def link(target: str) -> str:
            page, hash_, anchor = target.partition("#")
            if page == source:
                return hash_ + anchor
            url = self.urls.get(page, page)
            relative = posixpath.relpath(url or ".", posixpath.dirname(here) or ".")
            return relative + ("/" if url.endswith("/") or not url else "") + hash_ + anchor

        return link


SITE = Site()
