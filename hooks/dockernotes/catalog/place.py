"""Diagrams, placed: by Graphviz once, and read again as long as they stay the same."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from dockernotes.catalog.layout import Layout, Room
from dockernotes.catalog.model import Diagram
from dockernotes.kept import Kept, made_with

KEPT = Kept()
"""Whoever builds again and again gives it a folder: Graphviz takes longer than all else that a picture needs."""


def place(diagram: Diagram, direction: str, room: Room) -> Layout:
    """Lay a diagram out. `direction` is `down` or `right`."""
    # A rebuild calls every macro again: the same data, the same layout.
    return _placed(diagram.model_dump_json(), direction, room)


@lru_cache(maxsize=512)
def _placed(data: str, direction: str, room: Room) -> Layout:
    layouts = _layouts()
    made_from = (_version(), data, direction, repr(room))
    return layouts.validate_json(
        KEPT.get("json", made_from, lambda: layouts.dump_json(_laid_out(data, direction, room)))
    )


@cache
def _layouts() -> TypeAdapter[Layout]:
    return TypeAdapter(Layout)


@cache
def _version() -> str:
    """What else decides a layout: our code, and Graphviz, which comes with its Python package."""
    return made_with("pygraphviz", *(Path(__file__).with_name(name) for name in ("layout.py", "graphviz.py")))


def _laid_out(data: str, direction: str, room: Room) -> Layout:
    from dockernotes.catalog.graphviz import laid_out  # loading it takes as long as reading all that is kept

    return laid_out(Diagram.model_validate_json(data), direction, room)
