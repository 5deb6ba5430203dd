"""The form `wall`: a host with a wall around it, numbered doors in the wall, and who is on which side.

Doors are the nodes that are directly in the host's box. On a phone the wall is horizontal.
"""

from __future__ import annotations

from collections.abc import Sequence

from dockernotes.diagrams.diagram import Box, Diagram, Edge, Node
from dockernotes.diagrams.layout import Layout, Line, Placed, Point, Stroke, Way, box_lines, edge_lines, node_size
from dockernotes.diagrams.pen import at, route, words
from dockernotes.diagrams.spacing import PHONE, Room, Screen

_THICK = 18.0


def laid_out(diagram: Diagram, screen: Screen) -> Layout:
    """Return where everything goes."""
    narrow = screen is PHONE
    room = Room(label=16, detail=19, edge=13 if narrow else 15, box=40, padding=8, gap=0, rank=0, margin=0)
    host = next(b for b in diagram.boxes if b.inside is None)
    net = next(b for b in diagram.boxes if b.inside == host.id)
    doors = [n for n in diagram.nodes if n.box == host.id]
    outside = [n for n in diagram.nodes if n.box is None]
    first, rest = _inside(diagram, net, doors)
    nodes = _across(outside, doors, first, rest, room) if narrow else _along(outside, doors, first, rest, room)
    boxes, strokes, width, height = (_frames_across if narrow else _frames_along)(host, net, doors, nodes, room)
    lines = [_arrow(e, nodes, boxes[host.id][0], room, narrow) for e in diagram.edges]
    return Layout(
        Way("down", room), width, height, nodes, boxes, lines, look="solid", bare=frozenset({host.id}), strokes=strokes
    )


def _inside(diagram: Diagram, net: Box, doors: list[Node]) -> tuple[list[Node], list[Node]]:
    """Return the nodes behind the doors, and the other nodes of the network."""
    reached = {e.target for e in diagram.edges for d in doors if e.source == d.id}
    inside = [n for n in diagram.nodes if n.box == net.id]
    return [n for n in inside if n.id in reached], [n for n in inside if n.id not in reached]


def _along(
    outside: list[Node], doors: list[Node], first: list[Node], rest: list[Node], room: Room
) -> dict[str, Placed]:
    """Place the nodes from left to right: outside, wall, inside."""
    rows = max(len(outside), len(rest), 2)
    ys = [102.0 + i * 92 for i in range(rows)]
    nodes = {n.id: _sized(n, room, 58, y, 112) for n, y in zip(outside, ys, strict=False)}
    nodes |= {n.id: _sized(n, room, 212, y, 76) for n, y in zip(doors, ys, strict=False)}
    nodes |= {n.id: _sized(n, room, 418, y, 104) for n, y in zip(first, ys, strict=False)}
    return nodes | {n.id: _sized(n, room, 612, y, 112) for n, y in zip(rest, ys, strict=False)}


def _across(
    outside: list[Node], doors: list[Node], first: list[Node], rest: list[Node], room: Room
) -> dict[str, Placed]:
    """Place the nodes from top to bottom: outside, wall, inside."""
    xs = [104.0, 274.0]
    nodes = {n.id: _sized(n, room, x, 26, 130) for n, x in zip(outside, xs, strict=False)}
    nodes |= {n.id: _sized(n, room, x, 126, 104) for n, x in zip(doors, xs, strict=False)}
    nodes |= {n.id: _sized(n, room, x, 262, 130) for n, x in zip(first, xs, strict=False)}
    return nodes | {n.id: _sized(n, room, x, 378, 134) for n, x in zip(rest, xs, strict=False)}


def _sized(node: Node, room: Room, x: float, y: float, width: float) -> Placed:
    wide, high = node_size(node, room)
    return Placed(x, y, max(width, wide), high)


Frames = tuple[dict[str, tuple[Placed, Placed]], tuple[Stroke, ...], float, float]


def _frames_along(host: Box, net: Box, doors: list[Node], nodes: dict[str, Placed], room: Room) -> Frames:
    bottom = max(p.y + p.height / 2 for p in nodes.values()) + 36
    x, width = 212.0, 698.0
    around, inner = at(x, 0, width - x, bottom), at(346, 34, width - 346 - 10, bottom - 46)
    boxes = {
        host.id: (around, words(box_lines(host, room), x + 22, 17, "right")),
        net.id: (inner, words(box_lines(net, room), 358, 34 + 15, "right")),
    }
    # The wall has a gap at each door.
    ends = [0.0, *(v for d in doors for p in [nodes[d.id]] for v in (p.y - p.height / 2, p.y + p.height / 2)), bottom]
    wall = "".join(f"M{x - _THICK / 2:.1f},{a:.1f}h{_THICK:g}V{b:.1f}h-{_THICK:g}z" for a, b in _pairs(ends))
    joints = "".join(f"M{x - _THICK / 2:.1f},{y:.1f}h{_THICK:g}" for a, b in _pairs(ends) for y in _between(a, b))
    return boxes, _strokes(f"M{x:g},0H{width:g}V{bottom:.1f}H{x:g}", wall, joints), width, bottom


def _frames_across(host: Box, net: Box, doors: list[Node], nodes: dict[str, Placed], room: Room) -> Frames:
    bottom = max(p.y + p.height / 2 for p in nodes.values()) + 34
    y, width = 126.0, 368.0
    around, inner = at(0, y, width, bottom - y), at(10, 196, width - 20, bottom - 206)
    boxes = {
        host.id: (around, words(box_lines(host, room), width - 14, y + 28, "left")),
        net.id: (inner, words(box_lines(net, room), 22, bottom - 24, "right")),
    }
    ends = [0.0, *(v for d in doors for p in [nodes[d.id]] for v in (p.x - p.width / 2, p.x + p.width / 2)), width]
    wall = "".join(f"M{a:.1f},{y - _THICK / 2:.1f}v{_THICK:g}H{b:.1f}v-{_THICK:g}z" for a, b in _pairs(ends))
    joints = "".join(f"M{x:.1f},{y - _THICK / 2:.1f}v{_THICK:g}" for a, b in _pairs(ends) for x in _between(a, b))
    return boxes, _strokes(f"M0,{y:g}V{bottom:.1f}H{width:g}V{y:g}", wall, joints), width, bottom


def _strokes(frame: str, wall: str, joints: str) -> tuple[Stroke, ...]:
    return Stroke("dn-frame", frame), Stroke("dn-wall", wall), Stroke("dn-joint", joints)


def _pairs(ends: list[float]) -> list[tuple[float, float]]:
    return list(zip(ends[::2], ends[1::2], strict=True))


def _between(start: float, end: float) -> list[float]:
    count = int((end - start) / 14)
    return [start + 14 * (i + 1) for i in range(count) if start + 14 * (i + 1) < end - 4]


def _arrow(edge: Edge, nodes: dict[str, Placed], host: Placed, room: Room, narrow: bool) -> Line:
    source, target = nodes[edge.source], nodes[edge.target]
    text = edge_lines(edge, room)
    points, label = (_down if narrow else _level)(source, target, host, text)
    return route(points, label if text else None, "both" if edge.kind == "both" else "end")


Text = Sequence[str]


def _level(source: Placed, target: Placed, host: Placed, text: Text) -> tuple[list[Point], Placed]:
    """Return an arrow that ends at the height of its target, and the place of its label."""
    way = 1 if target.x > source.x else -1
    end = target.x - way * target.width / 2, target.y
    if abs(source.y - target.y) < 4:
        start = source.x + way * source.width / 2, source.y
        return [start, end], words(text, (start[0] + end[0]) / 2, source.y - 6, "above")
    x = source.x + way * (source.width / 2 - 20)
    down = 1 if target.y > source.y else -1
    left = host.x - host.width / 2
    # An arrow through the wall has its text behind the wall, where there's room.
    middle = left + 70 if end[0] < left else (x + end[0]) / 2
    return [(x, source.y + down * source.height / 2), (x, target.y), end], words(text, middle, target.y - 6, "above")


def _down(source: Placed, target: Placed, host: Placed, text: Text) -> tuple[list[Point], Placed]:
    """Return an arrow of the drawing for phones, and the place of its label."""
    way = 1 if target.y > source.y else -1
    start, end = source.y + way * source.height / 2, target.y - way * target.height / 2
    if abs(source.x - target.x) < 4:
        door = abs(source.y - (host.y - host.height / 2)) < 4
        label = (
            words(text, source.x + 8, start + 22, "right")
            if door
            else words(text, source.x - 8, (start + end) / 2, "left")
        )
        return [(source.x, start), (source.x, end)], label
    if way < 0:
        # Out again: to the side of the door, then up.
        points = [(source.x + source.width / 2, source.y), (target.x, source.y), (target.x, end)]
        return points, words(text, target.x + 8, end + 22, "right")
    x, middle = source.x + source.width / 2 - 20, (start + end) / 2 - 8
    points = [(x, start), (x, middle), (target.x, middle), (target.x, end)]
    return points, words(text, target.x - 8, (middle + end) / 2, "left")
