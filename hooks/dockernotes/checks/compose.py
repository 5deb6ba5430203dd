"""compose: Compose files keep to the official schema; a `version:` at the top is a leftover."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import yaml

from dockernotes.checks.characters import IN_YAML, in_listing
from dockernotes.checks.compose_names import BASES, name_faults
from dockernotes.checks.compose_schema import compose_schema, explain
from dockernotes.checks.compose_yaml import Loader, OldLoader, data_of, refused
from dockernotes.checks.listings import is_piece, is_template, yaml_faults
from dockernotes.checks.page import Page
from dockernotes.checks.rule import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.includes import included
from dockernotes.source.text import Excerpt

RULE = "compose"
_FILE = re.compile(r"(?:^|/)(?:docker-)?compose[\w.-]*\.ya?ml$")


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what `docker compose` would refuse in each Compose file, or in the services of one."""
    for snippet in page.snippets:
        fence = snippet.fence
        if fence.language not in ("yaml", "yml") or not fence.closed or "mistake" in fence.options:
            continue
        if is_template(fence) or any(included(line.text) for line in fence.lines):
            continue
        named = _FILE.search(fence.options.get("file", "") or fence.options.get("title", ""))
        excerpt = Excerpt(page.path, fence.lines)
        # A list of services is what CI systems and hosts have in files of their own.
        if named or re.search(r"^services:(?!\s*(?:#.*)?\n\s*- )", excerpt.text, re.MULTILINE):
            yield from in_listing(excerpt, excerpt.text, "a Compose file", IN_YAML)
            yield from compose_faults(excerpt, whole=_whole(page, fence.options.get("file", "")))


def _whole(page: Page, file: str) -> bool:
    """Whether a fence writes the one Compose file of its folder; a title may stand over a piece of it."""
    folder = PurePosixPath(file).parent
    files = {PurePosixPath(snippet.fence.options.get("file", "")) for snippet in page.snippets}
    beside = [other for other in files if other.parent == folder and _FILE.search(str(other))]
    return PurePosixPath(file).name in BASES and len(beside) == 1


def compose_faults(excerpt: Excerpt, *, whole: bool = False) -> Iterator[Diagnostic]:
    """Yield the problems of a Compose file that is YAML; what isn't YAML is another rule's.

    `whole`: nothing is left out of it, and no other file is merged over it.
    """
    if any(True for _ in yaml_faults(excerpt)):
        return
    try:
        roots = list(yaml.compose_all(excerpt.text, Loader))
        faults = [fault for root in roots for fault in refused(root)]
        for node, said in faults:
            yield excerpt.diagnostic(*_place(node, excerpt), RULE, said)
        if faults:
            return
        documents = data_of(roots, Loader)
    except yaml.YAMLError as error:
        if is_piece(excerpt.text):
            return
        mark = getattr(error, "problem_mark", None)
        start = excerpt.offset(mark.line + 1, mark.column + 1) if mark else 0
        said = getattr(error, "problem", None) or "not readable"
        yield excerpt.diagnostic(start, start + 1, RULE, f"can't be read: {said}"[:160])
        return
    except (ValueError, RecursionError) as error:
        yield excerpt.diagnostic(0, 1, RULE, f"can't be read: {' '.join(str(error).split())[:120]}")
        return
    for at, (root, data) in enumerate(documents or [(None, None)]):
        yield from _document_faults(root, data, excerpt, at)
    for at, path, said in name_faults([data for _, data in documents], whole=whole):
        start, end = _span(documents[at][0], path, excerpt, key=True)
        yield excerpt.diagnostic(start, end, RULE, said)


def _document_faults(root: Any, data: Any, excerpt: Excerpt, at: int) -> Iterator[Diagnostic]:
    if not isinstance(data, dict):
        yield excerpt.diagnostic(0, 1, RULE, "a Compose file is a mapping with `services:`")
        return
    if "version" in data:
        start, end = _span(root, ["version"], excerpt, key=True)
        yield excerpt.diagnostic(start, end, RULE, "`version` is obsolete; delete the line", "deprecated")
    validator, schema = compose_schema()
    try:
        faults = list(validator.iter_errors(data))
        if faults:
            _, read = data_of(yaml.compose_all(excerpt.text, OldLoader), OldLoader)[at]
            old = {tuple(f.instance_path) for f in validator.iter_errors(read)}
            faults = [fault for fault in faults if tuple(fault.instance_path) in old]
    except ValueError as error:
        yield excerpt.diagnostic(0, 1, RULE, f"can't be held against the schema: {error}".lower())
        return
    for fault in faults:
        for path, message in explain(fault, schema):
            start, end = _span(root, path, excerpt, key=path != list(fault.instance_path))
            yield excerpt.diagnostic(start, end, RULE, message)


def _span(root: Any, path: list[str | int], excerpt: Excerpt, *, key: bool) -> tuple[int, int]:
    """Return where a value (or its key) stands in the text: as near as the file has it."""
    node, marked = root, root
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if pair is None:
                break
            marked, node = (pair[0], pair[1])
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            marked = node = node.value[step]
        else:
            break
    return _place(marked if key or not isinstance(node, yaml.ScalarNode) else node, excerpt)


def _place(node: Any, excerpt: Excerpt) -> tuple[int, int]:
    start, end = node.start_mark, node.end_mark
    first = excerpt.offset(start.line + 1, start.column + 1)
    last = excerpt.offset(end.line + 1, end.column + 1) if end.line == start.line else first + 1
    return first, max(last, first + 1)
