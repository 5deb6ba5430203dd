"""The forms that a diagram can have. Each is a module that places its parts; without a form, Graphviz does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dockernotes.diagrams import life, rings, routes, stack, towers, wall
from dockernotes.diagrams.diagram import Diagram, Form
from dockernotes.diagrams.layout import Layout
from dockernotes.diagrams.spacing import Screen

FORMS: Mapping[Form, Callable[[Diagram, Screen], Layout]] = {
    "stack": stack.laid_out,
    "cache": stack.laid_out,
    "towers": towers.laid_out,
    "wall": wall.laid_out,
    "life": life.laid_out,
    "rings": rings.laid_out,
    "map": routes.laid_out,
}
