"""Place diagrams. Graphviz lays each one out once; the result is kept until the diagram changes."""

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
"""Give it a folder to keep layouts between builds: Graphviz is the slowest part of making a picture."""


def place(diagram: Diagram, screen: Screen) -> Layout:
    """Lay a diagram out."""
    if diagram.form:
        return FORMS[diagram.form](diagram, screen)
    # A rebuild calls every macro again, and the same data has the same layout.
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
    """Return a digest of what else decides a layout: our code, and Graphviz, which comes with its Python package."""
    parts = ("choice", "faults", "frames", "graphviz", "labels", "layout", "spacing")
    return made_with("pygraphviz", *(Path(__file__).with_name(f"{name}.py") for name in parts))


def _laid_out(data: str, screen: Screen) -> Layout:
    from dockernotes.diagrams.choice import best  # importing it takes as long as reading all the layouts that are kept

    return best(Diagram.model_validate_json(data), screen)
