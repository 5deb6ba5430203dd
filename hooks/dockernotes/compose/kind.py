"""Tell whether YAML is a Compose file: other programs have `services:` in their files too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dockernotes.compose.keys import map_of
from dockernotes.compose.specification import known_keys
from dockernotes.diagnostics import nearest

FILE = re.compile(r"(?:^|/)(?:docker-)?compose[\w.-]*\.ya?ml$")
# In the files of CI systems and hosting services, `services:` is followed by a list.
SERVICES = re.compile(r"^services:(?!\s*(?:#.*)?\n\s*- )", re.MULTILINE)


def is_compose(data: Any) -> bool:
    """Return whether the services are Compose's, and no other key of the file belongs to another program."""
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
    """Return whether nothing in a file is Compose's, whatever its name: it's made for another program."""
    if not isinstance(data, dict) or not data:
        return False
    known = [key for key in data if str(key) in known_keys() or str(key).startswith("x-")]
    return not known and old_form(data) is None and not any(nearest(str(key), ["services"]) for key in data)


def old_form(data: Mapping[Any, Any]) -> str | None:
    """Return the first service if a file has the form of Compose 1: services at the top level, without `services:`."""
    if "services" in data or "include" in data:
        return None
    found = [str(key) for key, each in data.items() if str(key) not in known_keys() and _is_service(each)]
    return found[0] if found and not any(nearest(str(key), ["services"]) for key in data) else None


def _is_service(value: Any) -> bool:
    """Return whether a value has keys of a service, and not mostly other keys, unless it has `image` or `build`."""
    if not isinstance(value, dict):
        return False
    mine = [key for key in value if str(key) in known_keys("service")]
    return bool(mine) and (len(mine) * 2 >= len(value) or "image" in value or "build" in value)
