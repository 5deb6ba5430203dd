"""orphan: every page can be reached, from the navigation or from another page."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.checks.reading.tree import is_external, resolve, split
from dockernotes.checks.reading.whole_site import WholeSite
from dockernotes.diagnostics import Diagnostic

RULE = "orphan"


def check_site(site: WholeSite) -> Iterator[Diagnostic]:
    """Yield pages that nothing leads to. If no navigation is written, it has all pages."""
    if site.listed is None:
        return
    linked = {
        resolve(page, split(link.target)[0])
        for page in site.tree.texts
        for link in site.tree.document(page).links
        if not is_external(link.target)
    }
    for page, path in site.shown.items():
        if page not in site.listed and page not in linked and page not in ("index.md", "404.md"):
            message = f"no page and no line of the navigation leads here; add `{page}` to `nav` in mkdocs.yml"
            yield Diagnostic(path, 1, 1, 1, 1, "error", RULE, message)
