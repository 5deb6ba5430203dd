"""A diagram as inline SVG: text that can be selected, parts that are links, colours left to the style sheet."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from html import escape

from dockernotes.diagrams.diagram import Diagram, Edge, Node
from dockernotes.diagrams.glyphs import GLYPHS
from dockernotes.diagrams.layout import (
    LINE,
    SMALL_CHARACTER,
    SMALL_LINE,
    Layout,
    Placed,
    box_lines,
    detail_lines,
    edge_lines,
    label_lines,
)
from dockernotes.diagrams.layout import Line as Curve
from dockernotes.diagrams.layout_cache import place
from dockernotes.diagrams.routes import GLYPH
from dockernotes.diagrams.spacing import MARGIN, PAGE, PHONE, SMALLEST, Room, Screen
from dockernotes.diagrams.told import told

Linker = Callable[[str], str]
"""Turns a link in the data (a page, or a command) into its address."""

_TIP_WIDTH = 4.5


def diagram_figure(diagram: Diagram, link: Linker, inline: Callable[[str], str]) -> str:
    """Return a figure as one line of HTML: the picture, its title, and the same in words.

    There are two drawings, for pages and for phones. Each runs in the direction that fits; if none fits, it can scroll.
    `inline` turns a line of Markdown into HTML.
    """
    page, phone = place(diagram, PAGE), place(diagram, PHONE)
    scrolls = phone.width + 2 * MARGIN > PHONE.width
    pictures = _picture(diagram, page, PAGE, "dn-svg dn-svg--wide", link)
    css = "dn-svg dn-svg--narrow" + (" dn-svg--scrolls" if scrolls else "")
    pictures += _picture(diagram, phone, PHONE, css, link, scale=SMALLEST if scrolls else 1)
    keys = f' tabindex="0" role="group" aria-label="{escape(diagram.title)}"' if scrolls else ""
    return (
        f'<figure class="dn-diagram" id="diagram-{diagram.id}"><div class="dn-diagram__scroll"{keys}>{pictures}</div>'
        f"<figcaption>{inline(diagram.title)}</figcaption>{told(diagram, inline)}"
        f"<details><summary>The picture in words</summary><p>{inline(diagram.description)}</p></details></figure>"
    )


def _picture(diagram: Diagram, layout: Layout, screen: Screen, css: str, link: Linker, scale: float = 1) -> str:
    room = layout.way.room
    width, height = layout.width + 2 * MARGIN, layout.height + 2 * MARGIN
    name = f"diagram-{diagram.id}-{screen.name}"
    parts = [
        f'<svg class="{css}" viewBox="{-MARGIN:g} {-MARGIN:g} {width:.0f} {height:.0f}" '
        f'width="{width * scale:.0f}" height="{height * scale:.0f}" role="group" aria-labelledby="{name}-t {name}-d">',
        f'<title id="{name}-t">{escape(diagram.title)}</title>',
        f'<desc id="{name}-d">{escape(diagram.description)}</desc>',
        *_boxes(diagram, layout),
        *(f'<path class="{stroke.css}" d="{stroke.path}"/>' for stroke in layout.strokes),
        *(_edge(e, c, room, link) for e, c in zip(diagram.edges, layout.edges, strict=True)),
        *(_node(n, layout.nodes[n.id], layout.room(n), layout.look, link) for n in diagram.nodes),
        *_box_labels(diagram, layout, link),
        *(_text(w.lines, w.place.x, _first(w.place, w.lines), SMALL_LINE, w.css) for w in layout.words),
        "</svg>",
    ]
    return "".join(parts)


def _boxes(diagram: Diagram, layout: Layout) -> Iterable[str]:
    # Outer boxes go first, because what is drawn later is on top.
    for box in sorted(
        (b for b in diagram.boxes if b.id not in layout.bare),
        key=lambda b: -layout.boxes[b.id][0].width * layout.boxes[b.id][0].height,
    ):
        yield f'<g class="dn-box dn-box--{box.kind}">{_rectangle(layout.boxes[box.id][0], 10)}</g>'


def _box_labels(diagram: Diagram, layout: Layout, link: Linker) -> Iterable[str]:
    for box in diagram.boxes:
        lines, place = box_lines(box, layout.way.room), layout.boxes[box.id][1]
        titled = (
            " dn-title"
            if box.id in layout.bare and layout.look == "solid" and box.inside is None and diagram.form == "towers"
            else ""
        )
        text = _text(lines, place.x - place.width / 2, _first(place, lines), SMALL_LINE, "dn-boxlabel" + titled)
        yield _linked(text, box.link, link)


def _rectangle(placed: Placed, radius: int) -> str:
    x, y = placed.x - placed.width / 2, placed.y - placed.height / 2
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{placed.width:.1f}" height="{placed.height:.1f}" rx="{radius}"/>'


def _text(lines: Sequence[str], x: float, y: float, step: float, css: str) -> str:
    spans = "".join(f'<tspan x="{x:.1f}" y="{y + i * step:.1f}">{escape(t)}</tspan>' for i, t in enumerate(lines))
    return f'<text class="{css}">{spans}</text>'


def _first(label: Placed, lines: Sequence[str]) -> float:
    """Return the y of the first line of small text."""
    return label.y - (len(lines) - 2) * SMALL_LINE / 2 - 4


def _node(node: Node, placed: Placed, room: Room, look: str, link: Linker) -> str:
    lines, details = label_lines(node, room), detail_lines(node, room)
    body = _rectangle(placed, 6)
    if look in {"plate", "code"}:
        body = _rectangle(replace(placed, y=placed.y + 5), 6).replace("<rect", '<rect class="dn-lip"') + body
        body += _plate(placed, lines, details, look)
    else:
        above = GLYPH if look == "glyph" else 0
        top = placed.y - (len(lines) * LINE + len(details) * SMALL_LINE - above) / 2
        if above:
            body += f'<path class="dn-glyph" transform="translate({placed.x - 12:.1f} {top - above + 1:.1f})" '
            body += f'd="{GLYPHS[node.kind]}"/>'
        body += _text(lines, placed.x, top + LINE - 5, LINE, "dn-label")
        if details:
            body += _text(details, placed.x, top + len(lines) * LINE + SMALL_LINE - 4, SMALL_LINE, "dn-detail")
    css = f"dn-node dn-node--{node.kind}" + (f" dn-look--{look}" if look else "")
    return f'<g class="{css}" data-of="{node.id}">{_linked(body, node.link, link)}</g>'


def _plate(placed: Placed, lines: Sequence[str], details: Sequence[str], look: str) -> str:
    """Return the texts of a plate: the label on the left, the detail on the right, or below if both don't fit."""
    left, right = placed.x - placed.width / 2 + 14, placed.x + placed.width / 2 - 14
    css = "dn-label dn-start" + (" dn-code" if look == "code" else "")
    wide = max(map(len, lines)) * 8 + sum(map(len, details)) * SMALL_CHARACTER
    below = bool(details) and wide > placed.width - 40
    top = placed.y - (len(lines) * LINE + len(details) * SMALL_LINE * below) / 2
    body = _text(lines, left, top + LINE - 5, LINE, css)
    if below:
        body += _text(details, left, top + len(lines) * LINE + SMALL_LINE - 4, SMALL_LINE, "dn-detail dn-start")
    elif details:
        middle = placed.y - len(details) * SMALL_LINE / 2 + SMALL_LINE - 4
        body += _text(details, right, middle, SMALL_LINE, "dn-detail dn-end")
    return body


def _edge(edge: Edge, curve: Curve, room: Room, link: Linker) -> str:
    points = curve.points
    if not points:
        return ""
    path = f"M{_xy(points[0])}C" + " ".join(_xy(p) for p in points[1:])
    body = f'<path d="{path}"/>'
    if curve.tip:
        body += _tip(points[-1], curve.tip)
    if curve.tail:
        body += _tip(points[0], curve.tail)
    if curve.label:
        lines = edge_lines(edge, room)
        first = _first(curve.label, lines)
        body += _linked(_text(lines, curve.label.x, first, SMALL_LINE, "dn-edgelabel"), edge.link, link)
    name = f' data-of="{edge.id}"' if edge.id else ""
    return f'<g class="dn-edge dn-edge--{edge.kind}"{name}>{body}</g>'


def _tip(base: tuple[float, float], tip: tuple[float, float]) -> str:
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    length = math.hypot(dx, dy) or 1.0
    sx, sy = -dy / length * _TIP_WIDTH, dx / length * _TIP_WIDTH
    corners = [tip, (base[0] + sx, base[1] + sy), (base[0] - sx, base[1] - sy)]
    return f'<polygon points="{" ".join(_xy(c) for c in corners)}"/>'


def _xy(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"


def _linked(body: str, target: str | None, link: Linker) -> str:
    return f'<a href="{escape(link(target))}">{body}</a>' if target else body
