"""The data on files for the page "Explain a command": Compose's keys and schema, and Dockerfile instructions, as JSON.

It is fetched when somebody pastes a file.
"""

from __future__ import annotations

import json
from typing import Any

from dockernotes.catalog.lookup import Index, Linker, instruction_address, key_address
from dockernotes.compose.specification import compose_schema
from dockernotes.pages.explain_data import plain

ADDRESS = "assets/explain-files.json"
"""Where the site keeps it."""


def files_data(index: Index, link: Linker) -> str:
    """Return the JSON. `link` turns an address into one relative to the page."""
    _, schema = compose_schema()
    data = {
        "keys": {k.key: [plain(k.summary), link(key_address(k))] for k in index.catalog.compose_keys},
        "instructions": {
            i.name: [plain(i.summary), link(instruction_address(i)), {o.name: plain(o.summary) for o in i.options}]
            for i in index.catalog.instructions
        },
        "schema": bare(schema),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def bare(schema: Any, *, named: bool = False) -> Any:
    """Return a schema without its texts for people. `named`: its keys are names, so one may be called `title`."""
    if isinstance(schema, list):
        return [bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if named or key not in ("description", "title", "examples")}
    names = ("properties", "patternProperties", "$defs", "definitions")
    return {key: bare(value, named=not named and key in names) for key, value in kept.items()}
