"""A diagram is laid out so that it fits, and so that no arrow crosses a text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from catalog.test_macros import CATALOG
from dockernotes.catalog.inline import inline
from dockernotes.diagrams.diagram import Diagram, Node
from dockernotes.diagrams.faults import Fault, faults
from dockernotes.diagrams.frames import aligned
from dockernotes.diagrams.labels import labelled
from dockernotes.diagrams.layout import Layout, Line, Placed, Point, Way, label_lines
from dockernotes.diagrams.layout_cache import place
from dockernotes.diagrams.spacing import MARGIN, PAGE, PHONE, Screen
from dockernotes.diagrams.svg import diagram_figure

ROOM = PAGE.rooms[0]


def diagram(**parts: Any) -> Diagram:
    title = "Things and what leads from one to the other, drawn for this test"
    return Diagram.model_validate({"id": "test", "title": title, "description": title} | parts)


def arrow(*points: Point, label: Placed | None = None) -> Line:
    (x1, y1), (x2, y2) = points
    return Line(((x1, y1), (x1, y1), (x2, y2), (x2, y2)), None, None, label)


EMPTY = Layout(Way("down", ROOM), 400, 400, {}, {}, [])


def layout(**parts: Any) -> Layout:
    return replace(EMPTY, **parts)


@pytest.mark.parametrize("screen", [PAGE, PHONE], ids=lambda s: s.name)
@pytest.mark.parametrize("drawn", CATALOG.diagrams if CATALOG else [], ids=lambda d: d.id)
def test_every_diagram_fits_and_nothing_in_it_lies_on_anything_else(drawn: Diagram, screen: Screen) -> None:
    found = place(drawn, screen)
    assert list(faults(found)) == []
    assert found.width + 2 * MARGIN <= screen.width


DOWN = arrow((200, 0), (200, 400))
TEXT = Placed(210, 100, 60, 15)
FAULTY = {
    "across a node": (layout(nodes={"a": TEXT}, edges=[DOWN]), [Fault("arrow 0", "a")]),
    "across the label of a box": (
        layout(boxes={"a": (Placed(200, 200, 200, 300), TEXT)}, edges=[DOWN]),
        [Fault("arrow 0", "label of a")],
    ),
    "close to the label of a box": (
        layout(boxes={"a": (Placed(200, 200, 200, 300), Placed(237, 100, 60, 15))}, edges=[DOWN]),
        [Fault("arrow 0", "label of a")],
    ),
    "across the label of an arrow": (
        layout(edges=[DOWN, arrow((0, 0), (0, 400), label=TEXT)]),
        [Fault("arrow 0", "label of arrow 1")],
    ),
    "label on a border": (
        layout(
            boxes={"a": (Placed(300, 200, 180, 300), Placed(300, 200, 40, 15))},
            edges=[arrow((0, 0), (0, 9), label=TEXT)],
        ),
        [Fault("label of arrow 0", "border of a")],
    ),
    "label on a node": (
        layout(nodes={"a": Placed(230, 100, 60, 40)}, edges=[arrow((0, 0), (0, 9), label=TEXT)]),
        [Fault("label of arrow 0", "a")],
    ),
    "label on a label": (
        layout(edges=[arrow((0, 0), (0, 9), label=TEXT), arrow((5, 0), (5, 9), label=TEXT)]),
        [Fault("label of arrow 0", "label of arrow 1")],
    ),
    "nothing": (
        layout(
            nodes={"a": Placed(200, 420, 90, 40)}, edges=[arrow((200, 0), (200, 400), label=Placed(250, 200, 60, 15))]
        ),
        [],
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_found(name: str) -> None:
    drawn, expected = FAULTY[name]
    assert list(faults(drawn)) == expected


def test_labels_move_out_of_the_way() -> None:
    box, node = Placed(200, 200, 300, 300), Placed(300, 300, 40, 40)
    crossed = layout(
        boxes={"a": (box, Placed(110, 60, 100, 15))}, nodes={"b": node}, edges=[arrow((100, 0), (100, 280), label=node)]
    )
    assert [f.on for f in faults(crossed)] == ["label of a", "b"]
    moved = labelled(crossed)
    assert list(faults(moved)) == []
    assert moved.boxes["a"][1].x > box.x


def test_boxes_side_by_side_begin_and_end_on_one_line() -> None:
    both = [{"id": name, "label": name} for name in ("high", "low")]
    nodes = [{"id": name, "label": name, "box": box} for name, box in (("a", "high"), ("b", "low"))]
    placed = layout(
        boxes={
            "high": (Placed(100, 200, 100, 200), Placed(80, 115, 40, 15)),
            "low": (Placed(300, 230, 100, 60), Placed(280, 250, 40, 15)),
        }
    )
    (high, top), (low, bottom) = aligned(diagram(boxes=both, nodes=nodes), placed).boxes.values()
    assert (low.y, low.height) == (high.y, high.height) == (200, 200)
    assert (top.y, bottom.y) == (115, 290)

    course = diagram(boxes=both, nodes=nodes, edges=[{"source": "a", "target": "b"}])
    assert aligned(course, placed) == placed
    in_the_way = Placed(300, 150, 60, 20)
    assert (
        aligned(diagram(boxes=both, nodes=nodes), layout(boxes=placed.boxes, nodes={"c": in_the_way})).boxes
        == placed.boxes
    )


def test_a_box_that_is_entered_from_above_has_its_label_elsewhere() -> None:
    entered = diagram(
        boxes=[{"id": "box", "label": "All that is in here"}],
        nodes=[{"id": "a", "label": "A"}, {"id": "b", "label": "B", "box": "box"}],
        edges=[{"source": "a", "target": "b"}],
    )
    found = place(entered, PHONE)
    box, label = found.boxes["box"]
    assert label.y > box.y
    assert list(faults(found)) == []


def test_what_is_compared_stands_in_the_order_of_the_data() -> None:
    pairs = [("a1", "a2"), ("b1", "b2"), ("c1", "c2")]
    nodes = [{"id": name, "label": name} for pair in pairs for name in pair]
    edges = [{"source": source, "target": target} for source, target in pairs]
    found = place(diagram(direction="right", nodes=nodes, edges=edges), PAGE)
    assert found.way.direction == "right"
    assert found.nodes["a1"].y < found.nodes["b1"].y < found.nodes["c1"].y


def test_lines_of_a_text_are_as_long_as_each_other() -> None:
    node = Node(id="a", label="processes, memory, files, network")
    assert label_lines(node, PHONE.rooms[0]) == ["processes,", "memory, files,", "network"]
    assert label_lines(Node(id="a", label="one two three four"), PHONE.rooms[0]) == ["one two", "three four"]


def test_what_is_too_wide_for_a_phone_can_be_scrolled() -> None:
    wide = "x" * 60
    html = diagram_figure(diagram(nodes=[{"id": n, "label": wide} for n in "ab"]), str, inline)
    assert 'class="dn-svg dn-svg--narrow dn-svg--scrolls"' in html
    assert '<div class="dn-diagram__scroll" tabindex="0"' in html
    assert "dn-svg--scrolls" not in diagram_figure(diagram(nodes=[{"id": n, "label": n} for n in "ab"]), str, inline)


FORMED = [drawn for drawn in (CATALOG.diagrams if CATALOG else []) if drawn.form]


def test_most_diagrams_have_a_form_of_their_own() -> None:
    assert {drawn.form for drawn in FORMED} == {"stack", "cache", "towers", "wall", "life", "rings", "map"}
    assert len(FORMED) >= 12
    assert len([drawn for drawn in FORMED if drawn.steps]) >= 4


@pytest.mark.parametrize("drawn", [d for d in FORMED if d.steps], ids=lambda d: d.id)
def test_what_a_step_marks_is_drawn(drawn: Diagram) -> None:
    html = diagram_figure(drawn, str, inline)
    for step in drawn.steps:
        assert inline(step.says) in html
        for mark in step.marks:
            assert html.count(f'data-of="{mark}"') == 2, f"{mark}: once on the page and once on a phone"


def test_towers_stand_on_one_ground() -> None:
    (vms,) = (drawn for drawn in FORMED if drawn.id == "vm-vs-container")
    for screen in (PAGE, PHONE):
        placed = place(vms, screen).nodes
        assert placed["hypervisor"].y + placed["hypervisor"].height / 2 == pytest.approx(
            placed["kernel"].y + placed["kernel"].height / 2
        )
