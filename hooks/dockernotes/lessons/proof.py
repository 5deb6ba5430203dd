"""How each command was proved, as a run notes it down and as a page shows it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from dockernotes.lessons.engine import Engine
from dockernotes.lessons.lesson import Ran
from dockernotes.proofs import read


def update(file: Path, page: str, engine: Engine, day: date, results: Iterable[Ran]) -> None:
    """Replace the entry of one page. `page`: its path below docs. `engine`: on which it was run."""
    entries, _ = read(file, file.name)
    commands = [
        {"command": r.command, "proof": "run" if r.printed is not None else "parsed"}
        | ({"why": r.why} if r.why else {})
        for r in results
        if r.command
    ]
    entries[page] = asdict(engine) | {"date": day.isoformat(), "commands": commands}
    part = file.with_suffix(".part")
    part.write_text(json.dumps(dict(sorted(entries.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(file)


def day(iso: str) -> str:
    """Return a date as people write it."""
    when = date.fromisoformat(iso)
    return f"{when.day} {when:%B} {when.year}"


def ground(entry: dict[str, Any]) -> str:
    """Return what a page ran on besides Docker's release: the engine's own name, its image store, whose images."""
    engine = [entry["engine"]] if entry.get("engine") else []
    store = [f"{entry['store']} image store"] if entry.get("store") else []
    images = ["images of the same names, made from Debian’s packages"] if entry.get("standins") else []
    return "; ".join((*engine, *store, *images))


def stamp(entry: dict[str, Any] | None, report: str) -> str:
    """Return the line at a page's end: which Docker its commands last ran on, and when. Nothing for a page without.

    `report`: the address where each of them is listed.
    """
    if not entry:
        return ""
    ran = sum(c["proof"] == "run" for c in entry["commands"])
    on = ground(entry)
    return (
        f'<p class="dn-proof"><a href="{report}">{ran} of the {len(entry["commands"])} commands</a> on this page were '
        f'run on Docker {entry["docker"]} on <time datetime="{entry["date"]}">{day(entry["date"])}</time>'
        f"{f' ({on})' if on else ''}.</p>"
    )
