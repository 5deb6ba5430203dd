"""Check the links in the texts of docs/_data/docker.yml. They're written as on a page of the reference."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from dockernotes.catalog.positions import Document
from dockernotes.diagnostics import Diagnostic, did_you_mean

_FOLDER = "reference"
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_OTHERS = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def check_texts(document: Document, pages: Mapping[str, frozenset[str] | None]) -> Iterator[Diagnostic]:
    """Yield each link that leads nowhere. `pages`: the anchors of each page, or None if they aren't known yet."""
    for path, text in document.texts():
        for link in _LINK.finditer(text):
            if not _OTHERS.match(link[1]) and (fault := _fault(link[1], pages)):
                yield document.report(path, fault, "data-link")


def _fault(target: str, pages: Mapping[str, frozenset[str] | None]) -> str:
    """Return what is wrong with a target, or "". A target without a page may be on any page of the reference."""
    name, _, anchor = target.partition("#")
    page = posixpath.normpath(posixpath.join(_FOLDER, name))
    near = [page] if name else [other for other in pages if other.startswith(f"{_FOLDER}/")]
    if name and page not in pages:
        return f"no page `{page}`{did_you_mean(page, pages)}"
    known = [pages[one] for one in near]
    ids = frozenset().union(*(its for its in known if its is not None))
    if not anchor or None in known or anchor in ids:
        return ""
    return f"no anchor `#{anchor}` on {f'`{page}`' if name else 'any page of the reference'}{did_you_mean(anchor, ids)}"
