"""Whatever an entry of the data file names must exist: groups, commands, errors, terms, parts, hints, boxes, nodes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dockernotes.catalog.catalog import Catalog
from dockernotes.catalog.positions import Document, Path
from dockernotes.diagnostics import Diagnostic, did_you_mean
from dockernotes.diagrams.diagram import Diagram
from dockernotes.dockercli.grammar.forms import parts_of

Reference = tuple[Path, str, str, Collection[str]]
"""Where a name is used, what it's the name of, the name, and the names that exist."""


def unknown_names(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    """Yield each name of something that doesn't exist."""
    for references in (_of_commands, _of_errors, _of_terms, _of_parts, _of_tasks):
        for path, what, name, names in references(catalog):
            if name not in names:
                yield document.report(path, f"no {what} `{name}`{did_you_mean(name, names)}", "data-reference")
    for i, diagram in enumerate(catalog.diagrams):
        for path, what, name, names in _of_diagram(diagram, ("diagrams", i)):
            if name not in names:
                message = f"no {what} `{name}` in this diagram{did_you_mean(name, names)}"
                yield document.report(path, message, "data-reference")


def _of_commands(catalog: Catalog) -> Iterator[Reference]:
    commands, errors = {c.name for c in catalog.commands}, {e.id for e in catalog.errors}
    groups, keys = {g.id for g in catalog.groups}, {k.key for k in catalog.compose_keys}
    for i, command in enumerate(catalog.commands):
        at: Path = ("commands", i)
        yield (*at, "group"), "group", command.group, groups
        if command.flags_of:
            yield (*at, "flags_of"), "command", command.flags_of, commands - {command.name}
        yield from (((*at, "related", j), "command", name, commands) for j, name in enumerate(command.related))
        yield from (((*at, "errors", j), "error", name, errors) for j, name in enumerate(command.errors))
        for j, flag in enumerate(command.flags):
            if flag.compose:
                yield (*at, "flags", j, "compose"), "Compose key", flag.compose, keys


def _of_errors(catalog: Catalog) -> Iterator[Reference]:
    commands = {c.name for c in catalog.commands}
    for i, error in enumerate(catalog.errors):
        yield from ((("errors", i, "commands", j), "command", name, commands) for j, name in enumerate(error.commands))


def _of_terms(catalog: Catalog) -> Iterator[Reference]:
    terms = {t.id for t in catalog.glossary}
    for i, term in enumerate(catalog.glossary):
        yield from ((("glossary", i, "see", j), "term", name, terms - {term.id}) for j, name in enumerate(term.see))
    for i, part in enumerate(catalog.parts):
        if part.term:
            yield ("parts", i, "term"), "term", part.term, terms


def _of_parts(catalog: Catalog) -> Iterator[Reference]:
    parts = {p.id for p in catalog.parts}
    for path, form in _forms(catalog):
        yield from ((path, "part", name, parts) for name in parts_of(form))


def _of_tasks(catalog: Catalog) -> Iterator[Reference]:
    for i, task in enumerate(catalog.tasks):
        hints = list(task.said)
        yield from ((("tasks", i, "wrong", j, "hint"), "hint", way.hint, hints) for j, way in enumerate(task.wrong))


def _forms(catalog: Catalog) -> Iterator[tuple[Path, str]]:
    """Yield every usage and every form of a value, whose `<parts>` the site explains."""
    for i, command in enumerate(catalog.commands):
        yield ("commands", i, "usage"), command.usage
        for j, flag in enumerate(command.flags):
            yield ("commands", i, "flags", j, "value"), flag.value or ""
    for i, part in enumerate(catalog.parts):
        yield ("parts", i, "form"), part.form or ""


def _of_diagram(diagram: Diagram, at: Path) -> Iterator[Reference]:
    nodes, boxes = [n.id for n in diagram.nodes], [b.id for b in diagram.boxes]
    marked = [*nodes, *(e.id for e in diagram.edges if e.id)]
    for i, node in enumerate(diagram.nodes):
        if node.box:
            yield (*at, "nodes", i, "box"), "box", node.box, boxes
    for i, box in enumerate(diagram.boxes):
        if box.inside:
            yield (*at, "boxes", i, "inside"), "box", box.inside, boxes
    for i, edge in enumerate(diagram.edges):
        yield (*at, "edges", i, "source"), "node", edge.source, nodes
        yield (*at, "edges", i, "target"), "node", edge.target, nodes
    for i, row in enumerate(diagram.rows):
        yield from (((*at, "rows", i, j), "node", name, nodes) for j, name in enumerate(row))
    for i, step in enumerate(diagram.steps):
        yield from (((*at, "steps", i, "marks", j), "node or arrow", m, marked) for j, m in enumerate(step.marks))
    for i, change in enumerate(diagram.changes):
        if change.first:
            yield (*at, "changes", i, "first"), "node", change.first, nodes
