"""chapter-number: a link that calls a chapter by its number has the number that the navigation gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dockernotes.checks.reading.tree import Tree, is_external, resolve, split
from dockernotes.checks.reading.whole_site import WholeSite
from dockernotes.checks.rules.chapter import is_chapter
from dockernotes.diagnostics import Diagnostic, in_text

RULE = "chapter-number"
_NUMBERED = re.compile(r"\bchapter (\d+)\Z", re.IGNORECASE)


def in_order(tree: Tree, listed: Sequence[str]) -> list[str]:
    """Return the chapters in reading order. `listed`: the navigation's pages, in order."""
    return [page for page in listed if page in tree.texts and is_chapter(page, tree.texts[page])]


def check_site(site: WholeSite) -> Iterator[Diagnostic]:
    """Yield links whose text has a number that isn't their chapter's."""
    tree = site.tree
    numbers = {page: number for number, page in enumerate(in_order(tree, site.listed or ()), start=1)}
    for page, path in site.shown.items():
        for link in tree.document(page).links:
            said = _NUMBERED.search(link.text)
            if not said or is_external(link.target):
                continue
            number = numbers.get(resolve(page, split(link.target)[0]), 0)
            if number and number != int(said[1]):
                message = f"`{link.text}` leads to chapter {number}; write `chapter {number}`"
                yield in_text(tree.texts[page], path, (link.start, link.end), RULE, message)
