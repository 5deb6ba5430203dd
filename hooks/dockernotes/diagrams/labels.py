"""Move labels out of the way of arrows: a box's label into a corner of the box, an arrow's along the arrow."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dockernotes.diagrams.faults import APART, curve, on_border, overlap, passes
from dockernotes.diagrams.layout import Layout, Placed, Point

_INDENT = 12.0
_CLEAR = 4.0
"""How near other things may be to an arrow's label, in pixels."""
_OWN = 3.0
"""How near its own arrow may come to a label."""
_BESIDE = 5.0
"""How far a label is from its arrow."""


def labelled(layout: Layout) -> Layout:
    """Return the layout with its labels moved out of the way where there's room."""
    curves = [curve(line) for line in layout.edges]
    boxes = {
        name: (box, next((c for c in _corners(box, label) if not any(passes(p, c, APART) for p in curves)), label))
        for name, (box, label) in layout.boxes.items()
    }
    layout = replace(layout, boxes=boxes)
    for number, line in enumerate(layout.edges):
        if line.label and not _free(layout, curves, number, line.label):
            spots = (s for s in _beside(curves[number], line.label) if _free(layout, curves, number, s))
            edges = list(layout.edges)
            edges[number] = replace(line, label=next(spots, line.label))
            layout = replace(layout, edges=edges)
    return layout


def _corners(box: Placed, label: Placed) -> Iterator[Placed]:
    off = box.width / 2 - _INDENT - label.width / 2
    yield replace(label, x=box.x - off)
    yield replace(label, x=box.x + off)


def _beside(points: Sequence[Point], label: Placed) -> Iterator[Placed]:
    """Yield places for a label along an arrow, from its middle to its ends."""
    middle = len(points) // 2
    for at in sorted(range(3, len(points) - 3), key=lambda i: abs(i - middle)):
        (x1, y1), (x, y), (x2, y2) = points[at - 1], points[at], points[at + 1]
        beside, across = label.width / 2 + _BESIDE, label.height / 2 + _BESIDE
        if abs(y2 - y1) >= abs(x2 - x1):
            for side, up in itertools.product((1, -1), (0, -0.5, 0.5)):
                yield replace(label, x=x + side * beside, y=y + up * label.height)
        else:
            for side, along in itertools.product((-1, 1), (0, -0.5, 0.5)):
                yield replace(label, x=x + along * label.width, y=y + side * across)


def _free(layout: Layout, curves: Sequence[Sequence[Point]], number: int, spot: Placed) -> bool:
    texts = [label for _, label in layout.boxes.values()]
    texts += [line.label for n, line in enumerate(layout.edges) if line.label and n != number]
    return not (
        any(passes(points, spot, _OWN if n == number else _CLEAR) for n, points in enumerate(curves))
        or any(overlap(spot, place, _CLEAR) for place in (*layout.nodes.values(), *texts))
        or any(on_border(spot, box, _CLEAR) for box, _ in layout.boxes.values())
        or abs(spot.x - layout.width / 2) + spot.width / 2 > layout.width / 2
        or abs(spot.y - layout.height / 2) + spot.height / 2 > layout.height / 2
    )
