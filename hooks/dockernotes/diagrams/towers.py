"""The form `towers`: what stands on what, side by side on one ground, with a line above what they share.

An arrow says what a thing stands on. If the arrow is forbidden, the thing floats above it: it can't stand there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dockernotes.diagrams.diagram import Box, Diagram, Edge, Node
from dockernotes.diagrams.layout import (
    LINE,
    SMALL_CHARACTER,
    SMALL_LINE,
    UNDRAWN,
    Layout,
    Line,
    Placed,
    Stroke,
    Way,
    Words,
    box_lines,
    detail_lines,
    label_lines,
)
from dockernotes.diagrams.pen import at, route, words
from dockernotes.diagrams.spacing import PHONE, Room, Screen

_GAP, _AISLE, _LIFT = 8.0, 20.0, 14.0
_TITLE, _FRAME, _CUT = 30.0, 24.0, 36.0


@dataclass(frozen=True, slots=True)
class _Tower:
    """Some nodes that share a ground, and the box that they're in."""

    box: Box | None
    rows: list[list[Node]]
    """From the ground up."""


def laid_out(diagram: Diagram, screen: Screen) -> Layout:
    """Return where the towers go: side by side if there is room, else one below the other."""
    narrow = screen is PHONE
    width = 368.0 if narrow else 698.0
    towers = _towers(diagram)
    columns = sum(max(map(len, t.rows)) for t in towers)
    aisle = 14.0 if narrow else _AISLE
    each = (width - aisle * (len(towers) - 1)) / len(towers)
    beside = not narrow or (width - aisle) / columns >= 76
    if not beside:
        each = width
    room = Room(label=40, detail=40, edge=20, box=40, padding=6, gap=0, rank=0, margin=0)
    build = _Build(diagram, room, each)
    if beside:
        above = build.above(towers)
        for number, tower in enumerate(towers):
            build.raise_tower(tower, number * (each + aisle), above, towers)
        build.ground(0, width, above, towers)
        bottom = above
    else:
        bottom = 0.0
        for number, tower in enumerate(towers):
            bottom += build.above([tower]) + (26 if number else 0)
            build.raise_tower(tower, 0, bottom, [tower])
            build.ground(0, width, bottom, [tower])
    bare = frozenset(t.box.id for t in towers if t.box)
    return Layout(
        Way("down", room),
        width,
        bottom + 8,
        build.nodes,
        build.boxes,
        [build.gap(edge) for edge in diagram.edges],
        "solid",
        bare,
        tuple(build.strokes),
        tuple(build.texts),
        {name: _letters(place.width) for name, place in build.nodes.items()},
    )


def _towers(diagram: Diagram) -> list[_Tower]:
    stands = {e.source: e.target for e in diagram.edges}

    def height(name: str) -> int:
        return 1 + height(stands[name]) if name in stands else 0

    outer = {b.id: b for b in diagram.boxes if b.inside is None}
    inside = {b.id: b.inside or b.id for b in diagram.boxes}
    # Boxes are towers if every node is in one; otherwise they only frame a part.
    split = bool(outer) and all(n.box for n in diagram.nodes)
    towers = []
    for box in list(outer.values()) if split else [None]:
        members = [n for n in diagram.nodes if box is None or (n.box and inside[n.box] == box.id)]
        levels = range(1 + max(height(n.id) for n in members))
        towers.append(_Tower(box, [[n for n in members if height(n.id) == level] for level in levels]))
    return towers


@dataclass
class _Build:
    """What has been placed so far."""

    diagram: Diagram
    room: Room
    each: float
    nodes: dict[str, Placed] = field(default_factory=dict)
    boxes: dict[str, tuple[Placed, Placed]] = field(default_factory=dict)
    strokes: list[Stroke] = field(default_factory=list)
    texts: list[Words] = field(default_factory=list)

    def above(self, towers: list[_Tower]) -> float:
        """Return the height of the highest of these towers, with its title."""
        title = _TITLE if towers[0].box else 0
        frame = _FRAME if self._framed(towers) else 0
        lift = _LIFT if any(e.kind == "forbidden" for e in self.diagram.edges) else 0
        return self._floor(self._levels(towers), towers) + title + frame + lift

    def raise_tower(self, tower: _Tower, left: float, ground: float, beside: list[_Tower]) -> None:
        """Put a tower on the ground. Its levels are as high as those of the towers next to it."""
        stands = {e.source: e for e in self.diagram.edges}
        for level, row in enumerate(tower.rows):
            y = ground - self._floor(level, beside)
            high = self._high(level, beside)
            for i, node in enumerate(row):
                x, wide, lift = left + i * self.each / len(row), self.each / len(row), 0.0
                if edge := stands.get(node.id):
                    below = self.nodes[edge.target]
                    if below.width < self.each - 2 * _GAP:
                        x, wide = below.x - below.width / 2 - _GAP / 2, below.width + _GAP
                    lift = _LIFT if edge.kind == "forbidden" else 0
                self.nodes[node.id] = at(x + _GAP / 2, y - high - lift, wide - _GAP, high)
        for box in self._framed([tower]):
            inner = [self.nodes[n.id] for n in self.diagram.nodes if n.box == box.id]
            x, right = min(p.x - p.width / 2 for p in inner), max(p.x + p.width / 2 for p in inner)
            y, bottom = min(p.y - p.height / 2 for p in inner), max(p.y + p.height / 2 for p in inner)
            frame = at(x - 3.5, y - _FRAME, right - x + 7, bottom - y + _FRAME + 3.5)
            self.boxes[box.id] = frame, words(box_lines(box, self.room), x + 5, y - _FRAME / 2, "right")
        if tower.box:
            y = ground - self.above(beside)
            label = words(box_lines(tower.box, self.room), left + _GAP / 2, y + 10, "right")
            self.boxes[tower.box.id] = at(left, y, self.each, ground - y), label

    def ground(self, left: float, right: float, y: float, towers: list[_Tower]) -> None:
        """Draw the ground, and the line above the part that the towers share."""
        self.strokes.append(Stroke("dn-ground", f"M{left:.1f},{y + 3:.1f}H{right:.1f}"))
        level = self._shared(towers)
        if not self.diagram.cut or level is None:
            return
        y -= self._floor(level, towers) - _CUT / 2
        middle, half = (left + right) / 2, len(self.diagram.cut) * SMALL_CHARACTER / 2 + 8
        line = f"M{left:.1f},{y:.1f}H{middle - half:.1f}M{middle + half:.1f},{y:.1f}H{right:.1f}"
        self.strokes.append(Stroke("dn-cut", line))
        self.texts.append(Words("dn-cutlabel", (self.diagram.cut,), words([self.diagram.cut], middle, y)))

    def gap(self, edge: Edge) -> Line:
        """Return a line for a forbidden arrow. Other arrows aren't drawn: the thing touches what it stands on."""
        if edge.kind != "forbidden":
            return UNDRAWN
        high, low = self.nodes[edge.source], self.nodes[edge.target]
        return route([(high.x, high.y + high.height / 2), (high.x, low.y - low.height / 2)], tips="none")

    def _framed(self, towers: list[_Tower]) -> list[Box]:
        ids = {n.box for t in towers for row in t.rows for n in row}
        return [b for b in self.diagram.boxes if b.id in ids and all(t.box is None or t.box.id != b.id for t in towers)]

    def _levels(self, towers: list[_Tower]) -> int:
        return max(len(t.rows) for t in towers)

    def _floor(self, level: int, towers: list[_Tower]) -> float:
        """Return how far above the ground a level begins."""
        shared = self._shared(towers)
        cut = _CUT if self.diagram.cut and shared is not None and level >= shared else 0
        return sum(self._high(i, towers) + _GAP for i in range(level)) + cut

    def _high(self, level: int, towers: list[_Tower]) -> float:
        return max(
            _height(n, self._room(n, self.each / len(t.rows[level])))
            for t in towers
            if level < len(t.rows)
            for n in t.rows[level]
        )

    def _room(self, node: Node, width: float) -> Room:
        """Return the room of a node. A node is never wider than the node that it stands on."""
        stands = {e.source: e.target for e in self.diagram.edges}
        below = self.nodes.get(stands.get(node.id, ""))
        letters = _letters((min(width, below.width) if below else width) - _GAP)
        return replace(self.room, label=letters, detail=int(letters * 1.15))

    def _shared(self, towers: list[_Tower]) -> int | None:
        """Return the lowest level on which things stand side by side."""
        return next(
            (i for i in range(self._levels(towers)) if any(len(t.rows[i : i + 1] and t.rows[i]) > 1 for t in towers)),
            None,
        )


def _letters(width: float) -> int:
    return int((width - 10) / 7.9)


def _height(node: Node, room: Room) -> float:
    return max(44.0, len(label_lines(node, room)) * LINE + len(detail_lines(node, room)) * SMALL_LINE + 22)
