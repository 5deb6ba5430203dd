"""How each command was proved, as a run notes it down and as a page shows it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from dockernotes.lessons.engine import Engine
from dockernotes.lessons.lesson import EXCUSE, Ran
from dockernotes.proofs import read


def update(file: Path, page: str, engine: Engine, day: date, results: Iterable[Ran]) -> None:
    """Replace the entry of one page. `page`: its path below docs. `engine`: on which it was run.

    What is for other versions of Docker only keeps the proof of the engine that ran it before.
    """
    entries, _ = read(file, file.name)
    before = entries.get(page, {"commands": []})
    kept = _elsewhere(before, engine.docker)
    commands = []
    for ran in results:
        if not ran.command:
            continue
        noted = {"command": ran.command, "proof": "run" if ran.printed is not None else "parsed"}
        if ran.why.startswith(EXCUSE) and kept.get(ran.command):
            noted |= {"proof": "run", "docker": kept[ran.command].pop(0)}
        elif ran.why:
            noted["why"] = ran.why
        commands.append(noted)
    entries[page] = asdict(engine) | {"date": day.isoformat(), "commands": commands}
    others = {c["docker"] for c in commands if "docker" in c}
    runs = [{key: value for key, value in run.items() if key not in ("commands", "also")} for run in runs_of(before)]
    if also := [run for run in runs if run["docker"] in others]:
        entries[page]["also"] = also
    part = file.with_suffix(".part")
    part.write_text(json.dumps(dict(sorted(entries.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(file)


def _elsewhere(entry: dict[str, Any], docker: str) -> dict[str, list[str]]:
    """Return what another Docker than `docker` has run of a page: each command with the versions, in their order."""
    found: dict[str, list[str]] = {}
    for noted in entry["commands"]:
        by = noted.get("docker", entry.get("docker", ""))
        if noted["proof"] == "run" and by != docker:
            found.setdefault(noted["command"], []).append(by)
    return found


def runs_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the runs of which a page has proofs, the latest first: on which engine, and when."""
    return [entry, *entry.get("also", [])] if "docker" in entry else []


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
    on = ", and on ".join(map(_on, runs_of(entry)))
    count = len(entry["commands"])
    which = f"All {count} commands" if ran == count > 1 else f"{ran} of the {count} commands"
    link = f'<a href="{report}">{which}</a>'
    return f'<p class="dn-proof">{link} on this page were run on {on}.</p>'


def _on(run: dict[str, Any]) -> str:
    on = ground(run)
    when = f'<time datetime="{run["date"]}">{day(run["date"])}</time>'
    return f"Docker {run['docker']} on {when}{f' ({on})' if on else ''}"
