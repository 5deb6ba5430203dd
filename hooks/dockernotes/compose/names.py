"""Check that a Compose file defines whatever its services refer to.

A snippet may be part of a file, and what it leaves out may be defined elsewhere. So most checks are for whole files.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from dockernotes.compose.keys import list_of, map_of
from dockernotes.compose.order import order_faults
from dockernotes.diagnostics import did_you_mean

BASES = frozenset(("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"))
"""The names that Compose looks for. Files with other names are merged over these."""
_SECTIONS = ("volumes", "networks", "secrets", "configs", "models")
# One letter is a Windows drive, `./` begins a path, and `${…}` may be anything.
_NAMED_VOLUME = re.compile(r"([^./~:\\$][^:$]+):[^:]")
_ONE_LETTER = re.compile(r"([A-Za-z]):/[^:]*(?::[a-zA-Z,]+)?")
_ORIGINS = ("image", "build", "provider", "extends")

Place = list[str | int]


def name_faults(
    documents: Sequence[Any], *, whole: bool, beside: Sequence[Any] = ()
) -> Iterator[tuple[int, Place, str]]:
    """Yield the document's number, place and message of each name that the file doesn't define, and of similar faults.

    `beside`: the contents of other files that may be merged with this one.
    """
    read = [data if isinstance(data, dict) else {} for data in documents]
    whole = whole and not any("include" in data for data in read)
    known = {section: _keys(read, section) for section in (*_SECTIONS, "services")}
    shown = _trusted(read, known)
    others = [data for data in beside if isinstance(data, dict)]
    for section in known:
        known[section] |= _keys(others, section)
    known["networks"].add("default")
    for at, data in enumerate(read):
        for name, service in map_of(data.get("services")).items():
            # Compose doesn't check services whose profile isn't active.
            if not isinstance(service, dict) or service.get("profiles"):
                continue
            here: Place = ["services", str(name)]
            if service.get("network_mode") and service.get("networks"):
                said = "`network_mode` and `networks` can't be combined; delete one"
                yield at, [*here, "network_mode"], said
            for number, mount in enumerate(list_of(service.get("volumes"))):
                lost = _ONE_LETTER.fullmatch(mount) if isinstance(mount, str) else None
                if lost and lost[1] in known["volumes"]:
                    said = f"Compose takes `{lost[1]}:` for a drive, not for a volume; use a longer name"
                    yield at, [*here, "volumes", number], said
            if whole and len(read) == 1 and not others and not any(key in service for key in _ORIGINS):
                yield at, here, f"service `{name}` has neither `image` nor `build`; add one"
            for section, path, wanted in _references(service):
                if section in (set(known) if whole else shown) and "$" not in wanted and wanted not in known[section]:
                    way_out = did_you_mean(wanted, known[section] - {"default"}) or f"; define it under `{section}:`"
                    yield at, [*here, *path], f"no {section[:-1]} `{wanted}` in this file{way_out}"
        yield from ((at, place, said) for place, said in order_faults(map_of(data.get("services")), whole=whole))


def _trusted(read: Sequence[dict[str, Any]], known: Mapping[str, Collection[str]]) -> set[str]:
    """Return the sections that a part of a file certainly shows in full.

    If all services are complete and a section is there, a name that isn't in it is a mistake. A file with `version` or
    `name` has all its sections.
    """
    services = [service for data in read for service in map_of(data.get("services")).values()]
    origins = ("image", "build")
    if not services or not all(isinstance(each, dict) and any(key in each for key in origins) for each in services):
        return set()
    if any("include" in data for data in read):
        return set()
    if any("version" in data or "name" in data for data in read):
        return set(known)
    shown = {section for section in _SECTIONS if known[section]}
    return {*shown, "services"} if shown else shown


def _references(service: dict[str, Any]) -> Iterator[tuple[str, Place, str]]:
    """Yield the section, the place within the service, and the name of each thing that a service refers to."""
    extended = service.get("extends")
    if isinstance(extended, str) or "file" not in map_of(extended):
        name = extended if isinstance(extended, str) else map_of(extended).get("service")
        if isinstance(name, str):
            yield "services", ["extends"], name
    for key in ("networks", "depends_on"):
        section = "networks" if key == "networks" else "services"
        for step, name in _steps(service.get(key)):
            yield section, [key, step], name
    for at, mount in enumerate(list_of(service.get("volumes"))):
        if isinstance(mount, str) and (match := _NAMED_VOLUME.match(mount)):
            yield "volumes", ["volumes", at], match[1]
        elif isinstance(mount, dict) and mount.get("type") == "volume" and isinstance(mount.get("source"), str):
            yield "volumes", ["volumes", at, "source"], mount["source"]
    for step, name in _steps(service.get("models")):
        yield "models", ["models", step], name
    for key in ("secrets", "configs"):
        for at, name in _sources(service.get(key)):
            yield key, [key, at], name
    for at, name in _sources(map_of(service.get("build")).get("secrets")):
        yield "secrets", ["build", "secrets", at], name
    for key in ("links", "volumes_from"):
        for at, link in enumerate(list_of(service.get(key))):
            if isinstance(link, str) and not link.startswith("container:"):
                yield "services", [key, at], link.split(":")[0]
    for key in ("network_mode", "ipc", "pid"):
        mode = service.get(key)
        if isinstance(mode, str) and mode.startswith("service:"):
            yield "services", [key], mode.removeprefix("service:")


def _steps(value: Any) -> list[tuple[str | int, str]]:
    if isinstance(value, dict):
        return [(str(key), str(key)) for key in value]
    return [(at, name) for at, name in enumerate(list_of(value)) if isinstance(name, str)]


def _sources(value: Any) -> Iterator[tuple[int, str]]:
    for at, entry in enumerate(list_of(value)):
        name = entry.get("source") if isinstance(entry, dict) else entry
        if isinstance(name, str):
            yield at, name


def _keys(documents: Sequence[dict[str, Any]], section: str) -> set[str]:
    return {str(name) for data in documents for name in map_of(data.get(section))}
