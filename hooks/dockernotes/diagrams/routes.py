"""The form `map`: what goes from where to where, in columns from left to right, or in rows if columns don't fit."""

from __future__ import annotations

from collections.abc import Sequence

from dockernotes.diagrams.diagram import Diagram, Edge
from dockernotes.diagrams.faults import faults
from dockernotes.diagrams.labels import labelled
from dockernotes.diagrams.layout import SMALL_CHARACTER, Layout, Line, Placed, Point, Way, edge_lines, node_size
from dockernotes.diagrams.pen import route, words
from dockernotes.diagrams.spacing import MARGIN, PHONE, Room, Screen

GLYPH = 34.0
"""Height of the small picture above a node's label."""
_BETWEEN, _TIP = 18.0, 8.0


def laid_out(diagram: Diagram, screen: Screen) -> Layout:
    """Return where everything goes: in columns if they fit, otherwise in rows."""
    room = Room(label=16, detail=18, edge=16, box=40, padding=13, gap=0, rank=0, margin=0)
    if screen is not PHONE:
        for edge, label, detail in ((19, 19, 19), (12, 19, 19), (9, 18, 14), (10, 10, 14), (8, 10, 11)):
            found = _Map(diagram, Room(label, detail, edge, 40, 11, 0, 0, 0), along=True).layout()
            if found.width + 2 * MARGIN <= screen.width and not any(faults(found)):
                return found
        return _Map(diagram, room, along=False).layout()
    narrow = Room(label=13, detail=13, edge=18, box=40, padding=6, gap=0, rank=0, margin=0)
    return _Map(diagram, narrow, along=False).layout()


class _Map:
    """One way to place a diagram. `u` runs along the arrows, `v` across them."""

    def __init__(self, diagram: Diagram, room: Room, *, along: bool) -> None:
        self._diagram, self._room, self._along = diagram, room, along
        self._ranks = _ranks(diagram)

    def layout(self) -> Layout:
        sizes = {n.id: node_size(n, self._room) for n in self._diagram.nodes}
        sizes = {name: (max(w, 78.0), h + GLYPH) for name, (w, h) in sizes.items()}
        columns = [[n for n, r in self._ranks.items() if r == rank] for rank in range(max(self._ranks.values()) + 1)]
        length, breadth = (0, 1) if self._along else (1, 0)
        for column in columns:
            # All nodes of a column have the same size.
            most = max(sizes[n][0] for n in column), max(sizes[n][1] for n in column)
            sizes |= dict.fromkeys(column, most)
        if not self._along:
            # Texts are to the right of their arrows, each above its node.
            texts = [edge_lines(e, self._room) for e in self._diagram.edges]
            beside = max((len(line) * SMALL_CHARACTER for text in texts for line in text), default=0) + 6
            crowded = [n for c in columns if len(c) > 1 for n in c]
            sizes |= {n: (max(sizes[n][0], beside), sizes[n][1]) for n in crowded}
        across = max(sum(sizes[n][breadth] for n in c) + _BETWEEN * (len(c) - 1) for c in columns)
        nodes: dict[str, Placed] = {}
        u = 0.0
        for rank, column in enumerate(columns):
            deep = max(sizes[n][length] for n in column)
            v = (across - sum(sizes[n][breadth] for n in column) - _BETWEEN * (len(column) - 1)) / 2
            for name in column:
                x, y = (u + deep / 2, v + sizes[name][breadth] / 2)
                nodes[name] = Placed(*((x, y) if self._along else (y, x)), *sizes[name])
                v += sizes[name][breadth] + _BETWEEN
            u += deep + self._gap(rank)
        u -= self._gap(len(columns) - 1)
        back = any(not e.ranks for e in self._diagram.edges)
        labels = [line.label for e in self._diagram.edges if e.ranks and (line := self._arrow(e, nodes, across)).label]
        beside = max((label.x + label.width / 2 for label in labels if label), default=0)
        if not self._along:
            across = max(across, beside)
        lines = [self._arrow(e, nodes, across) for e in self._diagram.edges]
        width, height = (u, across + 34 * back) if self._along else (across + 34 * back, u)
        way = Way("right" if self._along else "down", self._room)
        return labelled(Layout(way, max(width, beside + 2), height, nodes, {}, lines, look="glyph"))

    def _gap(self, rank: int) -> float:
        """Return the space after a rank, for its arrows and their labels."""
        texts = [edge_lines(e, self._room) for e in self._diagram.edges if e.ranks and self._ranks[e.source] == rank]
        if not self._along:
            return max(40.0, 34 + 15 * max((len(t) for t in texts), default=0))
        letters = max((len(line) for text in texts for line in text), default=0)
        forks = len(texts) > 1
        return max(40.0, letters * SMALL_CHARACTER + 26 + 14 * forks)

    def _arrow(self, edge: Edge, nodes: dict[str, Placed], across: float) -> Line:
        source, target = nodes[edge.source], nodes[edge.target]
        text = edge_lines(edge, self._room)
        if not edge.ranks:
            return self._back(source, target, across, text)
        if self._along:
            start = source.x + source.width / 2, source.y
            end = target.x - target.width / 2, target.y
            middle = (start[0] + end[0]) / 2
            above = words(text, middle, start[1] - 5 if start[1] == end[1] else (start[1] + end[1]) / 2, "above")
            base = end[0] - _TIP, end[1]
            return Line((start, (middle, start[1]), (middle, end[1]), base), end, None, above if text else None)
        start, end = (source.x, source.y + source.height / 2), (target.x, target.y - target.height / 2)
        turn = start[1] + 14
        middle = ((turn if start[0] != end[0] else start[1]) + end[1]) / 2 - 2
        label = words(text, end[0] + 8, middle, "right") if text else None
        return route([start, (start[0], turn), (end[0], turn), end] if start[0] != end[0] else [start, end], label)

    def _back(self, source: Placed, target: Placed, across: float, text: Sequence[str]) -> Line:
        if self._along:
            y = across + 18
            points: list[Point] = [
                (source.x, source.y + source.height / 2),
                (source.x, y),
                (target.x, y),
                (target.x, target.y + target.height / 2),
            ]
            return route(points, words(text, (source.x + target.x) / 2, y - 5, "above") if text else None)
        x = across + 18
        points = [
            (source.x + source.width / 2, source.y),
            (x, source.y),
            (x, target.y),
            (target.x + target.width / 2, target.y),
        ]
        return route(points, words(text, x - 6, (source.y + target.y) / 2, "left") if text else None)


def _ranks(diagram: Diagram) -> dict[str, int]:
    """Return the rank of each node: the most arrows on any way to it."""
    ranks = dict.fromkeys((n.id for n in diagram.nodes), 0)
    for _ in diagram.nodes:
        for edge in diagram.edges:
            if edge.ranks:
                ranks[edge.target] = max(ranks[edge.target], ranks[edge.source] + 1)
    return ranks
