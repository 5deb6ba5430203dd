"""data-unused: what is drawn is shown. A diagram or comparison that no page calls for was forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dockernotes.catalog.catalog import Catalog
from dockernotes.catalog.positions import Document
from dockernotes.diagnostics import Diagnostic

RULE = "data-unused"
_SHOWN = re.compile(r"<!--\[\[ *(diagram|comparison)\([\"']([\w-]+)[\"']\) *\]\]-->")


def check_all(catalog: Catalog, document: Document, pages: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield the pictures and tables that stand on no page."""
    shown = {match.groups() for page in pages for match in _SHOWN.finditer(page)}
    drawn = [("diagram", i, entry.id) for i, entry in enumerate(catalog.diagrams)]
    drawn += [("comparison", i, entry.id) for i, entry in enumerate(catalog.comparisons)]
    for what, i, name in drawn:
        if (what, name) not in shown:
            message = f'no page shows `{name}`; on one: `<!--[[ {what}("{name}") ]]-->`'
            yield document.report((f"{what}s", i, "id"), message, RULE)
