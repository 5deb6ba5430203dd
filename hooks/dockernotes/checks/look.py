"""The checks that build.py runs where no findings are kept for the same input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

from dockernotes import proofs as record
from dockernotes.catalog.crossrefs import broken_links
from dockernotes.checks.beside import all_dockerfiles, check_data, check_examples, read_inclusions
from dockernotes.checks.reading.project import Found, Project, shown
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.reading.whole_site import WholeSite
from dockernotes.checks.rules import redirect
from dockernotes.checks.run import check_links, check_site, check_snippets, check_sources
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.spec.model import load_spec


def redirects(docs: Path) -> dict[str, str]:
    """Return where each address that is gone leads now."""
    led = docs / redirect.REDIRECTS
    return redirect.redirects(led.read_bytes(), shown(led))[0] if led.is_file() else {}


def proofs(docs: Path) -> list[Any]:
    """Return how each command was proved, and what is wrong with the record of it."""
    file = docs / record.FILE
    entries, problem = record.read(file, shown(file))
    return [entries, [astuple(problem)] if problem else []]


def snippets(project: Project, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the snippets of pages. `texts`: pages by the path to print."""
    assert project.index
    setting = Setting(project.marked, active=project.active)
    yield from check_snippets(texts, setting, load_spec(), all_dockerfiles(project))


def data_file(project: Project) -> Iterator[Diagnostic]:
    """Yield what is wrong with the data file."""
    return check_data(project, Found())


def together(project: Project, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield the mistakes that only show when all pages are looked at together."""
    return check_sources(project, texts)


def examples(project: Project, texts: Iterable[str]) -> list[Diagnostic]:
    """Return what is wrong with the examples, and with the files that pages include."""
    found = Found()
    found.diagnostics += check_examples(project, found)
    read_inclusions(project, texts, found)
    return found.diagnostics


def links(
    project: Project,
    texts: Mapping[str, str],
    labels: Mapping[str, str],
    anchors: Mapping[str, frozenset[str]],
    files: frozenset[str],
    listed: tuple[str, ...] | None,
    *,
    is_sound: bool,
) -> Iterator[Diagnostic]:
    """Yield the links that lead nowhere. `labels`: the paths to print; `listed`: the navigation, in order; `is_sound`:
    whether the data file has no problems.
    """
    tree = Tree(texts, files, project.expand, anchors, taken_in=project.included)
    yield from check_links(tree, labels)
    yield from check_site(WholeSite(project, tree, labels, listed, is_sound=is_sound))
    if project.index:
        yield from broken_links(project.index.catalog, project.document, anchors)
