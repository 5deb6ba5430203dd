"""Tools that all forms draw with: rectangles by their corner, arrows with rounded corners, sizes of texts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dockernotes.diagrams.layout import Line, Placed, Point, text_size

_ROUND = 10.0
"""Radius of an arrow's corner."""
_TIP = 8.0
"""Length of an arrow's tip."""


def at(x: float, y: float, width: float, height: float) -> Placed:
    """Return the rectangle whose upper left corner is at (x, y)."""
    return Placed(x + width / 2, y + height / 2, width, height)


def words(lines: Sequence[str], x: float, y: float, side: str = "") -> Placed:
    """Return the place of small text centred on (x, y), or to one side of it: `left`, `right`, `above` or `below`."""
    width, height = text_size(lines or [""])
    dx = {"left": -width / 2, "right": width / 2}.get(side, 0)
    dy = {"above": -height / 2, "below": height / 2}.get(side, 0)
    return Placed(x + dx, y + dy, width, height)


def route(points: Sequence[Point], label: Placed | None = None, tips: str = "end") -> Line:
    """Return an arrow made of straight pieces. `tips`: `end`, `both` or `none`."""
    stops = list(points)
    tip = tail = None
    if tips != "none":
        tip, stops[-1] = stops[-1], _towards(stops[-1], stops[-2], _TIP)
    if tips == "both":
        tail, stops[0] = stops[0], _towards(stops[0], stops[1], _TIP)
    curve = [stops[0]]
    for before, corner, after in zip(stops, stops[1:], stops[2:], strict=False):
        near = min(_ROUND, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        enter, leave = _towards(corner, before, near), _towards(corner, after, near)
        curve += [curve[-1], enter, enter, corner, corner, leave]
    curve += [curve[-1], stops[-1], stops[-1]]
    return Line(tuple(curve), tip, tail, label)


def _towards(start: Point, end: Point, by: float) -> Point:
    length = math.dist(start, end) or 1.0
    return start[0] + (end[0] - start[0]) / length * by, start[1] + (end[1] - start[1]) / length * by
