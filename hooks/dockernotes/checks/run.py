"""Run all rules over pages, and over the site as a whole. The rules are found by listing their folder."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from dockernotes.catalog.calls import check_calls
from dockernotes.checks import rules
from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.project import Found, Project
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.reading.whole_site import Sources, WholeSite
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.spec.model import Spec


def _with(function: str) -> tuple[ModuleType, ...]:
    """Return the rules that have a certain function, in the order of their file names."""
    names = sorted(found.name for found in iter_modules(rules.__path__))
    modules = [import_module(f"{rules.__name__}.{name}") for name in names]
    return tuple(module for module in modules if hasattr(module, function))


OF_SNIPPETS = _with("check")
OF_LISTINGS = _with("judge")
"""Rules whose program judges the listings of all pages in one go."""
OF_PAGES = _with("check_in_tree")
"""Rules that depend on where a page is, and so on how it is read."""
OF_DATA = _with("check_data")
OF_FILES = _with("check_files")
OF_SOURCES = _with("check_sources")
OF_SITES = _with("check_site")


def check_snippets(
    texts: Mapping[str, str], setting: Setting, spec: Spec, others: Sequence[str] = ()
) -> Iterator[Diagnostic]:
    """Yield the problems of all snippets. `texts`: pages by the path to show; `others`: Dockerfiles that are on no
    page, to be judged in the same go.
    """
    listings: list[tuple[ModuleType, list[Any]]] = [(rule, []) for rule in OF_LISTINGS]
    for shown, text in texts.items():
        page = Page(shown, text, spec)  # pages are not kept: there may be thousands
        for rule in OF_SNIPPETS:
            yield from guarded(page.path, rule.check, page, setting)
        if setting.own:
            yield from guarded(page.path, check_calls, page.text, page.path, setting.index)
        for rule, found in listings:
            found.extend(rule.listings(page))
    for rule, found in listings:
        yield from rule.judge(found, others)


def check_links(tree: Tree, shown: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield the problems of all links, and of what builders read differently. `shown`: paths to print, by page."""
    for page, path in shown.items():
        for rule in OF_PAGES:
            yield from guarded(path, rule.check_in_tree, page, path, tree)


def check_data(project: Project, spec: Spec) -> Iterator[Diagnostic]:
    """Yield the problems of the data file that rules find."""
    assert project.index
    for rule in OF_DATA:
        yield from rule.check_data(project.index.catalog, project.document, spec)


def check_files(project: Project, found: Found) -> Iterator[Diagnostic]:
    """Yield the problems of files that aren't pages but are published all the same."""
    for rule in OF_FILES:
        yield from rule.check_files(sorted(project.docs.rglob("*")), project.active, found, project.docs)


def check_sources(project: Project, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield what shows only in all pages together, as they are written. `texts`: pages by the path to show."""
    assert project.index
    for rule in OF_SOURCES:
        yield from rule.check_sources(Sources(project.index.catalog, project.document, texts))


def check_site(site: WholeSite) -> Iterator[Diagnostic]:
    """Yield what shows only in all pages together, with their anchors and the navigation."""
    for rule in OF_SITES:
        yield from rule.check_site(site)


def guarded(path: str, rule: Callable[..., Iterable[Diagnostic]], *given: object) -> Iterator[Diagnostic]:
    """Yield what a rule finds on a page. If the rule itself fails, report that and go on with the other rules."""
    try:
        yield from rule(*given)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{where.filename.rpartition('/')[2]}:{where.lineno}"
        message = f"a rule failed here by a mistake of ours; please report it: {type(error).__name__} at {at}: {error}"
        yield Diagnostic(path, 1, 1, 1, 1, "error", "internal", message)
