"""Find what is wrong with a drawing: an arrow across a text or a node, a text on a line or on another text.

Widths of texts are estimates, a little wider than the real texts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dockernotes.diagrams.layout import Layout, Line, Placed, Point

_NEAR = 2.0
"""Whatever is closer to a text than this many pixels counts as overlapping it."""
APART = 8.0
"""An arrow closer than this to the label of a box looks as if the label were the arrow's. In pixels."""
_STEPS = 24
"""How many points are checked on each cubic piece of an arrow."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Two things that overlap."""

    what: str
    on: str


def curve(line: Line) -> list[Point]:
    """Return points along an arrow, close to each other, including its tips."""
    found = [] if line.tail is None else _straight(line.tail, line.points[0])
    for at in range(0, len(line.points) - 1, 3):
        a, b, c, d = line.points[at : at + 4]
        for step in range(_STEPS + 1):
            t = step / _STEPS
            u = 1 - t
            k, m, n, o = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            found.append((k * a[0] + m * b[0] + n * c[0] + o * d[0], k * a[1] + m * b[1] + n * c[1] + o * d[1]))
    if line.tip is not None:
        found += _straight(line.points[-1], line.tip)
    return found


def _straight(a: Point, b: Point) -> list[Point]:
    return [(a[0] + (b[0] - a[0]) * step / 4, a[1] + (b[1] - a[1]) * step / 4) for step in range(5)]


def faults(layout: Layout) -> Iterator[Fault]:
    """Yield what is wrong. Nodes and boxes are named by id, arrows by their number in the data."""
    boxes = {f"label of {name}": label for name, (_, label) in layout.boxes.items()}
    texts = boxes | {f"label of arrow {n}": edge.label for n, edge in enumerate(layout.edges) if edge.label}
    for number, points in enumerate(map(curve, layout.edges)):
        for name, text in texts.items():
            if passes(points, text, APART if name in boxes else 0 if name == f"label of arrow {number}" else _NEAR):
                yield Fault(f"arrow {number}", name)
        yield from (Fault(f"arrow {number}", n) for n, place in layout.nodes.items() if passes(points, place, -_NEAR))
    for (one, a), (two, b) in itertools.combinations(texts.items(), 2):
        if overlap(a, b, 0):
            yield Fault(one, two)
    for name, text in texts.items():
        yield from (Fault(name, node) for node, place in layout.nodes.items() if overlap(text, place, _NEAR))
        yield from (Fault(name, f"border of {b}") for b, (place, _) in layout.boxes.items() if on_border(text, place))


def passes(points: Iterable[Point], place: Placed, by: float) -> bool:
    """Return whether an arrow comes nearer to a place than `by` pixels; a negative `by` means that far inside."""
    wide, high = place.width / 2 + by, place.height / 2 + by
    left, top, right, bottom = place.x - wide, place.y - high, place.x + wide, place.y + high
    # This runs a million times while the labels of one diagram are placed, so it uses no generator and no calls.
    for x, y in points:  # noqa: SIM110
        if left < x < right and top < y < bottom:
            return True
    return False


def overlap(a: Placed, b: Placed, by: float) -> bool:
    return abs(a.x - b.x) < (a.width + b.width) / 2 + by and abs(a.y - b.y) < (a.height + b.height) / 2 + by


def on_border(text: Placed, box: Placed, by: float = _NEAR) -> bool:
    """Return whether a text is neither inside the box nor outside it, by at least `by` pixels."""
    wide, high = box.width / 2 - text.width / 2 - by, box.height / 2 - text.height / 2 - by
    return overlap(text, box, by) and not (abs(text.x - box.x) <= wide and abs(text.y - box.y) <= high)
