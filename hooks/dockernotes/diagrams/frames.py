"""Align boxes that are next to each other. Graphviz makes each box as small as possible."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

from dockernotes.diagrams.diagram import Diagram
from dockernotes.diagrams.faults import overlap
from dockernotes.diagrams.layout import Layout, Placed


def aligned(diagram: Diagram, layout: Layout) -> Layout:
    """Return the layout with neighbouring boxes aligned, unless an arrow joins them: then one comes later."""
    home = {node.id: node.box for node in diagram.nodes}
    joined = {frozenset((home[edge.source], home[edge.target])) for edge in diagram.edges}
    boxes = dict(layout.boxes)
    for one, two in itertools.combinations(diagram.boxes, 2):
        (a, _), (b, _) = boxes[one.id], boxes[two.id]
        if one.inside != two.inside or {one.id, two.id} in joined:
            continue
        both = _both(a, b, layout.way.direction)
        rest = [*layout.nodes.values(), *(p for p, _ in boxes.values()), *(e.label for e in layout.edges if e.label)]
        if both and not any(_runs_into(new, old, rest) for new, old in zip(both, (a, b), strict=True)):
            for name, new in zip((one.id, two.id), both, strict=True):
                old, label = boxes[name]
                # The label stays as far from the top, or from the bottom, as it was.
                down = new.y - old.y + (new.height - old.height) / (-2 if label.y < old.y else 2)
                boxes[name] = new, replace(label, y=label.y + down)
    return replace(layout, boxes=boxes)


def _both(a: Placed, b: Placed, direction: str) -> tuple[Placed, Placed] | None:
    """Return both with their joint height if they're side by side, or their joint width if one is below the other."""
    if direction == "down":
        y, height = _union(a.y, a.height, b.y, b.height)
        beside = height < a.height + b.height
        return (replace(a, y=y, height=height), replace(b, y=y, height=height)) if beside else None
    x, width = _union(a.x, a.width, b.x, b.width)
    beside = width < a.width + b.width
    return (replace(a, x=x, width=width), replace(b, x=x, width=width)) if beside else None


def _union(a: float, long: float, b: float, wide: float) -> tuple[float, float]:
    start, end = min(a - long / 2, b - wide / 2), max(a + long / 2, b + wide / 2)
    return (start + end) / 2, end - start


def _runs_into(new: Placed, old: Placed, rest: Iterable[Placed]) -> bool:
    return any(overlap(new, place, 0) and not overlap(old, place, 0) for place in rest)
