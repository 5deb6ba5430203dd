"""The checks in the steps of a build: the data file, the sources, and the links once all pages have their anchors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dockernotes import proofs
from dockernotes.catalog.crossrefs import broken_links
from dockernotes.checks.beside import all_dockerfiles, check_addresses, check_data, check_examples, read_inclusions
from dockernotes.checks.consequences import alone
from dockernotes.checks.once import once
from dockernotes.checks.reading.project import Found, Project, read, shown
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.rules import chapter_number, data_unused, include, orphan, question_guess, redirect
from dockernotes.checks.run import check_links, check_snippets
from dockernotes.checks.switches import RULE as UNUSED
from dockernotes.checks.switches import apply
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.spec.model import load_spec


class Build:
    """What one build has found so far. `banner`: show it on the pages as well.

    While somebody edits a page, a build follows a build: what has not changed since the last one is not read again.
    """

    project: Project

    def __init__(self) -> None:
        self.banner = False
        self.problems: set[Diagnostic] = set()
        self.redirects: dict[str, str] = {}
        self.proofs: dict[str, Any] = {}
        self._texts: dict[str, str] = {}
        self._of_texts: dict[str, tuple[str, list[Diagnostic]]] = {}
        self._of_data: list[Diagnostic] | None = None
        self._labels: dict[str, str] = {}

    def begin(self, docs: Path) -> list[Diagnostic]:
        """Load the data file and the proofs."""
        self.problems, self._texts, self._labels = set(), {}, {}
        last = getattr(self, "project", None)
        if last is None or last.docs != docs.resolve() or last.raw != last.file.read_bytes():
            self.project = Project(docs)
            self._of_texts, self._of_data = {}, None
        led = docs / redirect.REDIRECTS
        self.redirects = redirect.redirects(led.read_bytes(), shown(led))[0] if led.is_file() else {}
        file = docs / proofs.FILE
        self.proofs, problem = proofs.read(file, shown(file))
        broken = self.project.problems if self.project.index is None else []
        return self._new([*broken, *([problem] if problem else [])])

    def check_sources(self, pages: Iterable[str]) -> list[Diagnostic]:
        """Check the snippets of pages, of the data file and of the examples."""
        assert self.project.index
        found = Found()
        self._texts = {page: read(self.project.docs / page, self._shown(page), found) for page in pages}
        found.diagnostics += self._of_snippets({self._shown(page): text for page, text in self._texts.items()})
        if self._of_data is None:
            self._of_data = list(check_data(self.project, found))
        found.diagnostics += self._of_data
        found.diagnostics += data_unused.check_all(
            self.project.index.catalog, self.project.document, self._texts.values()
        )
        found.diagnostics += question_guess.check_all({self._shown(page): text for page, text in self._texts.items()})
        found.diagnostics += check_examples(self.project, found)
        read_inclusions(self.project, self._texts.values(), found)
        return self._new(alone(found.diagnostics, self.problems))

    def _of_snippets(self, texts: Mapping[str, str]) -> list[Diagnostic]:
        assert self.project.index
        changed = {label: text for label, text in texts.items() if self._of_texts.get(label, ("", []))[0] != text}
        for label, text in changed.items():
            self._of_texts[label] = (text, [])
        others = all_dockerfiles(self.project)
        for problem in check_snippets(
            changed, Setting(self.project.index, active=self.project.active), load_spec(), others
        ):
            self._of_texts[problem.path][1].append(problem)
        return [problem for label in texts for problem in self._of_texts[label][1]]

    def check_links(
        self, anchors: Mapping[str, frozenset[str]], files: Iterable[str], listed: tuple[str, ...] | None
    ) -> list[Diagnostic]:
        """Check links against the anchors that the built pages really have. `listed`: the navigation, in order."""
        tree = Tree(self._texts, frozenset(files), self.project.expand, anchors)
        labels = {page: self._shown(page) for page in self._texts}
        found = list(check_links(tree, labels))
        found += orphan.check_all(tree, labels, listed)
        found += chapter_number.check_all(tree, labels, listed)
        found += include.check_all(tree, labels, self.project.included)
        if not self._of_data:  # an entry that can't be read takes its addresses along, and they are not gone
            found += check_addresses(self.project, tree, Found())
        if self.project.index:
            found += broken_links(self.project.index.catalog, self.project.document, anchors)
        return self._new(alone(found, self.problems))

    def of_page(self, page: str) -> list[Diagnostic]:
        """Return what is wrong with a page."""
        return sorted(problem for problem in self.problems if problem.path == self._shown(page))

    def _shown(self, page: str) -> str:
        if page not in self._labels:
            self._labels[page] = shown(self.project.docs / page)
        return self._labels[page]

    def _new(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        texts = {self._shown(page): text for page, text in self._texts.items()}
        kept = (one for one in apply(found, texts) if one.rule != UNUSED)  # each step finds a part only
        new = sorted(set(once(kept, self.problems)) - self.problems)
        self.problems.update(new)
        return new


BUILD = Build()
"""One object: MkDocs calls the steps one by one, and hands nothing from step to step."""
