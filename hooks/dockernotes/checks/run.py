"""All rules over all pages of a folder."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import ModuleType

from dockernotes.catalog.calls import check_calls
from dockernotes.checks import (
    active,
    admonitions,
    brackets,
    chapter,
    characters,
    code_spans,
    commands,
    compose,
    conflicts,
    danger,
    dockerfiles,
    explained,
    fence,
    front,
    gone,
    headings,
    html,
    links,
    listings,
    mistakes,
    nesting,
    placeholders,
    prompt,
    questions,
    shell,
    spelling,
    table_rows,
    words,
)
from dockernotes.checks.page import Page
from dockernotes.checks.rule import Setting
from dockernotes.checks.tree import Tree
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.model import Spec

OF_SNIPPETS: tuple[ModuleType, ...] = (
    *(
        front,
        fence,
        shell,
        characters,
        commands,
        code_spans,
        gone,
        mistakes,
        danger,
        explained,
        placeholders,
        listings,
        compose,
    ),
    *(active, chapter, headings, prompt, questions, spelling),
)
OF_PAGES: tuple[ModuleType, ...] = (links, words, html, admonitions, conflicts, brackets, table_rows, nesting)
"""Rules that ask where a page stands, and so how it is read."""


def check_snippets(
    texts: Mapping[str, str], setting: Setting, spec: Spec, others: Sequence[str] = ()
) -> Iterator[Diagnostic]:
    """Yield the problems of all snippets. `texts`: pages by the path to show; `others`: see `dockerfiles.check`."""
    dockerfiles_found: list[dockerfiles.Listing] = []
    for shown, text in texts.items():
        page = Page(shown, text, spec)  # a page that was read is forgotten: there may be thousands
        for rule in OF_SNIPPETS:
            yield from guarded(page.path, rule.check, page, setting)
        if setting.own:
            yield from guarded(page.path, check_calls, page.text, page.path, setting.index)
        dockerfiles_found += dockerfiles.listings(page)
    yield from dockerfiles.judge(dockerfiles_found, others)


def check_links(tree: Tree, shown: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield the problems of all links, and of what builders read differently. `shown`: the paths to print of pages."""
    for page, path in shown.items():
        for rule in OF_PAGES:
            yield from guarded(path, rule.check, page, path, tree)


def guarded(path: str, rule: Callable[..., Iterable[Diagnostic]], *given: object) -> Iterator[Diagnostic]:
    """Yield what a rule finds on a page. A mistake of ours in it costs no more than that."""
    try:
        yield from rule(*given)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{where.filename.rpartition('/')[2]}:{where.lineno}"
        message = f"a rule failed here by a mistake of ours; please report it: {type(error).__name__} at {at}: {error}"
        yield Diagnostic(path, 1, 1, 1, 1, "error", "internal", message)
