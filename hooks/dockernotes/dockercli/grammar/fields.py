"""Read values that are a line of fields, such as `name=value,"name=a,b"`, as Go's CSV reader does."""

from __future__ import annotations

import re
from collections.abc import Callable

_FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)')
_LONG = re.compile(r"\w+=\w+", re.ASCII)


def split_fields(value: str) -> list[str] | None:
    """Return the fields of the first line; None if a quote is misplaced or missing, or if the value is empty."""
    text = value.replace("\r\n", "\n").lstrip("\n")
    if not text:
        return None
    fields: list[str] = []
    at = 0
    while True:
        match = _FIELD.match(text, at)
        if match is None:
            return None
        fields.append(match[2] if match[1] is None else match[1].replace('""', '"'))
        at = match.end()
        if match[3] != ",":
            return fields


def is_long(value: str) -> bool:
    """Return whether the CLI reads a `--network` or a service's `--publish` as fields, not as a name or a port."""
    return bool(_LONG.search(value))


def keyed(*known: str, alone: bool = False, wanted: str = "") -> Callable[[str], str | None]:
    """Return a check for fields that each have one of these keys.

    `alone`: a single field may be just a name. `wanted`: keys, separated by `/`, one of which must have a value.
    """

    def check(value: str) -> str | None:
        fields = split_fields(value)
        if fields is None:
            return "a quote that's never closed, or nothing at all"
        if alone and len(fields) == 1 and "=" not in fields[0]:
            return None
        given: dict[str, str] = {}
        for field in fields:
            key, equals, text = field.partition("=")
            key = key.strip().lower()
            if not equals:
                return f"`{field}` is not `name=value`"
            if key not in known:
                return f"unknown key `{key}`"
            given[key] = text.strip()
        needed = wanted.split("/")
        return None if wanted == "" or any(given.get(key) for key in needed) else f"needs `{needed[0]}=…`"

    return check
