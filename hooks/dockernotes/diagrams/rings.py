"""The form `rings`: boxes inside each other like walls, something below all of them, and a way around them."""

from __future__ import annotations

from dockernotes.diagrams.diagram import Box, Diagram, Edge
from dockernotes.diagrams.layout import LINE, SMALL_LINE, Layout, Line, Placed, Way, box_lines, edge_lines, node_size
from dockernotes.diagrams.pen import at, route, words
from dockernotes.diagrams.spacing import PHONE, Room, Screen

_BELOW = 44.0
_STRIP = SMALL_LINE + 16
"""Height of the part of a wall that has its name."""


def laid_out(diagram: Diagram, screen: Screen) -> Layout:
    """Return where the walls and the nodes go. Each wall is inside the one before."""
    narrow = screen is PHONE
    room = Room(label=24, detail=24, edge=20, box=40, padding=16, gap=0, rank=0, margin=0)
    width, inset = (368.0, 9.0) if narrow else (660.0, 20.0)
    walls = _from_outside(diagram.boxes)
    core = next(n for n in diagram.nodes if n.box)
    ground = next(n for n in diagram.nodes if any(e.source == core.id and e.target == n.id for e in diagram.edges))
    around = next(n for n in diagram.nodes if n not in (core, ground))
    wide, high = node_size(around, room)
    # The node that goes around is next to the walls, or above them if there's no room.
    left, top = (0.0, high + 24) if narrow else (wide + 46, 0.0)
    right = width - 34 if narrow else width
    foot = 12.0
    middle, inner = (left + right) / 2, node_size(core, room)
    bottom = top + len(walls) * (_STRIP + foot) + inner[1] + 4
    boxes: dict[str, tuple[Placed, Placed]] = {}
    for depth, wall in enumerate(walls):
        x, y = left + depth * inset, top + depth * _STRIP
        frame = at(x, y, right - left - 2 * depth * inset, bottom - top - depth * (_STRIP + foot))
        label = words(box_lines(wall, room), x + 12, y + _STRIP / 2 + 2, "right")
        boxes[wall.id] = frame, label
    under = bottom + _BELOW
    inmost = boxes[walls[-1].id][0]
    y = inmost.y + inmost.height / 2 - foot - inner[1] / 2
    nodes = {
        core.id: Placed(middle, y, *inner),
        ground.id: at(0, under, width, LINE + SMALL_LINE + 20),
        around.id: at(width - wide, 0, wide, high) if narrow else Placed(wide / 2, (top + bottom) / 2, wide, high),
    }
    lines = [_down(e, nodes, under, room, width - 14 if narrow else None) for e in diagram.edges]
    return Layout(Way("down", room), width, under + nodes[ground.id].height, nodes, boxes, lines, look="solid")


def _from_outside(boxes: list[Box]) -> list[Box]:
    found, outer = [], None
    while box := next((b for b in boxes if b.inside == outer), None):
        found.append(box)
        outer = box.id
    return found


def _down(edge: Edge, nodes: dict[str, Placed], under: float, room: Room, aside: float | None) -> Line:
    source = nodes[edge.source]
    x = source.x if source.y > nodes[edge.source].height or aside is None else aside
    text = edge_lines(edge, room)
    # On a phone the two arrows are close together, so their texts are on the left.
    side = "left" if aside is not None else "right"
    label = words(text, x + (-8 if side == "left" else 8), under - _BELOW / 2, side) if text else None
    return route([(x, source.y + source.height / 2), (x, under)], label)
