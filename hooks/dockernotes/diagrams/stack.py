"""The form `stack`: plates on top of each other, the writable ones first. `cache`: the steps of a Dockerfile as plates.

A box is drawn as a bracket next to its plates. Plates of the kind `change` stick out of the stack.
"""

from __future__ import annotations

from dockernotes.diagrams.diagram import Box, Diagram, Node
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
    box_lines,
    label_lines,
)
from dockernotes.diagrams.pen import at, route, words
from dockernotes.diagrams.spacing import PHONE, Room, Screen

_GAP, _STEM, _OUT = 10.0, 30.0, 16.0


def laid_out(diagram: Diagram, screen: Screen) -> Layout:
    """Return where the plates go."""
    narrow = screen is PHONE
    room = Room(label=40, detail=40, edge=20, box=9 if narrow else 16, padding=14, gap=0, rank=0, margin=0)
    side = max((words(box_lines(box, room), 0, 0).width for box in diagram.boxes), default=0) + 26
    width = (368.0 if narrow else 640.0) - side
    boxes = {box.id: box for box in diagram.boxes}
    tops = [node for node in diagram.nodes if node.box not in boxes]
    nodes: dict[str, Placed] = {}
    y = 0.0
    if tops:
        wide, high = (width - 16 * (len(tops) - 1)) / len(tops), max(_height(n, room, narrow) for n in tops)
        for i, node in enumerate(tops):
            nodes[node.id] = at(i * (wide + 16), 0, wide, high)
        y = high + _STEM
    for node in (n for n in diagram.nodes if n.box in boxes):
        out = _OUT if node.kind == "change" else 0
        nodes[node.id] = at(out, y, width - _OUT, high := _height(node, room, narrow))
        y += high + _GAP
    strokes, framed = [], {}
    for box in diagram.boxes:
        stroke, placed = _bracket(box, diagram, nodes, width, room)
        strokes.append(stroke)
        framed[box.id] = placed
    top_ids = {node.id for node in tops}
    edges = [_stem(nodes[e.source], nodes[e.target]) if e.source in top_ids else UNDRAWN for e in diagram.edges]
    look = "code" if diagram.form == "cache" else "plate"
    return Layout(
        Way("down", room),
        width + side,
        y,
        nodes,
        framed,
        edges,
        look=look,
        bare=frozenset(boxes),
        strokes=tuple(strokes),
    )


def _height(node: Node, room: Room, narrow: bool) -> float:
    below = SMALL_LINE if narrow and node.detail else 0
    return len(label_lines(node, room)) * LINE + below + 24


def _stem(top: Placed, plate: Placed) -> Line:
    return route([(top.x, top.y + top.height / 2), (top.x, plate.y - plate.height / 2)], tips="none")


def _bracket(
    box: Box, diagram: Diagram, nodes: dict[str, Placed], x: float, room: Room
) -> tuple[Stroke, tuple[Placed, Placed]]:
    inside = [nodes[n.id] for n in diagram.nodes if n.box == box.id]
    top, bottom = inside[0].y - inside[0].height / 2, inside[-1].y + inside[-1].height / 2 + 5
    path = f"M{x + 6:.1f},{top:.1f}h8V{bottom:.1f}h-8"
    lines = box_lines(box, room)
    wide = max(map(len, lines)) * SMALL_CHARACTER
    label = Placed(x + 24 + wide / 2, (top + bottom) / 2, wide, len(lines) * SMALL_LINE)
    return Stroke("dn-bracket", path), (at(0, top, x, bottom - top), label)
