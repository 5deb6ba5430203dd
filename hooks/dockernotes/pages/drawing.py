"""Expand the macros that a page calls, for the page that is being made."""

from __future__ import annotations

from functools import lru_cache

from dockernotes.catalog.lookup import Linker
from dockernotes.catalog.macros import MacroError, Macros, vocabulary
from dockernotes.diagrams import layout_cache
from dockernotes.lessons import proof_page
from dockernotes.lessons.inventory import Sheet, examples, sheets
from dockernotes.pages.made import Pages
from dockernotes.pages.site import Site

__all__ = ("NAMES", "draw", "layout_cache")
NAMES = tuple(name for name in dir(Macros) if not name.startswith("_"))


def draw(name: str, site: Site, *arguments: str) -> str:
    """Return what a macro's call becomes on the page that is being made."""
    if site.index is None:
        return ""
    index = site.index

    def whole(link: Linker) -> str:
        return proof_page.report(*_stock(site.pages, site), link)

    def sums(link: Linker) -> str:
        return proof_page.figures(*_stock(site.pages, site), len(index.catalog.errors), link)

    try:
        return vocabulary(Macros(index, site.linker(site.source), whole, sums))[name](*arguments)()
    except (MacroError, TypeError):
        # check.py has reported the mistake with its line; the page shows where it is.
        return f"**Macro `{name}` could not be shown.**"


def _stock(pages: Pages, site: Site) -> tuple[list[Sheet], list[Sheet]]:
    """Return the commands of all pages and of the reference, and note that this page is made from them."""
    pages.asked_for_stock = True
    return _counted(pages, site)


@lru_cache(maxsize=1)
def _counted(pages: Pages, site: Site) -> tuple[list[Sheet], list[Sheet]]:
    assert site.index
    return list(sheets(site.texts, site.proofs)), list(examples(site.index.catalog))
