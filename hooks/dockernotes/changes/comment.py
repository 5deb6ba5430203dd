"""The comparison as a comment on a pull request.

The file comes from a job that ran the contributor's code, so nothing in it is trusted: its shape is checked, its
length is limited, and every text is put where Markdown shows it literally. Only the standard library is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

LARGEST = 2_000_000
"""The size in bytes up to which a file is accepted."""
MOST = 65_000
"""The most bytes in a comment. GitHub accepts 65,536 characters, and refuses a longer comment altogether."""
_OF_A_TABLE = MOST // 6
"""Bytes that the rows of one of the five tables may take; the rest is for the outputs."""
_ROWS = 30
_EVERY = 10_000
"""The most rows of a table that a reviewer must see in full, as far as there is room."""
_LONGEST = 160
_LINES = 12
MARK = "<!-- what changes for a reader -->"
"""The line by which the comment is found again."""

_TEXTS: dict[str, dict[str, type]] = {
    "pages": {"page": str, "kind": str, "added": int, "removed": int, "before": int, "after": int},
    "active": {"page": str, "kind": str, "content": str},
    "links": {"page": str, "target": str, "kind": str},
    "outputs": {"page": str, "command": str, "before": str, "after": str},
}
_KINDS = {"pages": ("new", "gone", "changed"), "links": ("new", "away", "broken")}


class NotAReport(Exception):
    """The file doesn't have the shape of a comparison."""


def read(raw: bytes) -> dict[str, Any]:
    """Return the comparison that a file holds. Raises NotAReport if its shape is wrong."""
    if len(raw) > LARGEST:
        raise NotAReport(f"{len(raw)} bytes; at most {LARGEST} are read")
    try:
        data = json.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise NotAReport("not JSON") from error
    if not isinstance(data, dict) or set(data) != {*_TEXTS, "before", "after"}:
        raise NotAReport("not the fields of a comparison")
    if not all(_whole(data[name]) for name in ("before", "after")):
        raise NotAReport("weights are numbers")
    for section, fields in _TEXTS.items():
        rows = data[section]
        if not isinstance(rows, list):
            raise NotAReport(f"`{section}` is a list")
        for row in rows:
            if not isinstance(row, dict) or set(row) != set(fields):
                raise NotAReport(f"not the fields of an entry of `{section}`")
            if not all(
                _whole(row[name]) if kind is int else isinstance(row[name], str) for name, kind in fields.items()
            ):
                raise NotAReport(f"not the types of an entry of `{section}`")
            if section in _KINDS and row["kind"] not in _KINDS[section]:
                raise NotAReport(f"`{section}` has no such kind")
    return data


def _whole(value: object) -> bool:
    return type(value) is int and 0 <= value < 10**12


def comment(data: dict[str, Any], preview: str) -> str:
    """Return the comment as Markdown. `preview`: the address of the run with the built site as an artifact; trusted."""
    broken = [row for row in data["links"] if row["kind"] == "broken"]
    away = [row for row in data["links"] if row["kind"] == "away"]
    fresh = [row for row in data["links"] if row["kind"] == "new"]
    parts = [
        MARK,
        "### What changes for a reader",
        f"The built site is the artifact `preview` of [this run]({preview}). "
        f"All its files: {_size(data['after'])}, {_difference(data['before'], data['after'])}.",
        _table("New: what runs, loads or sends", ("Page", "", "What"), data["active"], _of_active, _EVERY),
        _table("New links to other sites", ("Page", "Leads to"), away, _of_link, _EVERY),
        _table("Pages", ("Page", "", "Lines", "Compressed"), data["pages"], _of_page),
        _table("Links that lead nowhere", ("Page", "Leads to"), broken, _of_link),
        _table("New links within the site", ("Page", "Leads to"), fresh, _of_link, _EVERY),
    ]
    room = MOST - sum(len(part.encode()) + 2 for part in parts)
    parts.append(_outputs(data["outputs"], room))
    if not any(data[name] for name in _TEXTS):
        parts.append("Nothing: every page reads as before.")
    return "\n\n".join(part for part in parts if part) + "\n"


def refused(why: str, preview: str) -> str:
    """Return a comment that says why the comparison can't be shown, so that one that is too large doesn't go unseen."""
    return (
        f"{MARK}\n\n### What changes for a reader\n\nThe comparison of [this run]({preview}) can't be shown: {why}.\n"
    )


def _table(
    title: str,
    head: Sequence[str],
    rows: Sequence[dict[str, Any]],
    cells: Callable[[dict[str, Any]], Sequence[str]],
    most: int = _ROWS,
) -> str:
    if not rows:
        return ""
    lines = [f"**{title}** ({len(rows)})", "", f"| {' | '.join(head)} |", "|" + " --- |" * len(head)]
    room, count = _OF_A_TABLE, 0
    for row in rows[:most]:
        line = f"| {' | '.join(cells(row))} |"
        room -= len(line.encode())
        if room < 0:
            break
        lines.append(line)
        count += 1
    if len(rows) > count:
        lines += ["", f"and {len(rows) - count} more; the artifact `changes` of that run has all of them."]
    return "\n".join(lines)


def _of_page(row: dict[str, Any]) -> Sequence[str]:
    lines = f"+{row['added']} −{row['removed']}"
    return _code(row["page"] or "/"), row["kind"], lines, _difference(row["before"], row["after"])


def _of_active(row: dict[str, Any]) -> Sequence[str]:
    return _code(row["page"] or "/"), _code(row["kind"]), _code(row["content"])


def _of_link(row: dict[str, Any]) -> Sequence[str]:
    return _code(row["page"] or "/"), _code(row["target"])


def _outputs(rows: Sequence[dict[str, Any]], room: int) -> str:
    """Return the first changed outputs, as many as there is room for. `room`: bytes."""
    if not rows:
        return ""
    blocks = [f"**Changed outputs** ({len(rows)})"]
    room -= 200  # the title, and how many more there are
    for row in rows[:_ROWS]:
        before, after = (_cut(row[name]) for name in ("before", "after"))
        text = "\n".join([f"$ {_line(row['command'])}", *(f"- {x}" for x in before), *(f"+ {x}" for x in after)])
        block = f"{_code(row['page'])}\n\n```diff\n{text}\n```"
        room -= len(block.encode()) + 2
        if room < 0:
            break
        blocks.append(block)
    if len(rows) >= len(blocks):
        blocks.append(f"and {len(rows) - len(blocks) + 1} more.")
    return "\n\n".join(blocks)


def _cut(text: str) -> list[str]:
    lines = [_line(line) for line in text.split("\n")]
    return lines if len(lines) <= _LINES else [*lines[:_LINES], f"… {len(lines) - _LINES} more lines"]


def _line(text: str) -> str:
    """Return one line of printable characters without the marks that could end a fence."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text).replace("`", "ˋ")
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _code(text: str) -> str:
    """Return a text as inline code that stays in its table cell."""
    shown = re.sub(r"\s+", " ", _line(text)).replace("|", "¦").strip()
    return f"`{shown or ' '}`"


def _size(size: int) -> str:
    return f"{size / 1024:,.0f} KB"


def _difference(before: int, after: int) -> str:
    change = after - before
    return "as before" if change == 0 else f"{'+' if change > 0 else '−'}{abs(change) / 1024:,.1f} KB"
