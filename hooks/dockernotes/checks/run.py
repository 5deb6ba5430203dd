"""All rules over all pages of a folder."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from dockernotes.catalog.calls import check_calls
from dockernotes.checks import rules
from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.rules import dockerfile
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.spec.model import Spec


def _with(function: str) -> tuple[ModuleType, ...]:
    """Return the rules that have a function, by the names of their files."""
    names = sorted(found.name for found in iter_modules(rules.__path__))
    modules = [import_module(f"{rules.__name__}.{name}") for name in names]
    return tuple(module for module in modules if hasattr(module, function))


OF_SNIPPETS = _with("check")
OF_PAGES = _with("check_in_tree")
"""Rules that ask where a page stands, and so how it is read."""


def check_snippets(
    texts: Mapping[str, str], setting: Setting, spec: Spec, others: Sequence[str] = ()
) -> Iterator[Diagnostic]:
    """Yield the problems of all snippets. `texts`: pages by the path to show; `others`: see `dockerfile.judge`."""
    dockerfiles_found: list[dockerfile.Listing] = []
    for shown, text in texts.items():
        page = Page(shown, text, spec)  # a page that was read is forgotten: there may be thousands
        for rule in OF_SNIPPETS:
            yield from guarded(page.path, rule.check, page, setting)
        if setting.own:
            yield from guarded(page.path, check_calls, page.text, page.path, setting.index)
        dockerfiles_found += dockerfile.listings(page)
    yield from dockerfile.judge(dockerfiles_found, others)


def check_links(tree: Tree, shown: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield the problems of all links, and of what builders read differently. `shown`: the paths to print of pages."""
    for page, path in shown.items():
        for rule in OF_PAGES:
            yield from guarded(path, rule.check_in_tree, page, path, tree)


def guarded(path: str, rule: Callable[..., Iterable[Diagnostic]], *given: object) -> Iterator[Diagnostic]:
    """Yield what a rule finds on a page. A mistake of ours in it costs no more than that."""
    try:
        yield from rule(*given)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{where.filename.rpartition('/')[2]}:{where.lineno}"
        message = f"a rule failed here by a mistake of ours; please report it: {type(error).__name__} at {at}: {error}"
        yield Diagnostic(path, 1, 1, 1, 1, "error", "internal", message)
