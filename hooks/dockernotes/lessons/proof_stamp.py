"""The runs that proved a page's commands, as the page shows them: on which Docker, and when."""

from __future__ import annotations

from datetime import date
from typing import Any


def runs_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the runs that proved a page's commands, latest first, each with its engine and date."""
    return [entry, *entry.get("also", [])] if "docker" in entry else []


def day(iso: str) -> str:
    """Return a date as people write it."""
    when = date.fromisoformat(iso)
    return f"{when.day} {when:%B} {when.year}"


def ground(entry: dict[str, Any]) -> str:
    """Return what a page ran on besides Docker's release: the engine's own name, its image store, and whose images."""
    engine = [entry["engine"]] if entry.get("engine") else []
    store = [f"{entry['store']} image store"] if entry.get("store") else []
    images = ["images of the same names, made from Debian’s packages"] if entry.get("standins") else []
    return "; ".join((*engine, *store, *images))


def stamp(entry: dict[str, Any] | None, report: str) -> str:
    """Return the line at a page's end: which Docker its commands last ran on, and when. Empty for a page without.

    `report`: the address of the list of these commands.
    """
    if not entry:
        return ""
    ran = sum(c["proof"] == "run" for c in entry["commands"])
    on = ", and on ".join(map(_on, runs_of(entry)))
    count = len(entry["commands"])
    which = f"All {count} commands" if ran == count > 1 else f"{ran} of the {count} commands"
    link = f'<a href="{report}">{which}</a>'
    return f'<p class="dn-proof">{link} on this page were run on {on}.</p>'


def _on(run: dict[str, Any]) -> str:
    on = ground(run)
    when = f'<time datetime="{run["date"]}">{day(run["date"])}</time>'
    return f"Docker {run['docker']} on {when}{f' ({on})' if on else ''}"
