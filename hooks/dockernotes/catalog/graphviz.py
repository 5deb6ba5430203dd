"""Graphviz places boxes whose sizes we give; we draw them (svg.py).

It measures in inches, with y growing upwards.
"""

from __future__ import annotations

import pygraphviz

from dockernotes.catalog.layout import SMALL_CHARACTER, SMALL_LINE, Layout, Line, Placed, Room, edge_lines, node_size
from dockernotes.catalog.model import Box, Diagram, Node

_INCH = 72.0


def laid_out(diagram: Diagram, direction: str, room: Room) -> Layout:
    """Return where everything goes. `direction` is `down` or `right`."""
    graph = pygraphviz.AGraph(
        directed=True,
        strict=False,
        compound="true",
        rankdir="LR" if direction == "right" else "TB",
        nodesep=str(room.gap),
        ranksep=str(room.rank),
        pad="0",
    )
    for node in diagram.nodes:
        width, height = node_size(node, room)
        graph.add_node(
            node.id, shape="box", fixedsize="true", label="", width=str(width / _INCH), height=str(height / _INCH)
        )
    _add_boxes(graph, diagram.boxes, diagram.nodes, None, room)
    for row in diagram.rows:
        graph.add_subgraph(row, name="row_" + "_".join(row), rank="same")
    for number, edge in enumerate(diagram.edges):
        lines = edge_lines(edge, room)
        attributes = {"dir": {"both": "both", "plain": "none"}.get(edge.kind, "forward")}
        if lines:
            attributes["label"] = _space(max(map(len, lines)) * SMALL_CHARACTER + 10, len(lines) * SMALL_LINE + 6)
        if not edge.ranks:
            attributes["constraint"] = "false"
        graph.add_edge(edge.source, edge.target, key=str(number), arrowsize="0.8", **attributes)
    graph.layout(prog="dot")
    return _read(graph, diagram, room)


def _space(width: float, height: float) -> str:
    # An HTML-like label of a fixed size: room for our text, whatever font Graphviz would have used.
    size = f'WIDTH="{width:.0f}" HEIGHT="{height:.0f}"'
    return f'<<TABLE BORDER="0" FIXEDSIZE="TRUE" {size}><TR><TD></TD></TR></TABLE>>'


def _add_boxes(parent: pygraphviz.AGraph, boxes: list[Box], nodes: list[Node], inside: str | None, room: Room) -> None:
    for box in (b for b in boxes if b.inside == inside):
        within = _within(box.id, boxes)
        members = [n.id for n in nodes if n.box in within]
        label = _space(len(box.label) * SMALL_CHARACTER + 20, SMALL_LINE + 8)
        graph = parent.add_subgraph(
            members, name=f"cluster_{box.id}", label=label, margin=str(room.margin), labeljust="l"
        )
        _add_boxes(graph, boxes, nodes, box.id, room)


def _within(box: str, boxes: list[Box]) -> set[str]:
    """Return a box and all boxes inside it. Graphviz forgets a cluster that has no nodes of its own."""
    return {box}.union(*(_within(b.id, boxes) for b in boxes if b.inside == box))


def _read(graph: pygraphviz.AGraph, diagram: Diagram, room: Room) -> Layout:
    _, _, width, height = map(float, graph.graph_attr["bb"].split(","))

    def point(text: str) -> tuple[float, float]:
        x, y = map(float, text.split(","))
        return x, height - y

    nodes = {}
    for node in diagram.nodes:
        wide, high = node_size(node, room)
        nodes[node.id] = Placed(*point(graph.get_node(node.id).attr["pos"]), wide, high)
    boxes = {box.id: _read_box(graph, box, height) for box in diagram.boxes}
    edges = []
    for number, edge in enumerate(diagram.edges):
        attributes = graph.get_edge(edge.source, edge.target, key=str(number)).attr
        tip = tail = None
        points = []
        for word in attributes["pos"].split():
            if word.startswith("e,"):
                tip = point(word[2:])
            elif word.startswith("s,"):
                tail = point(word[2:])
            else:
                points.append(point(word))
        edges.append(Line(tuple(points), tip, tail, point(attributes["lp"]) if edge.label else None))
    return Layout(width, height, nodes, boxes, edges)


def _read_box(graph: pygraphviz.AGraph, box: Box, height: float) -> tuple[Placed, tuple[float, float]]:
    found = _subgraph(graph, f"cluster_{box.id}")
    x1, y1, x2, y2 = map(float, found.graph_attr["bb"].split(","))
    place = Placed((x1 + x2) / 2, height - (y1 + y2) / 2, x2 - x1, y2 - y1)
    label_y = height - float(found.graph_attr["lp"].split(",")[1])
    return place, (x1 + 12, label_y)


def _subgraph(graph: pygraphviz.AGraph, name: str) -> pygraphviz.AGraph:
    for child in graph.subgraphs():
        if child.name == name:
            return child
        try:
            return _subgraph(child, name)
        except KeyError:
            continue
    raise KeyError(name)
