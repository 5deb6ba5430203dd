"""Diagrams, placed: by Graphviz once, and read again as long as they stay the same."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from dockernotes.cache import Cache, made_with
from dockernotes.diagrams.diagram import Diagram
from dockernotes.diagrams.layout import Layout
from dockernotes.diagrams.placers import FORMS
from dockernotes.diagrams.spacing import Screen

CACHE = Cache()
"""Whoever builds again and again gives it a folder: Graphviz takes longer than all else that a picture needs."""


def place(diagram: Diagram, screen: Screen) -> Layout:
    """Lay a diagram out."""
    if diagram.form:
        return FORMS[diagram.form](diagram, screen)
    # A rebuild calls every macro again: the same data, the same layout.
    return _placed(diagram.model_dump_json(), screen)


@lru_cache(maxsize=512)
def _placed(data: str, screen: Screen) -> Layout:
    layouts = _layouts()
    made_from = (_version(), data, repr(screen))
    return layouts.validate_json(CACHE.get("json", made_from, lambda: layouts.dump_json(_laid_out(data, screen))))


@cache
def _layouts() -> TypeAdapter[Layout]:
    return TypeAdapter(Layout)


@cache
def _version() -> str:
    """What else decides a layout: our code, and Graphviz, which comes with its Python package."""
    parts = ("choice", "faults", "frames", "graphviz", "labels", "layout", "spacing")
    return made_with("pygraphviz", *(Path(__file__).with_name(f"{name}.py") for name in parts))


def _laid_out(data: str, screen: Screen) -> Layout:
    from dockernotes.diagrams.choice import best  # loading it takes as long as reading all that is kept

    return best(Diagram.model_validate_json(data), screen)
