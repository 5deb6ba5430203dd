"""The parts of a diagram that has been placed: how large they are, and where they are.

Sizes come from our own estimate of the text's width, because Graphviz doesn't have the site's fonts.
All lengths are points, which are pixels in the SVG; y grows downwards in everything returned.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from dockernotes.diagrams.diagram import Box, Edge, Node
from dockernotes.diagrams.spacing import Room

LINE = 18.0
"""Height of a line of a label."""
SMALL_LINE = 15.0
"""Height of a line of a detail or of an arrow's label."""
_CHARACTER, SMALL_CHARACTER = 7.9, 6.7
_PADDING_Y = 11.0


Direction = Literal["down", "right"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways to draw a diagram."""

    direction: Direction
    room: Room
    turned: bool = False
    """Whether the order of the data is reversed: Graphviz begins at the bottom when it draws to the right."""
    below: frozenset[str] = frozenset()
    """Boxes whose label is at the bottom."""
    broad: frozenset[str] = frozenset()
    """Boxes wide enough for an arrow to pass next to their label."""
    even: bool = True
    """Whether nodes of nearly the same width get the same width."""


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

    points: tuple[Point, ...]
    tip: Point | None
    tail: Point | None
    label: Placed | None


UNDRAWN = Line((), None, None, None)
"""An arrow that the form shows in another way: a thing that stands on another needs no line to it."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line that belongs to the form, not to the data, such as the ground under towers."""

    css: str
    path: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text that belongs to the form, not to the data."""

    css: str
    lines: tuple[str, ...]
    place: Placed


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole diagram, placed."""

    way: Way
    width: float
    height: float
    nodes: dict[str, Placed]
    boxes: dict[str, tuple[Placed, Placed]]
    """Each box, and its label."""
    edges: list[Line]
    look: str = ""
    """How nodes are drawn: `plate`, `code` (a plate with a line of code), or as plain boxes."""
    bare: frozenset[str] = frozenset()
    """Boxes that have a label but no frame."""
    strokes: tuple[Stroke, ...] = ()
    words: tuple[Words, ...] = ()
    letters: Mapping[str, int] = field(default_factory=dict)
    """How many letters fit in a line of a node, if that differs from the room's value."""

    def room(self, node: Node) -> Room:
        """Return the room that a node's texts have."""
        letters = self.letters.get(node.id)
        return replace(self.way.room, label=letters, detail=int(letters * 1.15)) if letters else self.way.room


def label_lines(node: Node, room: Room) -> Sequence[str]:
    return [part for line in node.label.splitlines() for part in _wrapped(line, room.label)]


def detail_lines(node: Node, room: Room) -> Sequence[str]:
    return _wrapped(node.detail, room.detail) if node.detail else ()


def edge_lines(edge: Edge, room: Room) -> Sequence[str]:
    return _wrapped(edge.label, room.edge) if edge.label else ()


def box_lines(box: Box, room: Room) -> Sequence[str]:
    return _wrapped(box.label, room.box)


def text_size(lines: Sequence[str]) -> tuple[float, float]:
    """Return the width and height of small text."""
    return max(map(len, lines)) * SMALL_CHARACTER, len(lines) * SMALL_LINE


def node_sizes(nodes: Sequence[Node], way: Way) -> dict[str, tuple[float, float]]:
    """Return the width and height of each node."""
    sizes = {node.id: node_size(node, way.room) for node in nodes}
    if way.even:
        for group in _groups({node.id: (node.box, node.kind) for node in nodes}):
            _even(sizes, group, 0.5, every=True)
        for group in _groups({node.id: node.box for node in nodes}):
            _even(sizes, group, 0.88)
    return sizes


def _groups(keys: Mapping[str, object]) -> Iterator[list[str]]:
    for key in set(keys.values()):
        yield [name for name, its in keys.items() if its == key]


def _even(sizes: dict[str, tuple[float, float]], names: Sequence[str], nearly: float, every: bool = False) -> None:
    """Make the nodes that are nearly as wide as the widest just as wide. `every`: change all of them or none."""
    most = max(sizes[name][0] for name in names)
    near = [name for name in names if sizes[name][0] >= nearly * most]
    if not every or len(near) == len(names):
        for name in near:
            sizes[name] = most, sizes[name][1]


def node_size(node: Node, room: Room) -> tuple[float, float]:
    lines, details = label_lines(node, room), detail_lines(node, room)
    wide = max([len(x) * _CHARACTER for x in lines] + [len(x) * SMALL_CHARACTER for x in details])
    return wide + 2 * room.padding, len(lines) * LINE + len(details) * SMALL_LINE + 2 * _PADDING_Y


# Cached, because a text is measured before it's placed, and again when it's drawn.
@lru_cache(maxsize=4096)
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    def wrap(width: int) -> tuple[str, ...]:
        return tuple(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))

    # As narrow as possible with the same number of lines, so that no word is left alone in the last one.
    most = len(wrap(width))
    return next(lines for w in range(1, width + 1) if len(lines := wrap(w)) <= most)
