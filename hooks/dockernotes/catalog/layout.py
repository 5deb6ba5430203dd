"""Where the parts of a diagram stand: Graphviz places boxes whose sizes we give; we draw them (svg.py).

Sizes come from our own estimate of the text's width, because Graphviz does not have the site's fonts.
All lengths are points, which are pixels in the SVG; y grows downwards in everything returned.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import pygraphviz

from dockernotes.catalog.model import Box, Diagram, Edge, Node

LINE = 18.0
"""Height of a line of a label."""
SMALL_LINE = 15.0
"""Height of a line of a detail or of an arrow's label."""
_CHARACTER, _SMALL_CHARACTER = 7.9, 6.7
_PADDING_X, _PADDING_Y = 14.0, 11.0
_INCH = 72.0
_DETAIL_WIDTH, _EDGE_WIDTH = 30, 22


@dataclass(frozen=True, slots=True)
class Placed:
    """A rectangle: centre, width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: the points of a cubic Bézier curve, its tips, the place of its label."""

    points: tuple[tuple[float, float], ...]
    tip: tuple[float, float] | None
    tail: tuple[float, float] | None
    label: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole diagram, placed."""

    width: float
    height: float
    nodes: dict[str, Placed]
    boxes: dict[str, tuple[Placed, tuple[float, float]]]
    edges: list[Line]


def label_lines(node: Node) -> list[str]:
    return node.label.splitlines()


def detail_lines(node: Node) -> list[str]:
    return textwrap.wrap(node.detail, _DETAIL_WIDTH) if node.detail else []


def edge_lines(edge: Edge) -> list[str]:
    return textwrap.wrap(edge.label, _EDGE_WIDTH) if edge.label else []


def place(diagram: Diagram, direction: str) -> Layout:
    """Lay a diagram out. `direction` is `down` or `right`."""
    graph = pygraphviz.AGraph(
        directed=True,
        strict=False,
        compound="true",
        rankdir="LR" if direction == "right" else "TB",
        nodesep="0.35",
        ranksep="0.45",
        pad="0",
    )
    for node in diagram.nodes:
        width, height = _node_size(node)
        graph.add_node(
            node.id, shape="box", fixedsize="true", label="", width=str(width / _INCH), height=str(height / _INCH)
        )
    _add_boxes(graph, diagram.boxes, diagram.nodes, None)
    for row in diagram.rows:
        graph.add_subgraph(row, name="row_" + "_".join(row), rank="same")
    for number, edge in enumerate(diagram.edges):
        lines = edge_lines(edge)
        attributes = {"dir": {"both": "both", "plain": "none"}.get(edge.kind, "forward")}
        if lines:
            attributes["label"] = _space(max(map(len, lines)) * _SMALL_CHARACTER + 10, len(lines) * SMALL_LINE + 6)
        if not edge.ranks:
            attributes["constraint"] = "false"
        graph.add_edge(edge.source, edge.target, key=str(number), arrowsize="0.8", **attributes)
    graph.layout(prog="dot")
    return _read(graph, diagram)


def _node_size(node: Node) -> tuple[float, float]:
    lines, details = label_lines(node), detail_lines(node)
    wide = max([len(x) * _CHARACTER for x in lines] + [len(x) * _SMALL_CHARACTER for x in details])
    return wide + 2 * _PADDING_X, len(lines) * LINE + len(details) * SMALL_LINE + 2 * _PADDING_Y


def _space(width: float, height: float) -> str:
    # An HTML-like label of a fixed size: room for our text, whatever font Graphviz would have used.
    size = f'WIDTH="{width:.0f}" HEIGHT="{height:.0f}"'
    return f'<<TABLE BORDER="0" FIXEDSIZE="TRUE" {size}><TR><TD></TD></TR></TABLE>>'


def _add_boxes(parent: pygraphviz.AGraph, boxes: list[Box], nodes: list[Node], inside: str | None) -> None:
    for box in (b for b in boxes if b.inside == inside):
        within = _within(box.id, boxes)
        members = [n.id for n in nodes if n.box in within]
        label = _space(len(box.label) * _SMALL_CHARACTER + 20, SMALL_LINE + 8)
        graph = parent.add_subgraph(members, name=f"cluster_{box.id}", label=label, margin="14", labeljust="l")
        _add_boxes(graph, boxes, nodes, box.id)


def _within(box: str, boxes: list[Box]) -> set[str]:
    """Return a box and all boxes inside it. Graphviz forgets a cluster that has no nodes of its own."""
    return {box}.union(*(_within(b.id, boxes) for b in boxes if b.inside == box))


def _read(graph: pygraphviz.AGraph, diagram: Diagram) -> Layout:
    _, _, width, height = map(float, graph.graph_attr["bb"].split(","))

    def point(text: str) -> tuple[float, float]:
        x, y = map(float, text.split(","))
        return x, height - y

    nodes = {}
    for node in diagram.nodes:
        wide, high = _node_size(node)
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
