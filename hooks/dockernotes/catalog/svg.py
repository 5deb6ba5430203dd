"""A diagram as inline SVG: text that can be selected, parts that are links, colours left to the style sheet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from dockernotes.catalog.diagram import Diagram, Edge, Node
from dockernotes.catalog.index import Index, Linker, command_address
from dockernotes.catalog.inline import inline
from dockernotes.catalog.layout import (
    LINE,
    SMALL_LINE,
    Layout,
    Placed,
    box_lines,
    detail_lines,
    edge_lines,
    label_lines,
)
from dockernotes.catalog.layout import Line as Curve
from dockernotes.catalog.place import place
from dockernotes.catalog.rooms import MARGIN, PAGE, PHONE, SMALLEST, Room, Screen

_TIP_WIDTH = 4.5


def diagram_figure(diagram: Diagram, index: Index, link: Linker) -> str:
    """Return a figure: the picture, its title, and what it says in words. It is one line of HTML.

    There are two drawings, for pages and for phones. Each runs the way that fits; what fits in no way can be scrolled.
    """
    page, phone = place(diagram, PAGE), place(diagram, PHONE)
    scrolls = phone.width + 2 * MARGIN > PHONE.width
    pictures = _picture(diagram, page, PAGE, "dn-svg dn-svg--wide", index, link)
    css = "dn-svg dn-svg--narrow" + (" dn-svg--scrolls" if scrolls else "")
    pictures += _picture(diagram, phone, PHONE, css, index, link, scale=SMALLEST if scrolls else 1)
    keys = f' tabindex="0" role="group" aria-label="{escape(diagram.title)}"' if scrolls else ""
    return (
        f'<figure class="dn-diagram" id="diagram-{diagram.id}"><div class="dn-diagram__scroll"{keys}>{pictures}</div>'
        f"<figcaption>{inline(diagram.title)}</figcaption>"
        f"<details><summary>The picture in words</summary><p>{inline(diagram.description)}</p></details></figure>"
    )


def _picture(
    diagram: Diagram, layout: Layout, screen: Screen, css: str, index: Index, link: Linker, scale: float = 1
) -> str:
    room = layout.way.room
    width, height = layout.width + 2 * MARGIN, layout.height + 2 * MARGIN
    name = f"diagram-{diagram.id}-{screen.name}"
    parts = [
        f'<svg class="{css}" viewBox="{-MARGIN:g} {-MARGIN:g} {width:.0f} {height:.0f}" '
        f'width="{width * scale:.0f}" height="{height * scale:.0f}" role="group" aria-labelledby="{name}-t {name}-d">',
        f'<title id="{name}-t">{escape(diagram.title)}</title>',
        f'<desc id="{name}-d">{escape(diagram.description)}</desc>',
        *_boxes(diagram, layout),
        *(_edge(e, c, room, index, link) for e, c in zip(diagram.edges, layout.edges, strict=True)),
        *(_node(n, layout.nodes[n.id], room, index, link) for n in diagram.nodes),
        *_box_labels(diagram, layout),
        "</svg>",
    ]
    return "".join(parts)


def _boxes(diagram: Diagram, layout: Layout) -> Iterable[str]:
    # Outer boxes first: what is drawn later lies on top.
    for box in sorted(diagram.boxes, key=lambda b: -layout.boxes[b.id][0].width * layout.boxes[b.id][0].height):
        yield f'<g class="dn-box dn-box--{box.kind}">{_rectangle(layout.boxes[box.id][0], 10)}</g>'


def _box_labels(diagram: Diagram, layout: Layout) -> Iterable[str]:
    for box in diagram.boxes:
        lines, place = box_lines(box, layout.way.room), layout.boxes[box.id][1]
        yield _text(lines, place.x - place.width / 2, _first(place, lines), SMALL_LINE, "dn-boxlabel")


def _rectangle(placed: Placed, radius: int) -> str:
    x, y = placed.x - placed.width / 2, placed.y - placed.height / 2
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{placed.width:.1f}" height="{placed.height:.1f}" rx="{radius}"/>'


def _text(lines: Sequence[str], x: float, y: float, step: float, css: str) -> str:
    spans = "".join(f'<tspan x="{x:.1f}" y="{y + i * step:.1f}">{escape(t)}</tspan>' for i, t in enumerate(lines))
    return f'<text class="{css}">{spans}</text>'


def _first(label: Placed, lines: Sequence[str]) -> float:
    """Return where the first line of small text stands."""
    return label.y - (len(lines) - 2) * SMALL_LINE / 2 - 4


def _node(node: Node, placed: Placed, room: Room, index: Index, link: Linker) -> str:
    lines, details = label_lines(node, room), detail_lines(node, room)
    top = placed.y - (len(lines) * LINE + len(details) * SMALL_LINE) / 2
    body = _rectangle(placed, 6) + _text(lines, placed.x, top + LINE - 5, LINE, "dn-label")
    if details:
        body += _text(details, placed.x, top + len(lines) * LINE + SMALL_LINE - 4, SMALL_LINE, "dn-detail")
    return f'<g class="dn-node dn-node--{node.kind}">{_linked(body, node.link, index, link)}</g>'


def _edge(edge: Edge, curve: Curve, room: Room, index: Index, link: Linker) -> str:
    points = curve.points
    path = f"M{_xy(points[0])}C" + " ".join(_xy(p) for p in points[1:])
    body = f'<path d="{path}"/>'
    if curve.tip:
        body += _tip(points[-1], curve.tip)
    if curve.tail:
        body += _tip(points[0], curve.tail)
    if curve.label:
        lines = edge_lines(edge, room)
        first = _first(curve.label, lines)
        body += _linked(_text(lines, curve.label.x, first, SMALL_LINE, "dn-edgelabel"), edge.link, index, link)
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
