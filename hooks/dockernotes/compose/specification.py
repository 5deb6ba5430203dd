"""The official schema of Compose files, and its validator's messages in our words."""

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

# If an item is in one of these lists twice, Compose takes the last one and doesn't complain.
_MERGED = frozenset(
    (
        "additional_contexts",
        "aliases",
        "annotations",
        "args",
        "cap_add",
        "cap_drop",
        "configs",
        "devices",
        "dns",
        "dns_opt",
    )
) | {"dns_search", "env_file", "environment", "expose", "labels", "link_local_ips", "links", "options", "ports"}
_MERGED |= {"profiles", "secrets", "sysctls", "tags", "tmpfs", "volumes"}
_UNKNOWN = re.compile(r"(?:Additional|Unevaluated) properties are not allowed")


@cache
def compose_schema() -> tuple[Any, dict[str, Any]]:
    """Return the validator and the schema, which comes with check-jsonschema. Raises FileNotFoundError without it."""
    # We only need the package's folder: importing it takes a tenth of a second.
    package = find_spec("check_jsonschema")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("check-jsonschema is missing; `make` installs it from requirements.txt")
    file = Path(package.submodule_search_locations[0], "builtin_schemas/vendor/compose-spec.json")
    schema = json.loads(file.read_text(encoding="utf-8"))
    return jsonschema_rs.validator_for(schema), schema


@cache
def known_keys(of: str = "") -> frozenset[str]:
    """Return the keys of a file, or of a definition in the schema, such as `service`."""
    _, schema = compose_schema()
    return frozenset(_properties(schema, ["$defs", of] if of else []))


def is_merged(error: Any) -> bool:
    """Return whether the only error is a duplicate item in a list where Compose accepts that."""
    if meant := _meant(error):
        return all(is_merged(inner) for inner in meant)
    return error.kind.name == "uniqueItems" and any(str(step) in _MERGED for step in list(error.instance_path)[-1:])


def explain(error: Any, schema: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield the place and message of whatever breaks a rule of the schema."""
    path: list[str | int] = list(error.instance_path)
    if _UNKNOWN.match(error.message):
        known = _properties(schema, list(error.schema_path)[:-1])
        for name in error.instance.keys() - known if known else re.findall(r"'([^']*)'", error.message):
            if not str(name).startswith("x-"):
                said = f"unknown key `{name}`{did_you_mean(str(name), known)}"
                yield [*path, name], said if name else "a name here is empty"
        return
    if meant := _meant(error):
        for inner in meant:
            yield from explain(inner, schema)
        return
    said = " ".join(error.message.removeprefix(json.dumps(error.instance)).split())
    if "is not valid under any of the" in said or "oneOf" in said:
        said = "doesn't have any of the forms that this key accepts"
    yield path, f"`{path[-1] if path else 'file'}` {said}"[:160]


def _meant(error: Any) -> list[Any]:
    """Return the errors of the one form whose type fits: a mapping was meant as the form that is a mapping."""
    branches: list[list[Any]] = getattr(error.kind, "context", [])
    here = list(error.instance_path)
    fitting = [
        branch
        for branch in branches
        if not any(list(inner.instance_path) == here and inner.kind.name == "type" for inner in branch)
    ]
    return fitting[0] if len(fitting) == 1 else []


def _properties(schema: dict[str, Any], path: Sequence[str | int]) -> set[str]:
    """Return the keys that are known at a place in the schema, with those of everything that it refers to."""
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
