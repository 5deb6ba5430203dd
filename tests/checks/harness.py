"""Check a folder of pages in memory with all rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from conftest import ROOT
from dockernotes.checks.reading.project import Project
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.reading.whole_site import Sources, WholeSite
from dockernotes.checks.rules import orphan
from dockernotes.checks.run import check_links, check_snippets
from dockernotes.checks.switches import apply
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.spec.model import load_spec


@cache
def project() -> Project:
    """Return this project, for its data file."""
    return Project(ROOT / "docs")


def sources(texts: Mapping[str, str]) -> Sources:
    """Return some pages together with this project's data file."""
    index = project().index
    assert index
    return Sources(index.catalog, project().document, texts)


def problems(pages: Mapping[str, str], *, files: Iterable[str] = (), own: bool = True) -> list[Diagnostic]:
    """Return what all rules report on pages. `files`: other files that exist; `own`: the pages are this project's."""
    index = project().index
    assert index
    shown = {name: name for name in pages}
    tree = Tree(pages, frozenset((*pages, *files)), project().expand)
    found = [*check_snippets(pages, Setting(index, own), load_spec()), *check_links(tree, shown)]
    listed = [name for name in pages if not name.startswith("lost")]
    found += orphan.check_site(WholeSite(project(), tree, shown, listed))
    assert not [one for one in found if one.rule == "internal"]
    return sorted(set(apply(found, pages)))
