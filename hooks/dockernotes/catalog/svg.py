"""A diagram as inline SVG: text that can be selected, parts that are links, colours left to the style sheet."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

from dockernotes.catalog.index import Index, Linker, command_address
from dockernotes.catalog.inline import inline
from dockernotes.catalog.layout import (
    LINE,
    SMALL_LINE,
    Layout,
    Placed,
    detail_lines,
    edge_lines,
    label_lines,
    place,
)
from dockernotes.catalog.layout import Line as Curve
from dockernotes.catalog.model import Diagram, Edge, Node

_MARGIN = 6.0
_TIP_WIDTH = 4.5


def diagram_figure(diagram: Diagram, index: Index, link: Linker) -> str:
    """Return a figure: the picture, its title, and what it says in words. It is one line of HTML.

    A picture that runs to the right gets a second drawing that runs down, for narrow screens.
    """
    drawings = [(diagram.direction, "dn-svg")]
    if diagram.direction == "right":
        drawings = [("right", "dn-svg dn-svg--wide"), ("down", "dn-svg dn-svg--narrow")]
    pictures = "".join(_picture(diagram, direction, css, index, link) for direction, css in drawings)
    return (
        f'<figure class="dn-diagram" id="diagram-{diagram.id}"><div class="dn-diagram__scroll">{pictures}</div>'
        f"<figcaption>{inline(diagram.title)}</figcaption>"
        f"<details><summary>The picture in words</summary><p>{inline(diagram.description)}</p></details></figure>"
    )


def _picture(diagram: Diagram, direction: str, css: str, index: Index, link: Linker) -> str:
    layout = place(diagram, direction)
    width, height = layout.width + 2 * _MARGIN, layout.height + 2 * _MARGIN
    name = f"diagram-{diagram.id}-{direction}"
    parts = [
        f'<svg class="{css}" viewBox="{-_MARGIN:g} {-_MARGIN:g} {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="group" aria-labelledby="{name}-t {name}-d">',
        f'<title id="{name}-t">{escape(diagram.title)}</title>',
        f'<desc id="{name}-d">{escape(diagram.description)}</desc>',
        *_boxes(diagram, layout),
        *(_edge(e, c, index, link) for e, c in zip(diagram.edges, layout.edges, strict=True)),
        *(_node(n, layout.nodes[n.id], index, link) for n in diagram.nodes),
        *_box_labels(diagram, layout),
        "</svg>",
    ]
    return "".join(parts)


def _boxes(diagram: Diagram, layout: Layout) -> Iterable[str]:
    # Outer boxes first: what is drawn later lies on top.
    for box in sorted(diagram.boxes, key=lambda b: -layout.boxes[b.id][0].width * layout.boxes[b.id][0].height):
        yield f'<g class="dn-box dn-box--{box.kind}">{_rectangle(layout.boxes[box.id][0], 10)}</g>'


def _box_labels(diagram: Diagram, layout: Layout) -> Iterable[str]:
    # Last, and with a halo: arrows that enter a box from above cross its label.
    for box in diagram.boxes:
        x, y = layout.boxes[box.id][1]
        yield f'<text class="dn-boxlabel" x="{x:.1f}" y="{y + 4:.1f}">{escape(box.label)}</text>'


def _rectangle(placed: Placed, radius: int) -> str:
    x, y = placed.x - placed.width / 2, placed.y - placed.height / 2
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{placed.width:.1f}" height="{placed.height:.1f}" rx="{radius}"/>'


def _text(lines: list[str], x: float, y: float, step: float, css: str) -> str:
    spans = "".join(f'<tspan x="{x:.1f}" y="{y + i * step:.1f}">{escape(t)}</tspan>' for i, t in enumerate(lines))
    return f'<text class="{css}">{spans}</text>'


def _node(node: Node, placed: Placed, index: Index, link: Linker) -> str:
    lines, details = label_lines(node), detail_lines(node)
    top = placed.y - (len(lines) * LINE + len(details) * SMALL_LINE) / 2
    body = _rectangle(placed, 6) + _text(lines, placed.x, top + LINE - 5, LINE, "dn-label")
    if details:
        body += _text(details, placed.x, top + len(lines) * LINE + SMALL_LINE - 4, SMALL_LINE, "dn-detail")
    return f'<g class="dn-node dn-node--{node.kind}">{_linked(body, node.link, index, link)}</g>'


def _edge(edge: Edge, curve: Curve, index: Index, link: Linker) -> str:
    points = curve.points
    path = f"M{_xy(points[0])}C" + " ".join(_xy(p) for p in points[1:])
    body = f'<path d="{path}"/>'
    if curve.tip:
        body += _tip(points[-1], curve.tip)
    if curve.tail:
        body += _tip(points[0], curve.tail)
    if curve.label:
        lines = edge_lines(edge)
        x, y = curve.label
        first = y - len(lines) * SMALL_LINE / 2 + SMALL_LINE - 4
        body += _linked(_text(lines, x, first, SMALL_LINE, "dn-edgelabel"), edge.link, index, link)
    return f'<g class="dn-edge dn-edge--{edge.kind}">{body}</g>'


def _tip(base: tuple[float, float], tip: tuple[float, float]) -> str:
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    length = math.hypot(dx, dy) or 1.0
    sx, sy = -dy / length * _TIP_WIDTH, dx / length * _TIP_WIDTH
    corners = [tip, (base[0] + sx, base[1] + sy), (base[0] - sx, base[1] - sy)]
    return f'<polygon points="{" ".join(_xy(c) for c in corners)}"/>'


def _xy(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"


def _linked(body: str, target: str | None, index: Index, link: Linker) -> str:
    if target is None:
        return body
    address = command_address(index.commands[target]) if target in index.commands else target
    return f'<a href="{escape(link(address))}">{body}</a>'
