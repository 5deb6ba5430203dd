"""What a diagram is made of when it is placed: how large its parts are, and where they stand.

Sizes come from our own estimate of the text's width, because Graphviz does not have the site's fonts.
All lengths are points, which are pixels in the SVG; y grows downwards in everything returned.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dockernotes.catalog.model import Edge, Node

LINE = 18.0
"""Height of a line of a label."""
SMALL_LINE = 15.0
"""Height of a line of a detail or of an arrow's label."""
_CHARACTER, SMALL_CHARACTER = 7.9, 6.7
_PADDING_Y = 11.0


@dataclass(frozen=True, slots=True)
class Room:
    """How generously things are set. Widths count characters; `gap` and `rank` are Graphviz's, in inches."""

    label: int
    detail: int
    edge: int
    padding: float
    gap: float
    rank: float
    margin: int


WIDE = Room(label=60, detail=30, edge=22, padding=14, gap=0.35, rank=0.45, margin=14)
NARROW = Room(label=15, detail=18, edge=12, padding=7, gap=0.16, rank=0.3, margin=7)
"""For a phone."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A rectangle: centre, width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: the points of a cubic Bézier curve, its tips, the place of its label."""

    points: tuple[tuple[float, float], ...]
    tip: tuple[float, float] | None
    tail: tuple[float, float] | None
    label: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole diagram, placed."""

    width: float
    height: float
    nodes: dict[str, Placed]
    boxes: dict[str, tuple[Placed, tuple[float, float]]]
    edges: list[Line]


def label_lines(node: Node, room: Room) -> Sequence[str]:
    return [part for line in node.label.splitlines() for part in _wrapped(line, room.label)]


def detail_lines(node: Node, room: Room) -> Sequence[str]:
    return _wrapped(node.detail, room.detail) if node.detail else ()


def edge_lines(edge: Edge, room: Room) -> Sequence[str]:
    return _wrapped(edge.label, room.edge) if edge.label else ()


def node_size(node: Node, room: Room) -> tuple[float, float]:
    lines, details = label_lines(node, room), detail_lines(node, room)
    wide = max([len(x) * _CHARACTER for x in lines] + [len(x) * SMALL_CHARACTER for x in details])
    return wide + 2 * room.padding, len(lines) * LINE + len(details) * SMALL_LINE + 2 * _PADDING_Y


# A text is measured before it is placed, and once more when it is drawn.
@lru_cache(maxsize=4096)
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))
