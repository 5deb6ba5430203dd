"""Graphviz places boxes of the sizes that we give it. We draw them ourselves (svg.py).

It takes sizes in inches, and its y grows upwards.
"""

from __future__ import annotations

import pygraphviz

from dockernotes.diagrams.diagram import Box, Diagram, Node
from dockernotes.diagrams.layout import (
    Layout,
    Line,
    Placed,
    Way,
    box_lines,
    edge_lines,
    node_sizes,
    text_size,
)
from dockernotes.diagrams.spacing import Room

_INCH = 72.0


def laid_out(diagram: Diagram, way: Way) -> Layout:
    """Return where Graphviz places everything."""
    room = way.room
    graph = pygraphviz.AGraph(
        directed=True,
        strict=False,
        newrank="true",
        rankdir="LR" if way.direction == "right" else "TB",
        nodesep=str(room.gap),
        ranksep=str(room.rank),
        pad="0",
    )
    nodes = diagram.nodes[::-1] if way.turned else diagram.nodes
    sizes = node_sizes(diagram.nodes, way)
    for node in nodes:
        width, height = sizes[node.id]
        graph.add_node(
            node.id, shape="box", fixedsize="true", label="", width=str(width / _INCH), height=str(height / _INCH)
        )
    _add_boxes(graph, diagram.boxes[::-1] if way.turned else diagram.boxes, nodes, None, way)
    for row in diagram.rows:
        graph.add_subgraph(row, name="row_" + "_".join(row), rank="same")
    for number, edge in enumerate(diagram.edges):
        lines = edge_lines(edge, room)
        attributes = {"dir": {"both": "both", "plain": "none"}.get(edge.kind, "forward")}
        if lines:
            width, height = text_size(lines)
            attributes["label"] = _space(width + 10, height + 6)
        if not edge.ranks:
            attributes["constraint"] = "false"
        elif way.direction == "right" and edge.kind != "plain":
            attributes["headport"] = "w"
        graph.add_edge(edge.source, edge.target, key=str(number), arrowsize="0.8", **attributes)
    graph.layout(prog="dot")
    return _read(graph, diagram, way)


def _space(width: float, height: float) -> str:
    # An HTML-like label of a fixed size leaves room for our text, whatever font Graphviz would have used.
    size = f'WIDTH="{width:.0f}" HEIGHT="{height:.0f}"'
    return f'<<TABLE BORDER="0" FIXEDSIZE="TRUE" {size}><TR><TD></TD></TR></TABLE>>'


def _add_boxes(parent: pygraphviz.AGraph, boxes: list[Box], nodes: list[Node], inside: str | None, way: Way) -> None:
    for box in (b for b in boxes if b.inside == inside):
        within = _within(box.id, boxes)
        members = [n.id for n in nodes if n.box in within]
        width, height = text_size(box_lines(box, way.room))
        label = _space(2 * (width + 24) if box.id in way.broad else width + 20, height + 8)
        graph = parent.add_subgraph(
            members,
            name=f"cluster_{box.id}",
            label=label,
            margin=str(way.room.margin),
            labelloc="b" if box.id in way.below else "t",
        )
        _add_boxes(graph, boxes, nodes, box.id, way)


def _within(box: str, boxes: list[Box]) -> set[str]:
    """Return a box and all boxes inside it, because Graphviz forgets a cluster that has no nodes of its own."""
    return {box}.union(*(_within(b.id, boxes) for b in boxes if b.inside == box))


def _read(graph: pygraphviz.AGraph, diagram: Diagram, way: Way) -> Layout:
    room = way.room
    _, _, width, height = map(float, graph.graph_attr["bb"].split(","))

    def point(text: str) -> tuple[float, float]:
        x, y = map(float, text.split(","))
        return x, height - y

    sizes, nodes = node_sizes(diagram.nodes, way), {}
    for node in diagram.nodes:
        wide, high = sizes[node.id]
        nodes[node.id] = Placed(*point(graph.get_node(node.id).attr["pos"]), wide, high)
    boxes = {box.id: _read_box(graph, box, height, room) for box in diagram.boxes}
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
        lines = edge_lines(edge, room)
        label = Placed(*point(attributes["lp"]), *text_size(lines)) if lines else None
        edges.append(Line(tuple(points), tip, tail, label))
    return Layout(way, width, height, nodes, boxes, edges)


def _read_box(graph: pygraphviz.AGraph, box: Box, height: float, room: Room) -> tuple[Placed, Placed]:
    found = _subgraph(graph, f"cluster_{box.id}")
    x1, y1, x2, y2 = map(float, found.graph_attr["bb"].split(","))
    place = Placed((x1 + x2) / 2, height - (y1 + y2) / 2, x2 - x1, y2 - y1)
    label_y = height - float(found.graph_attr["lp"].split(",")[1])
    wide, high = text_size(box_lines(box, room))
    return place, Placed(x1 + 12 + wide / 2, label_y, wide, high)


def _subgraph(graph: pygraphviz.AGraph, name: str) -> pygraphviz.AGraph:
    for child in graph.subgraphs():
        if child.name == name:
            return child
        try:
            return _subgraph(child, name)
        except KeyError:
            continue
    raise KeyError(name)
