"""The checks, in the steps of a build: the data file, the sources, and the links once all pages have their anchors."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple
from pathlib import Path
from types import ModuleType
from typing import Any

from dockernotes.checks.consequences import alone
from dockernotes.checks.once import once
from dockernotes.checks.reading.project import DATA, Found, Project, read, shown
from dockernotes.checks.switches import RULE as UNUSED
from dockernotes.checks.switches import apply
from dockernotes.diagnostics import Diagnostic
from dockernotes.records import Records, digest, digest_of_files, digest_of_texts, held
from dockernotes.source.includes import names

_PASSING = frozenset(("unchecked", "internal"))
"""Rules that say what could not be checked this time: results with one of them are not kept."""


class Build:
    """What one build has found so far. `banner`: show it on the pages as well; `files`: all files but pages, as read.

    While somebody edits, one build follows another: what has not changed since the last one is not read again.
    """

    project: Project

    def __init__(self) -> None:
        self.banner = False
        self.problems: set[Diagnostic] = set()
        self.redirects: dict[str, str] = {}
        self.proofs: dict[str, Any] = {}
        self._records = Records()
        self._code = ""
        self._folder: Path | None = None
        self._texts: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self.files: dict[Path, bytes] = {}
        self._beside: tuple[str, ...] = ()
        self._own: tuple[str, ...] = ()
        self._written = ""

    def begin(
        self, docs: Path, records: Records | None = None, code: str = "", folder: Path | None = None
    ) -> list[Diagnostic]:
        """Load the data file and the proofs, and return the problems that are new.

        `records`: where findings are kept; `code`: a fingerprint of the code that finds them; `folder`: where
        hadolint's verdicts are kept.
        """
        self._folder = folder
        self.problems, self._texts, self._labels = set(), {}, {}
        self._records = records or Records()
        # Without bash, nothing reports what it would refuse.
        self._code = digest(code, str(shutil.which("bash") is not None))
        last = getattr(self, "project", None)
        if last is None or last.docs != docs.resolve() or last.raw != last.file.read_bytes():
            self.project = Project(docs, self._records, self._code)
            if last:
                self.project.after(last)
        else:
            last.look_again()
        led, noted = (self._read("_data", name) for name in ("redirects.yml", "verified.json"))
        self.redirects = self._records.get("redirects", (self._code, led), lambda: self._look().redirects(docs))
        self.proofs, problems = self._records.get("proofs", (self._code, noted), lambda: self._look().proofs(docs))
        broken = self.project.problems if self.project.index is None else []
        return self._new([*broken, *(Diagnostic(*problem) for problem in problems)])

    def _read(self, *name: str) -> bytes:
        file = self.project.docs.joinpath(*name)
        return shown(file).encode() + file.read_bytes() if file.is_file() else b""

    def check_sources(self, pages: Iterable[str]) -> list[Diagnostic]:
        """Check the snippets of pages, of the data file and of the examples."""
        found = Found()
        self._texts = {page: read(self.project.docs / page, self._shown(page), found) for page in pages}
        self._own, files = self._read_beside()
        self._beside = (*self._own, digest(self.project.raw), files)
        self._written = digest_of_texts(self._texts)
        found.diagnostics += self._kept("sources", (*self._beside, self._written), self._of_sources)
        return self._new(alone(found.diagnostics, self.problems))

    def _read_beside(self) -> tuple[tuple[str, ...], str]:
        """Return fingerprints: of the code and the settings, and of all files that the checks may read except pages."""
        docs = self.project.docs
        taken = set[str]().union(*map(names, self._texts.values()))
        self.files = {file: held(file) for file in docs.rglob("*") if file.suffix != ".md" and file.is_file()}
        apart = set() if DATA in taken else {self.project.file}
        texts = {file.relative_to(docs).as_posix(): raw for file, raw in self.files.items() if file not in apart}
        near = [file for name in taken if (file := docs.parent / name).is_file()]
        own = (self._code, shown(docs), repr(sorted(self.project.active)))
        return own, digest(digest_of_texts(dict(sorted(texts.items()))), digest_of_files(near, docs.parent))

    def _kept(
        self, kind: str, made_from: Iterable[str], find: Callable[[], Iterable[Diagnostic]]
    ) -> Iterator[Diagnostic]:
        """Yield the findings that are kept for the same input, or find them now."""
        name = self._records.name(kind, made_from)
        stored = self._records.find(name)
        if stored is None:
            stored = [astuple(problem) for problem in find()]
            if not any(row[6] in _PASSING for row in stored):
                self._records.keep(name, stored)
        yield from (Diagnostic(*row) for row in stored)

    def _of_sources(self) -> Iterator[Diagnostic]:
        look = self._look()
        texts = {self._shown(page): text for page, text in self._texts.items()}
        yield from self._of_snippets(texts)
        yield from self._kept("entries", self._beside[:-1], lambda: look.data_file(self.project))
        yield from look.together(self.project, texts)
        examples = (*self._own, self._beside[-1])
        yield from self._kept("examples", examples, lambda: look.examples(self.project, self._texts.values()))

    def _of_snippets(self, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
        """Yield what is wrong with the snippets of the pages. Pages that are new are checked in one go."""
        made_from = (*self._own, self._beside[-1], self.project.names, repr(self.project.marked.projects))
        names = {label: self._records.name("snippets", (*made_from, label, text)) for label, text in texts.items()}
        known = {label: self._records.find(name) for label, name in names.items()}
        new: dict[str, list[Any]] = {label: [] for label, stored in known.items() if stored is None}
        if new:
            for problem in self._look().snippets(self.project, {label: texts[label] for label in new}):
                new[problem.path].append(astuple(problem))
        for label, rows in new.items():
            if not any(row[6] in _PASSING for row in rows):
                self._records.keep(names[label], rows)
        for label in texts:
            yield from (Diagnostic(*row) for row in (new[label] if label in new else known[label]))

    def _look(self) -> ModuleType:
        """Return the module that finds mistakes. Loading it takes longer than a build in which nothing has changed."""
        from dockernotes.checks import look
        from dockernotes.checks.rules import dockerfile

        dockerfile.CACHE.folder = self._folder
        return look

    def check_links(
        self, anchors: Mapping[str, frozenset[str]], files: Iterable[str], listed: tuple[str, ...] | None
    ) -> list[Diagnostic]:
        """Check links against the anchors that the built pages really have. `listed`: the navigation, in order."""
        every = frozenset(files)
        ids = [part for page, found in sorted(anchors.items()) for part in (page, *sorted(found))]
        made_from = (*self._beside, repr(sorted(every)), repr(listed), self._written, digest(*ids))
        found = self._kept("links", made_from, lambda: self._of_links(anchors, every, listed))
        return self._new(alone(found, self.problems))

    def _of_links(
        self, anchors: Mapping[str, frozenset[str]], files: frozenset[str], listed: tuple[str, ...] | None
    ) -> Iterator[Diagnostic]:
        labels = {page: self._shown(page) for page in self._texts}
        # If an entry can't be read, its addresses are missing too, but that doesn't mean they are gone.
        is_sound = not any(problem.path == shown(self.project.file) for problem in self.problems)
        found: Iterator[Diagnostic] = self._look().links(
            self.project, self._texts, labels, anchors, files, listed, is_sound=is_sound
        )
        return found

    def of_page(self, page: str) -> list[Diagnostic]:
        """Return what is wrong with a page."""
        return sorted(problem for problem in self.problems if problem.path == self._shown(page))

    def _shown(self, page: str) -> str:
        folder, _, name = page.rpartition("/")
        if folder not in self._labels:
            self._labels[folder] = shown(self.project.docs / folder / "x").removesuffix("x")
        return self._labels[folder] + name

    def _new(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        found = list(found)
        if not found:
            return []
        texts = {self._shown(page): text for page, text in self._texts.items()}
        kept = (one for one in apply(found, texts) if one.rule != UNUSED)  # each step finds only a part
        new = sorted(set(once(kept, self.problems)) - self.problems)
        self.problems.update(new)
        return new


BUILD = Build()
"""One object, because MkDocs calls the steps one by one and hands nothing from step to step."""
