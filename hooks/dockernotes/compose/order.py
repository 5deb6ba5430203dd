"""Find services that wait for each other in a circle, or for one that only a profile starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dockernotes.compose.keys import Place, list_of, map_of


def order_faults(services: Mapping[Any, Any], *, whole: bool) -> Iterator[tuple[Place, str]]:
    """Yield the place and message of each fault. `whole`: the file is complete, so also check profiles."""
    waits = {str(name): _waited_for(each) for name, each in services.items() if isinstance(each, dict)}
    told: set[str] = set()
    for name in waits:
        circle = _circle(name, waits)
        if circle and not told.intersection(circle):
            told.update(circle)
            shown = " → ".join(f"`{each}`" for each in (*circle, circle[0]))
            yield ["services", name, "depends_on"], f"services wait for each other in a circle: {shown}"
    if not whole:
        return
    for name, each in services.items():
        if not isinstance(each, dict) or each.get("profiles"):
            continue
        for other, needed in _waited_for(each).items():
            profiles = list_of(map_of(services.get(other)).get("profiles"))
            if needed and profiles:
                said = f"`{other}` starts only with the profile `{profiles[0]}`, but `{name}` always waits for it"
                yield ["services", str(name), "depends_on", other], said


def _waited_for(service: Mapping[Any, Any]) -> dict[str, bool]:
    """Return the services that a service depends on, and whether it requires each of them."""
    given = service.get("depends_on")
    if isinstance(given, list):
        return {name: True for name in given if isinstance(name, str)}
    return {str(name): map_of(how).get("required") is not False for name, how in map_of(given).items()}


def _circle(start: str, waits: Mapping[str, Mapping[str, bool]]) -> list[str]:
    """Return the services on a way from a service back to itself, in order; an empty list if there is none."""
    waiting, seen = [[start]], set[str]()
    while waiting:
        path = waiting.pop()
        for other in waits.get(path[-1], ()):
            if other == start:
                return path
            if other in waits and other not in seen:
                seen.add(other)
                waiting.append([*path, other])
    return []
