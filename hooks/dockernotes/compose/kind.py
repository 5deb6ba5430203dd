"""Whether YAML is a Compose file: other programs have `services:` in their files as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dockernotes.compose.keys import map_of
from dockernotes.compose.specification import known_keys
from dockernotes.diagnostics import nearest

FILE = re.compile(r"(?:^|/)(?:docker-)?compose[\w.-]*\.ya?ml$")
# A list of services is what CI systems and hosts have in files of their own.
SERVICES = re.compile(r"^services:(?!\s*(?:#.*)?\n\s*- )", re.MULTILINE)


def is_compose(data: Any) -> bool:
    """Whether services are ones of Compose, and nothing beside them is another program's."""
    if not isinstance(data, dict) or "services" not in data:
        return False
    services = map_of(data["services"])
    if data["services"] and not any(_is_service(each) for each in services.values()):
        return all(each is None for each in services.values())
    return all(
        str(key).startswith("x-") or nearest(str(key), known_keys()) or _is_service(each)
        for key, each in data.items()
        if str(key) not in known_keys()
    )


def is_of_another(data: Any) -> bool:
    """Whether a file with a name like those of Compose files has nothing of one: it is made for a program in one."""
    if not isinstance(data, dict) or not data:
        return False
    known = [key for key in data if str(key) in known_keys() or str(key).startswith("x-")]
    return not known and old_form(data) is None and not any(nearest(str(key), ["services"]) for key in data)


def old_form(data: Mapping[Any, Any]) -> str | None:
    """Return the first service of a file in the form of Compose 1: they stand at the top, without `services:`."""
    if "services" in data or "include" in data:
        return None
    found = [str(key) for key, each in data.items() if str(key) not in known_keys() and _is_service(each)]
    return found[0] if found and not any(nearest(str(key), ["services"]) for key in data) else None


def _is_service(value: Any) -> bool:
    """Whether something has a key that a service has, and not mostly others."""
    if not isinstance(value, dict):
        return False
    mine = [key for key in value if str(key) in known_keys("service")]
    return bool(mine) and (len(mine) * 2 >= len(value) or "image" in value or "build" in value)
