"""The form `life`: states on a ring, in the order of the data, clockwise from the upper left; commands as arrows.

Neighbours are joined along the ring, others straight across it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace

from dockernotes.diagrams.diagram import Diagram, Edge
from dockernotes.diagrams.labels import labelled
from dockernotes.diagrams.layout import Layout, Line, Placed, Point, Way, edge_lines, node_size
from dockernotes.diagrams.pen import words
from dockernotes.diagrams.spacing import PHONE, Room, Screen

_STEPS = 60
_TIP = 8.0
_APART = 13.0
"""How far each of two opposite arrows is from the middle, in pixels."""
Curve = Callable[[float], Point]


def laid_out(diagram: Diagram, screen: Screen) -> Layout:
    """Return where the states and the arrows between them go."""
    narrow = screen is PHONE
    room = Room(label=14, detail=12, edge=8 if narrow else 12, box=40, padding=12, gap=0, rank=0, margin=0)
    width, height = (368.0, 560.0) if narrow else (690.0, 430.0)
    count = len(diagram.nodes)
    sizes = {n.id: (max(86.0, node_size(n, room)[0]), max(48.0, node_size(n, room)[1])) for n in diagram.nodes}
    side = 14.0 if narrow else 54.0
    rx, ry = (
        width / 2 - side - max(w for w, _ in sizes.values()) / 2,
        height / 2 - max(h for _, h in sizes.values()) / 2,
    )
    turn = {n.id: math.radians(-150 + i * 360 / count) for i, n in enumerate(diagram.nodes)}

    def ring(angle: float, out: float = 0) -> Point:
        return width / 2 + (rx + out) * math.cos(angle), height / 2 + (ry + out) * math.sin(angle)

    nodes = {name: Placed(*ring(angle), *sizes[name]) for name, angle in turn.items()}
    order = list(turn)
    pairs = {(e.source, e.target) for e in diagram.edges}

    def curve(edge: Edge) -> Curve:
        start, end = turn[edge.source], turn[edge.target]
        twin = (edge.target, edge.source) in pairs
        away = (order.index(edge.target) - order.index(edge.source)) % count
        if away in {1, count - 1}:
            step = 2 * math.pi / count * (1 if away == 1 else -1)
            out = 0.0 if not twin else _APART if away == 1 else -_APART
            return lambda t: ring(start + step * t, out)
        (x1, y1), (x2, y2) = ring(start), ring(end)
        length = math.dist((x1, y1), (x2, y2))
        dx, dy = ((y1 - y2) / length * _APART, (x2 - x1) / length * _APART) if twin else (0.0, 0.0)
        return lambda t: (x1 + (x2 - x1) * t + dx, y1 + (y2 - y1) * t + dy)

    def label(edge: Edge, line: Line) -> Line:
        """On a phone, put the texts of two opposite arrows on the outside, each where its arrow begins."""
        away = (order.index(edge.target) - order.index(edge.source)) % count
        if not narrow or not line.label or (edge.target, edge.source) not in pairs or away not in {1, count - 1}:
            return line
        step = 2 * math.pi / count * (0.36 if away == 1 else -0.36)
        x, y = ring(turn[edge.source] + step, _APART + 7)
        return replace(line, label=words(edge_lines(edge, room), x, y, "right"))

    lines = [label(e, _arrow(e, curve(e), nodes, room)) for e in diagram.edges]
    return labelled(Layout(Way("down", room), width, height, nodes, {}, lines, look="state"))


def _arrow(edge: Edge, curve: Curve, nodes: dict[str, Placed], room: Room) -> Line:
    """Return the part of the curve that is outside its two nodes, as pieces of a Bézier curve."""
    times = [i / _STEPS for i in range(_STEPS + 1)]
    start = next(t for t in times if not _inside(curve(t), nodes[edge.source], 1))
    end = next(t for t in reversed(times) if not _inside(curve(t), nodes[edge.target], 3))
    pieces = 4
    stops = [curve(start + (end - start) * i / pieces) for i in range(pieces + 1)]
    tip = stops[-1]
    before = curve(end - 0.01)
    length = math.dist(before, tip)
    stops[-1] = tip[0] + (before[0] - tip[0]) / length * _TIP, tip[1] + (before[1] - tip[1]) / length * _TIP
    points = [stops[0]]
    for i, (here, there) in enumerate(itertools.pairwise(stops)):
        last, following = stops[max(i - 1, 0)], stops[min(i + 2, pieces)]
        points += [
            (here[0] + (there[0] - last[0]) / 6, here[1] + (there[1] - last[1]) / 6),
            (there[0] - (following[0] - here[0]) / 6, there[1] - (following[1] - here[1]) / 6),
            there,
        ]
    text = edge_lines(edge, room)
    return Line(tuple(points), tip, None, words(text, *stops[pieces // 2]) if text else None)


def _inside(point: Point, place: Placed, by: float) -> bool:
    return abs(point[0] - place.x) < place.width / 2 + by and abs(point[1] - place.y) < place.height / 2 + by
