"""All rules over all pages of a folder."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import ModuleType

from dockernotes.catalog.calls import check_calls
from dockernotes.checks import (
    active,
    chapter,
    characters,
    commands,
    compose,
    danger,
    dockerfiles,
    explained,
    fence,
    front,
    gone,
    headings,
    links,
    listings,
    mistakes,
    placeholders,
    prompt,
    questions,
    shell,
    spelling,
    words,
)
from dockernotes.checks.page import Page
from dockernotes.checks.rule import Setting
from dockernotes.checks.tree import Tree
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.model import Spec

OF_SNIPPETS: tuple[ModuleType, ...] = (
    *(front, fence, shell, characters, commands, gone, mistakes, danger, explained, placeholders, listings, compose),
    *(active, chapter, headings, prompt, questions, spelling),
)


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
    """Yield the problems of all links. `shown`: for each page to check, the path to print."""
    for page, path in shown.items():
        yield from guarded(path, links.check, page, path, tree)
        yield from guarded(path, words.check, page, path, tree)


def guarded(path: str, rule: Callable[..., Iterable[Diagnostic]], *given: object) -> Iterator[Diagnostic]:
    """Yield what a rule finds on a page. A mistake of ours in it costs no more than that."""
    try:
        yield from rule(*given)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{where.filename.rpartition('/')[2]}:{where.lineno}"
        message = f"a rule failed here by a mistake of ours; please report it: {type(error).__name__} at {at}: {error}"
        yield Diagnostic(path, 1, 1, 1, 1, "error", "internal", message)
