"""orphan: every page can be reached, from the navigation or from another page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dockernotes.checks.reading.tree import Tree, is_external, resolve, split
from dockernotes.diagnostics import Diagnostic

RULE = "orphan"


def check_all(tree: Tree, shown: Mapping[str, str], listed: Collection[str] | None) -> Iterator[Diagnostic]:
    """Yield pages that nothing leads to. `listed`: the pages in the navigation; None: all of them are."""
    if listed is None:
        return
    linked = {
        resolve(page, split(link.target)[0])
        for page in tree.texts
        for link in tree.document(page).links
        if not is_external(link.target)
    }
    for page, path in shown.items():
        if page not in listed and page not in linked and page not in ("index.md", "404.md"):
            message = f"no page and no line of the navigation leads here; add `{page}` to `nav` in mkdocs.yml"
            yield Diagnostic(path, 1, 1, 1, 1, "error", RULE, message)
