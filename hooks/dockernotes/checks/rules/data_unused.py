"""data-unused: every diagram and comparison is on a page. One that no page shows was forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.whole_site import Sources
from dockernotes.diagnostics import Diagnostic

RULE = "data-unused"
_SHOWN = re.compile(r"<!--\[\[ *(diagram|comparison)\([\"']([\w-]+)[\"']\) *\]\]-->")


def check_sources(sources: Sources) -> Iterator[Diagnostic]:
    """Yield the diagrams and comparisons that no page shows."""
    shown = {match.groups() for page in sources.texts.values() for match in _SHOWN.finditer(page)}
    drawn = [("diagram", i, entry.id) for i, entry in enumerate(sources.catalog.diagrams)]
    drawn += [("comparison", i, entry.id) for i, entry in enumerate(sources.catalog.comparisons)]
    for what, i, name in drawn:
        if (what, name) not in shown:
            message = f'no page shows `{name}`; on one: `<!--[[ {what}("{name}") ]]-->`'
            yield sources.document.report((f"{what}s", i, "id"), message, RULE)
