"""What one entry of the data file says of another must hold: names, links, boxes, patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from dockernotes.catalog.entry import MESSAGE
from dockernotes.catalog.model import Answer, Catalog
from dockernotes.catalog.positions import Document, Path
from dockernotes.catalog.texts import check_texts
from dockernotes.diagnostics import Diagnostic, did_you_mean
from dockernotes.diagrams.model import Diagram
from dockernotes.dockercli.forms import parts_of

CODE = re.compile(r"`([^`]+)`")
Pages = Mapping[str, frozenset[str] | None]


def cross_references(catalog: Catalog, document: Document, pages: Pages | None) -> list[Diagnostic]:
    """Return every reference that leads nowhere, every name given twice, every pattern that misses its sample."""
    return [
        *_duplicates(catalog, document),
        *_names(catalog, document),
        *_messages(catalog, document),
        *(problem for i, d in enumerate(catalog.diagrams) for problem in _diagram(d, ("diagrams", i), document)),
        *_comparisons(catalog, document),
        *_tasks(catalog, document),
        *(broken_links(catalog, document, pages) if pages is not None else ()),
    ]


def broken_links(catalog: Catalog, document: Document, pages: Pages) -> list[Diagnostic]:
    """Return the links to pages that lead nowhere, for who has looked at all the rest before the pages were known."""
    return [*_links(catalog, document, pages), *check_texts(document, pages)]


def command_names(catalog: Catalog) -> dict[str, str]:
    """Return every spelling of every command with the spelling that the course teaches."""
    return {spelling: c.name for c in catalog.commands for spelling in (c.name, *c.also)}


def _duplicates(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    named: list[tuple[str, list[tuple[Path, str]]]] = [
        ("command", [p for i, c in enumerate(catalog.commands) for p in _spellings(i, c.name, c.also)]),
        ("instruction", [(("instructions", i, "name"), x.name) for i, x in enumerate(catalog.instructions)]),
        ("key", [(("compose_keys", i, "key"), x.key) for i, x in enumerate(catalog.compose_keys)]),
        ("exit code", [(("exit_codes", i, "code"), str(x.code)) for i, x in enumerate(catalog.exit_codes)]),
        ("error", [(path, answer.id) for path, answer in _answers(catalog)]),
        ("part", [(("parts", i, "id"), x.id) for i, x in enumerate(catalog.parts)]),
        ("term", [(("glossary", i, "id"), x.id) for i, x in enumerate(catalog.glossary)]),
        ("comparison", [(("comparisons", i, "id"), x.id) for i, x in enumerate(catalog.comparisons)]),
        ("diagram", [(("diagrams", i, "id"), x.id) for i, x in enumerate(catalog.diagrams)]),
        ("mask", [(("masks", i, "name"), x.name) for i, x in enumerate(catalog.masks)]),
        ("task", [(("tasks", i, "id"), x.id) for i, x in enumerate(catalog.tasks)]),
    ]
    for i, command in enumerate(catalog.commands):
        flags = [(("commands", i, "flags", j, "name"), f.name) for j, f in enumerate(command.flags)]
        shorts = [(("commands", i, "flags", j, "short"), f.short) for j, f in enumerate(command.flags) if f.short]
        named += [("flag", [*flags]), ("short flag", [*shorts])]
    spoken = [
        (path, form.lower())
        for i, t in enumerate(catalog.glossary)
        for path, form in [
            (("glossary", i, "term"), t.term),
            *((("glossary", i, "forms", j), f) for j, f in enumerate(t.forms)),
        ]
    ]
    named.append(("word of the glossary", [*spoken]))
    for what, entries in named:
        first: dict[str, Path] = {}
        for path, name in entries:
            if name in first:
                line = document.span(first[name])[0]
                yield document.report(path, f"{what} `{name}` stands twice; first on line {line}", "data-duplicate")
            first.setdefault(name, path)


def _answers(catalog: Catalog) -> Iterator[tuple[Path, Answer]]:
    for i, error in enumerate(catalog.errors):
        yield ("errors", i, "id"), error
        yield from ((("errors", i, "variants", j, "id"), answer) for j, answer in enumerate(error.variants))


def _spellings(i: int, name: str, also: list[str]) -> list[tuple[Path, str]]:
    return [(("commands", i, "name"), name), *((("commands", i, "also", j), a) for j, a in enumerate(also))]


def _names(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    commands, errors = {c.name for c in catalog.commands}, {e.id for e in catalog.errors}
    groups, terms = {g.id for g in catalog.groups}, {t.id for t in catalog.glossary}
    keys = {k.key for k in catalog.compose_keys}

    def wanted(path: Path, value: str, names: Iterable[str], what: str) -> Iterator[Diagnostic]:
        names = set(names)
        if value not in names:
            yield document.report(path, f"no {what} `{value}`{did_you_mean(value, names)}", "data-reference")

    for i, command in enumerate(catalog.commands):
        at: Path = ("commands", i)
        yield from wanted((*at, "group"), command.group, groups, "group")
        if command.flags_of:
            yield from wanted((*at, "flags_of"), command.flags_of, commands - {command.name}, "command")
        for j, name in enumerate(command.related):
            yield from wanted((*at, "related", j), name, commands, "command")
        for j, name in enumerate(command.errors):
            yield from wanted((*at, "errors", j), name, errors, "error")
        for j, flag in enumerate(command.flags):
            if flag.compose:
                yield from wanted((*at, "flags", j, "compose"), flag.compose, keys, "Compose key")
    for i, error in enumerate(catalog.errors):
        for j, name in enumerate(error.commands):
            yield from wanted(("errors", i, "commands", j), name, commands, "command")
    for i, term in enumerate(catalog.glossary):
        for j, name in enumerate(term.see):
            yield from wanted(("glossary", i, "see", j), name, terms - {term.id}, "term")
    parts = {p.id for p in catalog.parts}
    for path, form in _forms(catalog):
        for name in parts_of(form):
            yield from wanted(path, name, parts, "part")
    for i, part in enumerate(catalog.parts):
        if part.term:
            yield from wanted(("parts", i, "term"), part.term, terms, "term")


def _forms(catalog: Catalog) -> Iterator[tuple[Path, str]]:
    """Yield every usage and every form of a value, whose `<parts>` a reader may ask about."""
    for i, command in enumerate(catalog.commands):
        yield ("commands", i, "usage"), command.usage
        for j, flag in enumerate(command.flags):
            yield ("commands", i, "flags", j, "value"), flag.value or ""
    for i, part in enumerate(catalog.parts):
        yield ("parts", i, "form"), part.form or ""


def _messages(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    """Yield each sample that doesn't lead to its own answer alone."""
    patterns = [[re.compile(answer.pattern, MESSAGE) for answer in error.answers] for error in catalog.errors]
    for i, error in enumerate(catalog.errors):
        for j, answer in enumerate(error.answers):
            at: Path = ("errors", i) if j == 0 else ("errors", i, "variants", j - 1)
            found = [match.end() - match.start() if (match := p.search(answer.sample)) else -1 for p in patterns[i]]
            if found[j] < 0:
                yield document.report((*at, "pattern"), "the pattern does not find its own sample", "data-reference")
            elif max(found) > found[j]:
                longer = error.answers[found.index(max(found))].id
                message = f"the pattern of `{longer}` finds more of this sample; a reader would get its answer"
                yield document.report((*at, "sample"), message, "data-reference")
            for other, theirs in zip(catalog.errors, patterns, strict=True):
                if other is not error and any(p.search(answer.sample) for p in theirs):
                    message = f"the pattern of `{other.id}` finds this sample too; a reader would get two answers"
                    yield document.report((*at, "sample"), message, "data-reference")
            for k, name in enumerate(answer.names):
                if not any(name.stands in span for span in CODE.findall(f"{answer.check} {answer.fix}")):
                    message = f"no command of check and fix has `{name.stands}`"
                    yield document.report((*at, "names", k, "stands"), message, "data-reference")
    for i, mask in enumerate(catalog.masks):
        try:
            re.compile(mask.pattern, re.MULTILINE)
        except re.error as problem:
            yield document.report(("masks", i, "pattern"), f"not a regular expression: {problem}", "data-reference")


def _tasks(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    """Yield each task that stands before one of an earlier chapter, and each wrong way whose hint there is not."""
    before = ""
    for i, task in enumerate(catalog.tasks):
        # `course` comes before `beyond`, and the chapters are numbered.
        place = task.page.replace("course/", "a/").replace("beyond/", "b/")
        if place < before:
            yield document.report(
                ("tasks", i, "chapter"), "a task of a later chapter stands before it", "data-reference"
            )
        before = max(before, place)
        known = list(task.said)
        for name in {name for name in known if known.count(name) > 1}:
            yield document.report(("tasks", i, "id"), f"two hints have the id `{name}`", "data-duplicate")
        for j, way in enumerate(task.wrong):
            if way.hint not in known:
                message = f"no hint `{way.hint}`{did_you_mean(way.hint, known)}"
                yield document.report(("tasks", i, "wrong", j, "hint"), message, "data-reference")


def _diagram(diagram: Diagram, at: Path, document: Document) -> Iterator[Diagnostic]:
    nodes, boxes = [n.id for n in diagram.nodes], [b.id for b in diagram.boxes]
    places: list[tuple[Path, str, list[str], str]] = [
        *(((*at, "nodes", i, "box"), n.box, boxes, "box") for i, n in enumerate(diagram.nodes) if n.box),
        *(((*at, "boxes", i, "inside"), b.inside, boxes, "box") for i, b in enumerate(diagram.boxes) if b.inside),
        *(((*at, "edges", i, "source"), e.source, nodes, "node") for i, e in enumerate(diagram.edges)),
        *(((*at, "edges", i, "target"), e.target, nodes, "node") for i, e in enumerate(diagram.edges)),
        *(((*at, "rows", i, j), n, nodes, "node") for i, row in enumerate(diagram.rows) for j, n in enumerate(row)),
        *(
            ((*at, "steps", i, "marks", j), m, [*nodes, *(e.id for e in diagram.edges if e.id)], "node or arrow")
            for i, step in enumerate(diagram.steps)
            for j, m in enumerate(step.marks)
        ),
        *(((*at, "changes", i, "first"), c.first, nodes, "node") for i, c in enumerate(diagram.changes) if c.first),
    ]
    for path, name, names, what in places:
        if name not in names:
            yield document.report(
                path, f"no {what} `{name}` in this diagram{did_you_mean(name, names)}", "data-reference"
            )
    for i, name in enumerate(nodes):
        if name in nodes[:i]:
            yield document.report((*at, "nodes", i, "id"), f"node `{name}` stands twice", "data-duplicate")
    outer = {b.id: b.inside for b in diagram.boxes}
    for i, box in enumerate(diagram.boxes):
        seen, current = {box.id}, box.inside
        while current:
            if current in seen:
                yield document.report(
                    (*at, "boxes", i, "inside"), f"box `{box.id}` stands inside itself", "data-reference"
                )
                break
            seen.add(current)
            current = outer.get(current)


def _comparisons(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    for i, comparison in enumerate(catalog.comparisons):
        for j, row in enumerate(comparison.rows):
            if len(row.cells) != len(comparison.columns):
                message = f"{len(row.cells)} cells for {len(comparison.columns)} columns"
                yield document.report(("comparisons", i, "rows", j, "cells"), message, "data-shape")


def _links(catalog: Catalog, document: Document, pages: Pages) -> Iterator[Diagnostic]:
    commands = command_names(catalog)
    targets: list[tuple[Path, str]] = []
    for section in ("commands", "instructions", "compose_keys", "exit_codes", "errors", "glossary", "tasks"):
        targets += [((section, i, "chapter"), entry.chapter) for i, entry in enumerate(getattr(catalog, section))]
    targets += [(("asked", i, "at"), asked.at) for i, asked in enumerate(catalog.asked)]
    for i, diagram in enumerate(catalog.diagrams):
        targets += [(("diagrams", i, "nodes", j, "link"), n.link) for j, n in enumerate(diagram.nodes) if n.link]
        targets += [(("diagrams", i, "boxes", j, "link"), b.link) for j, b in enumerate(diagram.boxes) if b.link]
        targets += [(("diagrams", i, "edges", j, "link"), e.link) for j, e in enumerate(diagram.edges) if e.link]
    for path, target in targets:
        if target.startswith("docker"):
            if target not in commands:
                yield document.report(path, f"no command `{target}`{did_you_mean(target, commands)}", "data-link")
            continue
        page, _, anchor = target.partition("#")
        if page not in pages:
            yield document.report(path, f"no page `{page}`{did_you_mean(page, pages)}", "data-link")
        elif anchor and (ids := pages[page]) is not None and anchor not in ids:
            yield document.report(path, f"no anchor `#{anchor}` on `{page}`{did_you_mean(anchor, ids)}", "data-link")
