"""What one entry of the data file says about another must be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dockernotes.catalog.catalog import Catalog
from dockernotes.catalog.duplicates import duplicates
from dockernotes.catalog.positions import Document, Path
from dockernotes.catalog.references import unknown_names
from dockernotes.catalog.samples import masks, samples
from dockernotes.catalog.text_links import check_texts
from dockernotes.diagnostics import Diagnostic, did_you_mean

Pages = Mapping[str, frozenset[str] | None]
_TAUGHT = ("commands", "instructions", "compose_keys", "exit_codes", "errors", "glossary", "tasks")
"""The lists whose entries name the chapter that teaches them."""


def cross_references(catalog: Catalog, document: Document, pages: Pages | None) -> list[Diagnostic]:
    """Return every reference that leads nowhere, every duplicate name, every pattern that misses its sample."""
    return [
        *duplicates(catalog, document),
        *unknown_names(catalog, document),
        *samples(catalog, document),
        *masks(catalog, document),
        *_boxes(catalog, document),
        *_comparisons(catalog, document),
        *_tasks(catalog, document),
        *(broken_links(catalog, document, pages) if pages is not None else ()),
    ]


def broken_links(catalog: Catalog, document: Document, pages: Pages) -> list[Diagnostic]:
    """Return the links to pages that lead nowhere, for callers that checked the rest before they had the pages."""
    return [*_links(catalog, document, pages), *check_texts(document, pages)]


def command_names(catalog: Catalog) -> dict[str, str]:
    """Return a mapping from every spelling of every command to the spelling that the course teaches."""
    return {spelling: c.name for c in catalog.commands for spelling in (c.name, *c.also)}


def _boxes(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    """Yield each box of a diagram that is inside itself."""
    for i, diagram in enumerate(catalog.diagrams):
        outer = {box.id: box.inside for box in diagram.boxes}
        for j, box in enumerate(diagram.boxes):
            seen, current = {box.id}, box.inside
            while current and current not in seen:
                seen.add(current)
                current = outer.get(current)
            if current:
                message = f"box `{box.id}` is inside itself"
                yield document.report(("diagrams", i, "boxes", j, "inside"), message, "data-reference")


def _comparisons(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    for i, comparison in enumerate(catalog.comparisons):
        for j, row in enumerate(comparison.rows):
            if len(row.cells) != len(comparison.columns):
                message = f"{len(row.cells)} cells for {len(comparison.columns)} columns"
                yield document.report(("comparisons", i, "rows", j, "cells"), message, "data-shape")


def _tasks(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    """Yield each task that comes after one of a later chapter, and each id that two hints of a task share."""
    before = ""
    for i, task in enumerate(catalog.tasks):
        # `course` comes before `beyond`, and the chapters are numbered.
        place = task.page.replace("course/", "a/").replace("beyond/", "b/")
        if place < before:
            message = "a task of a later chapter comes before it"
            yield document.report(("tasks", i, "chapter"), message, "data-reference")
        before = max(before, place)
        known = list(task.said)
        for name in sorted({name for name in known if known.count(name) > 1}):
            yield document.report(("tasks", i, "id"), f"two hints have the id `{name}`", "data-duplicate")


def _links(catalog: Catalog, document: Document, pages: Pages) -> Iterator[Diagnostic]:
    commands = command_names(catalog)
    for path, target in _targets(catalog):
        if target.startswith("docker"):
            if target not in commands:
                yield document.report(path, f"no command `{target}`{did_you_mean(target, commands)}", "data-link")
            continue
        page, _, anchor = target.partition("#")
        if page not in pages:
            yield document.report(path, f"no page `{page}`{did_you_mean(page, pages)}", "data-link")
        elif anchor and (ids := pages[page]) is not None and anchor not in ids:
            yield document.report(path, f"no anchor `#{anchor}` on `{page}`{did_you_mean(anchor, ids)}", "data-link")


def _targets(catalog: Catalog) -> Iterator[tuple[Path, str]]:
    for section in _TAUGHT:
        yield from (((section, i, "chapter"), entry.chapter) for i, entry in enumerate(getattr(catalog, section)))
    yield from ((("asked", i, "at"), asked.at) for i, asked in enumerate(catalog.asked))
    for i, diagram in enumerate(catalog.diagrams):
        for parts in ("nodes", "boxes", "edges"):
            for j, part in enumerate(getattr(diagram, parts)):
                if part.link:
                    yield ("diagrams", i, parts, j, "link"), part.link
