"""A door: once MkDocs has rendered the pages, dockernotes.search writes the palette's index, and adds its library."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as Built

from dockernotes.pages.site import SITE
from dockernotes.search import index, library
from dockernotes.search.section import Section

log = logging.getLogger("mkdocs.hooks.search")

_THEME = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Material's own search, which nothing uses."""


# The theme's files come last.
@event_priority(-100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the library, shorten our scripts, and leave Material's search out."""
    for file in [file for file in files if file.src_uri.startswith(_THEME)]:
        files.remove(file)
    for file in files:
        if file.src_uri.startswith(library.FOLDER):
            file.content_string = library.short(file.content_string)
    for address, content in library.files(_modules(config)):
        files.append(File.generated(config, address, content=content))
    if not library.there(_modules(config)):
        log.info(library.MISSING)
    return files


# Once the pages are whole, before old anchors are added to them.
@event_priority(-150)
def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Write the index."""
    if SITE.index:
        pages = [_page(page) for page in _in_order(file.page for file in files.documentation_pages())]
        missing = "" if library.there(_modules(config)) else library.MISSING
        known, link = SITE.index, SITE.linker("", "")
        made_from = (SITE.pages.ground.base, index.ADDRESS, missing, json.dumps(list(map(_told, pages))))
        content = SITE.records.get("file", made_from, lambda: index.index(pages, known, link, missing))
        files.append(File.generated(config, index.ADDRESS, content=content))
    return env


def _in_order(pages: Iterable[Built | None]) -> Iterator[Built]:
    """Yield the pages in the order of the navigation: of two results that fit equally well, the earlier comes first."""
    page = next((page for page in pages if page and page.next_page and not page.previous_page), None)
    while page:
        yield page
        page = page.next_page


def _modules(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "node_modules"


def _told(page: index.Page) -> list[Any]:
    """Return a page as a list that JSON can hold."""
    sections = [[part.anchor, part.title, part.texts] for part in page.sections]
    return [page.url, page.title, page.description, page.weight, sections]


def _page(page: Built) -> index.Page:
    search = page.meta.get("search") or {}
    weight = 0.0 if search.get("exclude") else float(search.get("boost", 1))
    parts = [Section(*part) for part in SITE.pages.made[page.file.src_uri].sections]
    return index.Page(page.url, str(page.title), str(page.meta.get("description") or ""), parts, weight)
