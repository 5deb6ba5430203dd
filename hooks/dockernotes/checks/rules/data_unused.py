"""data-unused: what is drawn is shown. A diagram or comparison that no page calls for was forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.whole_site import Sources
from dockernotes.diagnostics import Diagnostic

RULE = "data-unused"
_SHOWN = re.compile(r"<!--\[\[ *(diagram|comparison)\([\"']([\w-]+)[\"']\) *\]\]-->")


def check_sources(sources: Sources) -> Iterator[Diagnostic]:
    """Yield the pictures and tables that stand on no page."""
    shown = {match.groups() for page in sources.texts.values() for match in _SHOWN.finditer(page)}
    drawn = [("diagram", i, entry.id) for i, entry in enumerate(sources.catalog.diagrams)]
    drawn += [("comparison", i, entry.id) for i, entry in enumerate(sources.catalog.comparisons)]
    for what, i, name in drawn:
        if (what, name) not in shown:
            message = f'no page shows `{name}`; on one: `<!--[[ {what}("{name}") ]]-->`'
            yield sources.document.report((f"{what}s", i, "id"), message, RULE)
