"""compose: Compose files follow the official schema; a `version:` at the top is a leftover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

import yaml

from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.rules.characters import IN_YAML, in_listing
from dockernotes.checks.rules.syntax import is_piece, is_template, yaml_faults
from dockernotes.compose.keys import rule_faults
from dockernotes.compose.kind import FILE, SERVICES, is_compose, is_of_another, old_form
from dockernotes.compose.loader import Loader, OldLoader, data_of, refused, scalars
from dockernotes.compose.names import BASES, name_faults
from dockernotes.compose.scalars import value_faults
from dockernotes.compose.specification import compose_schema, explain, is_merged
from dockernotes.compose.variables import variable_fault
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.excerpt import Excerpt
from dockernotes.source.includes import included

RULE = "compose"
_ONLY_A_COMMENT = re.compile(r":[ \t]*(?:#[^\n]*)?\n[ \t]+#")


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what `docker compose` would refuse in each Compose file, or in the services of one."""
    fences = [snippet.fence for snippet in page.snippets if snippet.fence.language in ("yaml", "yml")]
    for fence in fences:
        if not fence.closed or "mistake" in fence.options:
            continue
        if is_template(fence) or any(included(line.text) for line in fence.lines):
            continue
        named = FILE.search(fence.options.get("file", "") or fence.options.get("title", ""))
        excerpt = Excerpt(page.path, fence.lines)
        if named or (SERVICES.search(excerpt.text) and (setting.own or _is_compose(excerpt.text))):
            yield from in_listing(excerpt, excerpt.text, "a Compose file", IN_YAML)
            whole = _whole(page, fence.options.get("file", ""))
            others = (
                [] if whole else ["\n".join(row.text for row in each.lines) for each in fences if each is not fence]
            )
            yield from compose_faults(excerpt, whole=whole, others=others)


def _is_compose(text: str) -> bool:
    """Return whether a text is a Compose file. One that can't be read is taken for one."""
    try:
        documents = data_of(list(yaml.compose_all(text, Loader)), Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return True
    return any(is_compose(data) for _, data in documents)


def _whole(page: Page, file: str) -> bool:
    """Return whether a fence writes the only Compose file of its folder. Titles don't count: a piece may have one."""
    folder = PurePosixPath(file).parent
    files = {PurePosixPath(snippet.fence.options.get("file", "")) for snippet in page.snippets}
    beside = [other for other in files if other.parent == folder and FILE.search(str(other))]
    return PurePosixPath(file).name in BASES and len(beside) == 1


def compose_faults(excerpt: Excerpt, *, whole: bool = False, others: Sequence[str] = ()) -> Iterator[Diagnostic]:
    """Yield the problems of a Compose file that is YAML. Another rule reports what isn't.

    `whole`: whether it is complete, and no other file is merged over it. `others`: files that may be merged with it.
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
    if not whole and documents and all(is_of_another(data) for _, data in documents):
        return
    for at, (root, data) in enumerate(documents or [(None, None)]):
        yield from _document_faults(root, data, excerpt, at)
    named = name_faults([data for _, data in documents], whole=whole, beside=_names(others))
    once = {(at, *path[:2], said): (at, path, said) for at, path, said in reversed([*named])}
    for at, path, said in reversed(once.values()):
        start, end = _span(documents[at][0], path, excerpt, key=True)
        yield excerpt.diagnostic(start, end, RULE, said)


def _names(texts: Sequence[str]) -> list[Any]:
    """Return the data of some files, as far as they can be read."""
    found: list[Any] = []
    for text in texts:
        try:
            found += [data for _, data in data_of(list(yaml.compose_all(text, Loader)), Loader)]
        except (yaml.YAMLError, ValueError, RecursionError):
            continue
    return found


def _document_faults(root: Any, data: Any, excerpt: Excerpt, at: int) -> Iterator[Diagnostic]:
    if not isinstance(data, dict):
        yield excerpt.diagnostic(0, 1, RULE, "a Compose file is a mapping with `services:`")
        return
    if service := old_form(data):
        said = f"services go below `services:`; only Compose 1 had them at the top, as `{service}` is here"
        yield excerpt.diagnostic(*_span(root, [service], excerpt, key=True), RULE, said)
        return
    if "version" in data:
        start, end = _span(root, ["version"], excerpt, key=True)
        yield excerpt.diagnostic(start, end, RULE, "`version` is obsolete; delete the line", "deprecated")
    validator, schema = compose_schema()
    try:
        read = {key: value for key, value in data.items() if key != "include" or value is not None}
        faults = [f for f in validator.iter_errors(read) if not is_merged(f) and not _is_left_out(f, root, excerpt)]
        if faults:
            _, taken = data_of(yaml.compose_all(excerpt.text, OldLoader), OldLoader)[at]
            old = {tuple(f.instance_path) for f in validator.iter_errors(taken)}
            faults = [fault for fault in faults if tuple(fault.instance_path) in old]
    except ValueError as error:
        yield excerpt.diagnostic(0, 1, RULE, f"can't be checked against the schema: {error}".lower())
        return
    for fault in faults:
        for path, message in explain(fault, schema):
            start, end = _span(root, path, excerpt, key=path != list(fault.instance_path))
            yield excerpt.diagnostic(start, end, RULE, message)
    for node in scalars(root):
        if wrong := variable_fault(node.value):
            yield excerpt.diagnostic(*_place(node, excerpt), RULE, wrong)
    places = [list(fault.instance_path) for fault in faults]
    for path, said in (*value_faults(data), *rule_faults(data)):
        if not any(path[: len(place)] == place for place in places):  # one mistake, one line
            yield excerpt.diagnostic(*_span(root, path, excerpt, key=False), RULE, said)


def _is_left_out(fault: Any, root: Any, excerpt: Excerpt) -> bool:
    """Return whether a key has only a comment below it, which tells readers what goes there."""
    if fault.instance is not None:
        return False
    _, end = _span(root, list(fault.instance_path), excerpt, key=True)
    return bool(_ONLY_A_COMMENT.match(excerpt.text, end))


def _span(root: Any, path: list[str | int], excerpt: Excerpt, *, key: bool) -> tuple[int, int]:
    """Return where a value (or its key) is in the text; if it isn't there, the nearest place around it."""
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
