"""Leave out what only follows from another mistake on a page: if its end can't be read, its anchors are not gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dockernotes.diagnostics import Diagnostic

_HIDES = frozenset(("encoding", "fence-open", "front-matter", "html-open", "macro-argument", "macro-syntax"))
_OF_PAGES = frozenset(("address-gone", "data-link", "data-unused", "link-anchor"))
_SYNTAX = frozenset(("compose", "dockerfile", "json-syntax", "shell-syntax", "yaml-syntax"))
"""Rules for what the marks of a merge break."""
_PAGE = re.compile(r"`(?:\.\.?/)*([^`]+\.md)`")


def alone(found: Iterable[Diagnostic], known: Iterable[Diagnostic] = ()) -> Iterator[Diagnostic]:
    """Yield the findings that don't follow from others. `known`: what was found before."""
    every = sorted(found)
    causes = [*every, *known]
    hidden = {one.path for one in causes if one.rule in _HIDES}
    merged = {one.path for one in causes if one.rule == "conflict"}
    broken = {one.path for one in causes if one.rule == "front-matter"}
    for one in every:
        follows = (one.rule in _OF_PAGES and _speaks_of(one, hidden)) or (one.rule in _SYNTAX and one.path in merged)
        if not follows and not (one.rule == "chapter" and one.path in broken):
            yield one


def _speaks_of(one: Diagnostic, pages: set[str]) -> bool:
    if one.rule == "data-unused" or (one.rule == "link-anchor" and one.path in pages):
        return bool(pages)
    return any(page.endswith(name) for name in _PAGE.findall(one.message) for page in pages)
