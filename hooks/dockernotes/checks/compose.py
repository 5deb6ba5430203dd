"""compose: Compose files keep to the official schema; a `version:` at the top is a leftover."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from dockernotes.checks.listings import LOADER, is_template, yaml_faults
from dockernotes.checks.page import Page
from dockernotes.checks.rule import Setting
from dockernotes.diagnostics import Diagnostic, did_you_mean
from dockernotes.source.includes import included
from dockernotes.source.text import Excerpt

RULE = "compose"
_UNKNOWN = re.compile(r"(?:Additional|Unevaluated) properties are not allowed")
_FILE = re.compile(r"(?:^|/)(?:docker-)?compose[\w.-]*\.ya?ml$")


@cache
def _schema() -> tuple[Any, dict[str, Any]]:
    """Return the validator and the schema, which check-jsonschema ships."""
    # Its folder is enough: importing the package costs a tenth of a second.
    package = find_spec("check_jsonschema")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("check-jsonschema is missing; `make` installs it from requirements.txt")
    file = Path(package.submodule_search_locations[0], "builtin_schemas/vendor/compose-spec.json")
    schema = json.loads(file.read_text(encoding="utf-8"))
    return jsonschema_rs.validator_for(schema), schema


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what `docker compose` would refuse in each Compose file, or in the services of one."""
    for snippet in page.snippets:
        fence = snippet.fence
        if fence.language.lower() not in ("yaml", "yml") or not fence.closed or "mistake" in fence.options:
            continue
        if is_template(fence) or any(included(line.text) for line in fence.lines):
            continue
        named = _FILE.search(fence.options.get("file", "") or fence.options.get("title", ""))
        excerpt = Excerpt(page.path, fence.lines)
        # A list of services is what CI systems and hosts have in files of their own.
        if named or re.search(r"^services:(?!\s*(?:#.*)?\n\s*- )", excerpt.text, re.MULTILINE):
            yield from compose_faults(excerpt)


def compose_faults(excerpt: Excerpt) -> Iterator[Diagnostic]:
    """Yield the problems of a Compose file that is YAML; what isn't YAML is another rule's."""
    if any(True for _ in yaml_faults(excerpt)):
        return
    try:
        documents: list[tuple[Any, Any]] = [(root, _data(root)) for root in yaml.compose_all(excerpt.text, LOADER)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        yield excerpt.diagnostic(0, 1, RULE, f"can't be read: {' '.join(str(error).split())[:120]}")
        return
    for root, data in documents or [(None, None)]:
        yield from _document_faults(root, data, excerpt)


def _data(root: Any) -> Any:
    """Return what a document holds once the tags that Compose has for merging files are carried out."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            node.value = [(key, value) for key, value in node.value if value.tag != "!reset"]
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        if node.tag == "!override":
            kind = {"mapping": "map", "sequence": "seq"}.get(node.id, "str")
            node.tag = f"tag:yaml.org,2002:{kind}"
    return LOADER("").construct_document(root) if root else None


def _document_faults(root: Any, data: Any, excerpt: Excerpt) -> Iterator[Diagnostic]:
    if not isinstance(data, dict):
        yield excerpt.diagnostic(0, 1, RULE, "a Compose file is a mapping with `services:`")
        return
    if "version" in data:
        start, end = _span(root, ["version"], excerpt, key=True)
        yield excerpt.diagnostic(start, end, RULE, "`version` has no use any more; delete the line", "deprecated")
    validator, schema = _schema()
    try:
        faults = list(validator.iter_errors(data))
    except ValueError as error:
        yield excerpt.diagnostic(0, 1, RULE, f"can't be held against the schema: {error}".lower())
        return
    for fault in faults:
        for path, message in _explain(fault, schema):
            start, end = _span(root, path, excerpt, key=path != list(fault.instance_path))
            yield excerpt.diagnostic(start, end, RULE, message)


def _explain(error: Any, schema: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield place and message of what breaks a rule of the schema."""
    path: list[str | int] = list(error.instance_path)
    if _UNKNOWN.match(error.message):
        known = _properties(schema, list(error.schema_path)[:-1])
        for name in error.instance.keys() - known if known else re.findall(r"'([^']+)'", error.message):
            if not str(name).startswith("x-"):
                yield [*path, name], f"unknown key `{name}`{did_you_mean(str(name), known)}"
        return
    said = " ".join(error.message.removeprefix(json.dumps(error.instance)).split())
    if "is not valid under any of the" in said or "oneOf" in said:
        said = "is none of the forms this key can have"
    yield path, f"`{path[-1] if path else 'file'}` {said}"[:160]


def _properties(schema: dict[str, Any], path: Sequence[str | int]) -> set[str]:
    """Return the keys known at a place of the schema, with those of all that it refers to."""
    found: Any = schema
    for step in path:
        found = found[step]
    names: set[str] = set()
    waiting = [found]
    while waiting:
        here = waiting.pop()
        names |= here.get("properties", {}).keys()
        waiting += here.get("allOf", [])
        if "$ref" in here:
            waiting.append(schema["$defs"][here["$ref"].rsplit("/", 1)[-1]])
    return names


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
    chosen = marked if key or not isinstance(node, yaml.ScalarNode) else node
    start, end = chosen.start_mark, chosen.end_mark
    first = excerpt.offset(start.line + 1, start.column + 1)
    last = excerpt.offset(end.line + 1, end.column + 1) if end.line == start.line else first + 1
    return first, max(last, first + 1)
