"""Choose a way to draw a diagram: one that fits, and in which nothing overlaps."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from dockernotes.diagrams.diagram import Diagram
from dockernotes.diagrams.faults import faults
from dockernotes.diagrams.frames import aligned
from dockernotes.diagrams.graphviz import laid_out
from dockernotes.diagrams.labels import labelled
from dockernotes.diagrams.layout import Direction, Layout, Way
from dockernotes.diagrams.spacing import MARGIN, PHONE, Room, Screen


def best(diagram: Diagram, screen: Screen) -> Layout:
    """Return the best drawing from the first way that fits without a fault; if there is none, the least bad of all."""
    found: list[tuple[tuple[float, ...], Layout]] = []
    for number, way in enumerate(_ways(diagram, screen)):
        for layout in _layouts(diagram, way):
            wider = max(0, layout.width + 2 * MARGIN - screen.width)
            badness = len(list(faults(layout))), wider, number, _disorder(diagram, layout)
            found.append((badness, layout))
        if any(badness[:2] == (0, 0) for badness, _ in found):
            break
    return min(found, key=lambda f: f[0])[1]


def _ways(diagram: Diagram, screen: Screen) -> Iterator[Way]:
    """Yield ways to draw, best first."""
    ways: list[tuple[Direction, Room]]
    if screen is PHONE:
        ways = [(direction, room) for room in screen.rooms for direction in ("down", "right")]
    else:
        # The author's direction goes first, even if it's a tight fit.
        other: Direction = "down" if diagram.direction == "right" else "right"
        ways = [(direction, room) for direction in (diagram.direction, other) for room in screen.rooms]
    return (Way(direction, room, even=even) for direction, room in ways for even in (True, False))


def _layouts(diagram: Diagram, way: Way) -> Iterator[Layout]:
    for turned in (False, True):
        layout = _finished(diagram, replace(way, turned=turned))
        yield layout
        # If an arrow crosses the label of a box, try the label at the bottom, and a box wide enough for both.
        crossed = frozenset(box for fault in faults(layout) for box in layout.boxes if fault.on == f"label of {box}")
        if crossed:
            yield _finished(diagram, replace(layout.way, below=crossed))
            yield _finished(diagram, replace(layout.way, broad=crossed))


def _finished(diagram: Diagram, way: Way) -> Layout:
    return labelled(aligned(diagram, laid_out(diagram, way)))


def _disorder(diagram: Diagram, layout: Layout) -> int:
    """Return how many pairs of nodes next to each other are in a different order than in the data."""
    down = layout.way.direction == "down"
    nodes = [layout.nodes[node.id] for node in diagram.nodes]
    places = [(n.x, n.y, n.height) if down else (n.y, n.x, n.width) for n in nodes]
    return sum(a > b and abs(y - z) < (m + n) / 2 for (a, y, m), (b, z, n) in itertools.combinations(places, 2))
