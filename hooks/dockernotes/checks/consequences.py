"""One mistake, one line: what only follows from another finding is left out, and what is the same is told once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dockernotes.diagnostics import Diagnostic

_OF_ENTRIES = frozenset(("command-unexplained", "data-link", "data-reference", "flag-unexplained", "macro-argument"))
"""What is said of all who name an entry that the data file lacks."""
_HIDES = frozenset(("encoding", "fence-open", "front-matter", "html-open", "macro-argument", "macro-syntax"))
"""What keeps a part of a page from being read, with the anchors and pictures in it."""
_OF_PAGES = frozenset(("address-gone", "data-link", "data-unused", "link-anchor"))
_COMMAND = re.compile(r"`(docker(?: [a-z][a-z-]*)*)`")
_PAGE = re.compile(r"`(?:\.\.?/)*([^`]+\.md)`")


def alone(found: Iterable[Diagnostic], known: Iterable[Diagnostic] = ()) -> Iterator[Diagnostic]:
    """Yield the findings that stand for themselves. `known`: what was found before."""
    every = sorted(found)
    causes = [*every, *known]
    wrong = {name for one in causes if one.rule == "data-command" for name in _COMMAND.findall(one.message)}
    # The command itself has another name there: nobody knows what else hangs on it.
    renamed = any(one.rule == "data-command" and one.message.startswith("docker ") for one in causes)
    hidden = {one.path for one in causes if one.rule in _HIDES}
    broken = {one.path for one in causes if one.rule == "front-matter"}
    times = Counter((one.rule, one.message) for one in every)
    told: set[tuple[str, str]] = set()
    for one in every:
        key = one.rule, one.message
        if one.rule in _OF_ENTRIES and (renamed or not wrong.isdisjoint(_COMMAND.findall(one.message))):
            continue
        if one.rule in _OF_PAGES and _speaks_of(one, hidden):
            continue
        if one.rule == "chapter" and one.path in broken:
            continue
        if one.rule in _OF_ENTRIES and times[key] > 1:
            if key in told:
                continue
            told.add(key)
            yield replace(one, message=f"{one.message} ({times[key]} places need it)")
        else:
            yield one


def _speaks_of(one: Diagnostic, pages: set[str]) -> bool:
    """Whether a finding may come from a page that was not read to its end."""
    if one.rule == "data-unused" or (one.rule == "link-anchor" and one.path in pages):
        return bool(pages)
    return any(page.endswith(name) for name in _PAGE.findall(one.message) for page in pages)
