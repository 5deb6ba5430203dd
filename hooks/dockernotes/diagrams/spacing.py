"""How much space a diagram may take, on a page and on a phone."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Room:
    """Limits for a drawing: widths of texts in characters, Graphviz's `gap` and `rank` in inches, others in pixels."""

    label: int
    detail: int
    edge: int
    box: int
    padding: float
    gap: float
    rank: float
    margin: int


@dataclass(frozen=True, slots=True)
class Screen:
    """What a drawing is for: the width that fits, in pixels, and the rooms it may use, best first."""

    name: str
    width: float
    rooms: tuple[Room, ...]


MARGIN = 6.0
"""Space around a picture, in pixels."""
SMALLEST = 0.88
"""How far a picture may shrink: its small text of 12.5 pixels stays at 11."""

_WIDE = Room(label=60, detail=30, edge=22, box=30, padding=14, gap=0.35, rank=0.45, margin=14)
_SNUG = Room(label=24, detail=18, edge=10, box=30, padding=9, gap=0.2, rank=0.3, margin=9)
_NARROW = Room(label=15, detail=18, edge=12, box=30, padding=7, gap=0.16, rank=0.3, margin=7)
_TIGHT = Room(label=13, detail=14, edge=8, box=30, padding=6, gap=0.12, rank=0.25, margin=6)

PAGE = Screen("wide", 625 / SMALLEST, (_WIDE, _SNUG))
"""The width of a page next to the navigation."""
PHONE = Screen(
    "narrow",
    335 / SMALLEST,
    (_NARROW, replace(_NARROW, box=18), _TIGHT, replace(_TIGHT, box=14), replace(_TIGHT, label=11, box=14)),
)
