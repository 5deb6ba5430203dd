"""The official schema of Compose files, and what its validator says in words of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema_rs

from dockernotes.diagnostics import did_you_mean

_UNKNOWN = re.compile(r"(?:Additional|Unevaluated) properties are not allowed")


@cache
def compose_schema() -> tuple[Any, dict[str, Any]]:
    """Return the validator and the schema, which check-jsonschema ships."""
    # Its folder is enough: importing the package costs a tenth of a second.
    package = find_spec("check_jsonschema")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("check-jsonschema is missing; `make` installs it from requirements.txt")
    file = Path(package.submodule_search_locations[0], "builtin_schemas/vendor/compose-spec.json")
    schema = json.loads(file.read_text(encoding="utf-8"))
    return jsonschema_rs.validator_for(schema), schema


def explain(error: Any, schema: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield place and message of what breaks a rule of the schema."""
    path: list[str | int] = list(error.instance_path)
    if _UNKNOWN.match(error.message):
        known = _properties(schema, list(error.schema_path)[:-1])
        for name in error.instance.keys() - known if known else re.findall(r"'([^']+)'", error.message):
            if not str(name).startswith("x-"):
                yield [*path, name], f"unknown key `{name}`{did_you_mean(str(name), known)}"
        return
    if meant := _meant(error):
        for inner in meant:
            yield from explain(inner, schema)
        return
    said = " ".join(error.message.removeprefix(json.dumps(error.instance)).split())
    if "is not valid under any of the" in said or "oneOf" in said:
        said = "isn't any of the forms that this key can have"
    yield path, f"`{path[-1] if path else 'file'}` {said}"[:160]


def _meant(error: Any) -> list[Any]:
    """Return what is wrong by the one form whose type fits: a mapping was meant for the form that is a mapping."""
    branches: list[list[Any]] = getattr(error.kind, "context", [])
    here = list(error.instance_path)
    fitting = [
        branch
        for branch in branches
        if not any(list(inner.instance_path) == here and inner.kind.name == "type" for inner in branch)
    ]
    return fitting[0] if len(fitting) == 1 else []


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
