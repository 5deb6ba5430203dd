"""Check that each name in the data file is given only once."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.catalog.catalog import Answer, Catalog, Term
from dockernotes.catalog.positions import Document, Path
from dockernotes.diagnostics import Diagnostic

Named = list[tuple[Path, str]]
# The lists of the data file whose entries have a name: what the entry is called, the list, the key of the name.
_LISTS = (
    ("instruction", "instructions", "name"),
    ("key", "compose_keys", "key"),
    ("exit code", "exit_codes", "code"),
    ("part", "parts", "id"),
    ("term", "glossary", "id"),
    ("comparison", "comparisons", "id"),
    ("diagram", "diagrams", "id"),
    ("mask", "masks", "name"),
    ("task", "tasks", "id"),
)


def duplicates(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    """Yield each name that an earlier entry has already."""
    for what, entries in _named(catalog):
        first: dict[str, Path] = {}
        for path, name in entries:
            if name in first:
                line = document.span(first[name])[0]
                yield document.report(path, f"{what} `{name}` occurs twice; first on line {line}", "data-duplicate")
            first.setdefault(name, path)


def _named(catalog: Catalog) -> Iterator[tuple[str, Named]]:
    """Yield groups of names that must differ from each other."""
    yield "command", [spelled for i, c in enumerate(catalog.commands) for spelled in _spellings(i, c.name, c.also)]
    for what, section, key in _LISTS:
        yield what, [((section, i, key), str(getattr(x, key))) for i, x in enumerate(getattr(catalog, section))]
    yield "error", [(path, answer.id) for path, answer in _answers(catalog)]
    for i, command in enumerate(catalog.commands):
        yield "flag", [(("commands", i, "flags", j, "name"), f.name) for j, f in enumerate(command.flags)]
        yield (
            "short flag",
            [(("commands", i, "flags", j, "short"), f.short) for j, f in enumerate(command.flags) if f.short],
        )
    for i, diagram in enumerate(catalog.diagrams):
        yield "node", [(("diagrams", i, "nodes", j, "id"), node.id) for j, node in enumerate(diagram.nodes)]
    yield "word of the glossary", [word for i, term in enumerate(catalog.glossary) for word in _words(i, term)]


def _spellings(i: int, name: str, also: list[str]) -> Named:
    return [(("commands", i, "name"), name), *((("commands", i, "also", j), a) for j, a in enumerate(also))]


def _answers(catalog: Catalog) -> Iterator[tuple[Path, Answer]]:
    for i, error in enumerate(catalog.errors):
        yield ("errors", i, "id"), error
        yield from ((("errors", i, "variants", j, "id"), answer) for j, answer in enumerate(error.variants))


def _words(i: int, term: Term) -> Named:
    forms = [(("glossary", i, "forms", j), form.lower()) for j, form in enumerate(term.forms)]
    return [(("glossary", i, "term"), term.term.lower()), *forms]
