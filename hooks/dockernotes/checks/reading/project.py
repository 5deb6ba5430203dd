"""A project: its docs folder, its data file, and how its files are read."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dockernotes.catalog.lookup import Index
from dockernotes.catalog.positions import read_entries
from dockernotes.checks.reading.files import obstacle
from dockernotes.decode import decode
from dockernotes.diagnostics import Diagnostic
from dockernotes.records import Records

if TYPE_CHECKING:
    from dockernotes.catalog.catalog import Catalog
    from dockernotes.catalog.positions import Document

DATA = "_data/docker.yml"
ACTIVE = "_data/active-html.yml"
_CALL = re.compile(r"<!--\[\[\s*(\w+)\(((?:(?!<!--).)*?)\)\s*\]\]-->", re.S)
_ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'")


@dataclass
class Found:
    """Diagnostics, and the text of every file that they are about.

    `given`: the content of files that are not read from the disk; `unread`: messages on what was named but is not read.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    given: Mapping[Path, bytes] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    excluded: int = 0


class Project:
    """A project of ours: its docs folder and its data file."""

    def __init__(self, docs: Path, records: Records | None = None, code: str = "") -> None:
        """Read the data file. `records`: where its problems are kept, so that a sound file is not parsed before its
        content is needed; `code`: a fingerprint of the code that finds them.

        `marked` is the index of the catalog with marks for its `tips` (see catalog/tips.py); `names` is a fingerprint
        of that catalog.
        """
        self.docs = docs.resolve()
        self.file = self.docs / DATA
        self.raw = self.file.read_bytes()
        made_from, records = (code, shown(self.file), self.raw), records or Records()
        is_whole, problems = records.get("data", made_from, self._judged)
        self.problems = [Diagnostic(*problem) for problem in problems]
        # If a key is there twice, nobody knows which one is meant, and what follows from it could be wrong as well.
        twice = any(problem.rule == "data-duplicate" for problem in self.problems)
        self.index = Index(self._catalog) if is_whole and not twice else None
        self.names, self.tips = records.get("names", made_from, self._named) if self.index else ("", [])
        self.marked = Index(lambda: self._marked[0])
        self.look_again()

    def look_again(self) -> None:
        """Read what comes with the data file: the list of active files, and the names of the examples."""
        active, self.problems_of_active = active_files(self.docs)
        self.active = frozenset(shown(self.docs / path) for path in active)
        if self.index and (self.docs / "examples").is_dir():
            self.index.projects = sorted(path.name for path in (self.docs / "examples").iterdir() if path.is_dir())
            self.marked.projects = self.index.projects

    def after(self, last: Project) -> None:
        """Take over the last project's marked index if it is the same, and with it all that was found in it."""
        if self.names == last.names:
            self.marked = last.marked
            self.marked.projects = self.index.projects if self.index else ()

    @cached_property
    def _loaded(self) -> tuple[Catalog | None, Document, list[Diagnostic]]:
        from dockernotes.catalog.load import load  # a build in which nothing has changed never needs it

        return load(self.raw, shown(self.file))

    def _judged(self) -> list[Any]:
        catalog, _, problems = self._loaded
        return [catalog is not None, [astuple(problem) for problem in problems]]

    @cached_property
    def _marked(self) -> tuple[Catalog, list[str]]:
        from dockernotes.catalog.tips import marked  # as above

        return marked(self._catalog())

    def _named(self) -> list[Any]:
        from dockernotes.catalog.tips import names_of  # as above

        catalog, tips = self._marked
        return [names_of(catalog), tips]

    def _catalog(self) -> Catalog:
        catalog = self._loaded[0]
        assert catalog
        return catalog

    @property
    def document(self) -> Document:
        """The data file as it is written, with the place of everything in it."""
        return self._loaded[1]

    def included(self, name: str) -> str | None:
        """Return the text of a file that pages include, from the docs folder or the folder above it, or None."""
        file = next((one for one in (self.docs / name, self.docs.parent / name) if one.is_file()), None)
        return read(file, name) if file else None

    def expand(self, text: str) -> str:
        """Return a page with its macros filled in, as far as they can be."""
        if self.index is None:
            return text
        from dockernotes.catalog.macros import MacroError, Macros, vocabulary  # as above

        macros = vocabulary(Macros(self.index, lambda address: address))

        def call(match: re.Match[str]) -> str:
            arguments = [double or single for double, single in _ARGUMENT.findall(match[2])]
            try:
                return macros[match[1]](*arguments)()
            except (KeyError, TypeError, MacroError):
                return ""

        return _CALL.sub(call, text)


def active_files(docs: Path) -> tuple[list[str], list[Diagnostic]]:
    """Return the files that may have HTML that runs, and the problems of the list that names them."""
    file = docs / ACTIVE
    entries, document = read_entries(
        file.read_bytes() if file.is_file() else b"", shown(file), ("path", "why"), "html-active"
    )
    for number, entry in entries.items():
        if not (docs / entry["path"]).exists():
            message = f"no file `{entry['path']}`; delete the entry"
            document.problems.append(document.report((number, "path"), message, "html-active"))
    return [entry["path"] for entry in entries.values()], document.problems


def read(file: Path, label: str, found: Found | None = None) -> str:
    """Return a file's text, read as well as possible. What is not UTF-8 is reported in `found`.

    So is a file that can't be read; its text is empty.
    """
    raw = found.given.get(file) if found else None
    if raw is None:
        why = obstacle(file)
        try:
            raw = b"" if why else file.read_bytes()
        except OSError as error:
            raw, why = b"", (error.strerror or type(error).__name__).lower()
        if why:
            if found is not None:
                message = f"can't be read: {why}"
                found.diagnostics.append(Diagnostic(label, 1, 1, 1, 1, "error", "unreadable", message))
            return ""
    text, problem = decode(raw, label)
    if problem and found is not None:
        found.diagnostics.append(problem)
    return text


def shown(file: Path) -> str:
    """Return the path to print: relative to the current folder when the file is below it."""
    # A symbolic link is shown by its own name, wherever it leads. realpath accepts even one that leads to itself.
    resolved = Path(os.path.normpath(Path(os.path.realpath(file.parent), file.name)))
    here = Path.cwd().resolve()
    return resolved.relative_to(here).as_posix() if here in resolved.parents else str(file)
