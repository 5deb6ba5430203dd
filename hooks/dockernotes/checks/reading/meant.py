"""Guess which file a link to a missing file means: one with the same or a similar name, few folders away.

Thousands of pages may have dozens of broken links each, so no link goes through all files: they are looked up by name,
and by the folders around them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from dockernotes.diagnostics import Names

_PAGE = re.compile(r"\.(?:md|mdx|markdown|html)$")


def stem(name: str) -> str:
    """Return a name in lower case, without the ending of a page."""
    return _PAGE.sub("", name.lower())


class Meant:
    """The files of a tree by their names."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files = sorted(files)
        self._like: dict[str, str | None] = {}

    def same(self, page: str, name: str) -> str | None:
        """Return the file with a name, ignoring case, that is the fewest folders away from a page, or None."""
        found = self._by_name.get(name.lower())
        return found.nearest_to(page) if found else None

    def like(self, page: str, name: str) -> str | None:
        """Return the nearest file with the most similar name, ignoring the ending of a page, or None."""
        wanted = stem(name)
        if wanted not in self._like:  # a name that is wrong is often wrong a hundred times
            names = self._names.get(posixpath.splitext(wanted)[1])
            self._like[wanted] = names.nearest(wanted) if names else None
        meant = self._like[wanted]
        return self._by_stem[meant].nearest_to(page) if meant else None

    @cached_property
    def _by_name(self) -> dict[str, _Places]:
        return _grouped((posixpath.basename(file).lower(), file) for file in self._files)

    @cached_property
    def _by_stem(self) -> dict[str, _Places]:
        return _grouped((stem(posixpath.basename(file)), file) for file in self._files)

    @cached_property
    def _names(self) -> dict[str, Names]:
        """Names by their ending: whoever names a picture doesn't mean a program."""
        found: dict[str, list[str]] = {}
        for name in self._by_stem:
            found.setdefault(posixpath.splitext(name)[1], []).append(name)
        return {ending: Names(names) for ending, names in found.items()}


class _Places:
    """Files with the same name. Of those below a folder, only the least deep one can be the nearest."""

    def __init__(self) -> None:
        self._best: dict[str, str] = {}

    def add(self, file: str) -> None:
        for folder in _around(file):
            best = self._best.setdefault(folder, file)
            if file.count("/") < best.count("/"):
                self._best[folder] = file

    def nearest_to(self, page: str) -> str:
        candidates = [self._best[folder] for folder in _around(page) if folder in self._best]
        return min(candidates, key=lambda file: (_steps(page, file), file))


def _grouped(named: Iterable[tuple[str, str]]) -> dict[str, _Places]:
    found: dict[str, _Places] = {}
    for name, file in named:
        found.setdefault(name, _Places()).add(file)
    return found


def _around(file: str) -> Iterator[str]:
    """Yield the folders around a file, the innermost first."""
    while file:
        file = posixpath.dirname(file)
        yield file


def _steps(page: str, file: str) -> int:
    """Return how many folders are between a page and a file."""
    here, there = page.split("/")[:-1], file.split("/")[:-1]
    shared = len(posixpath.commonprefix([here, there]))
    return len(here) + len(there) - 2 * shared
