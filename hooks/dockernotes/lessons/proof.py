"""How each command was proved, as a run notes it down."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from dockernotes.atomic import write
from dockernotes.lessons.engine import Engine
from dockernotes.lessons.excuses import ON_REQUEST, OTHER_DOCKER
from dockernotes.lessons.lesson import Lesson, LessonStep
from dockernotes.lessons.lesson_run import Ran
from dockernotes.lessons.proof_stamp import runs_of
from dockernotes.proofs import read

Printed = tuple[str, str]
"""A command, and the fingerprint of its output."""


def printed(step: LessonStep) -> Printed:
    """Return a command and the fingerprint of the output that the page shows for it, empty if it shows none."""
    return step.text, sha256(step.recorded.encode()).hexdigest()[:12] if step.recorded else ""


def shows(lesson: Lesson) -> list[Printed]:
    """Return what a page shows for each command, in order."""
    return [printed(step) for step in lesson.steps]


def known(entry: dict[str, Any]) -> set[Printed]:
    """Return what was recorded for a page, from its entry."""
    return {(noted["command"], noted.get("output", "")) for noted in entry.get("commands", [])}


def update(
    file: Path, page: str, engine: Engine, day: date, results: Iterable[Ran], lesson: Lesson, *, recorded: bool
) -> None:
    """Replace the entry of one page. `page`: its path below docs. `engine`: the one it ran on. `lesson`: the page now.

    A command for other versions of Docker, or run only on request, keeps the proof of the engine that ran it before.
    An output is noted as printed if it was recorded, now (`recorded`) or before: a run alone ignores what varies.
    """
    entries, _ = read(file, file.name)
    before = entries.get(page, {"commands": []})
    old, ever, seen = _proved(before, engine.docker), _proved(before), known(before)
    commands = []
    for ran, (_, output) in zip((r for r in results if r.command), shows(lesson), strict=True):
        noted = {"command": ran.command, "proof": "run" if ran.printed is not None else "parsed"}
        others = old if ran.why.startswith(OTHER_DOCKER) else ever if ran.why.startswith(ON_REQUEST) else {}
        if others.get(ran.command):
            noted = others[ran.command].pop(0)
        elif ran.why:
            noted["why"] = ran.why
        elif output and (recorded or (ran.command, output) in seen):
            noted["output"] = output
        commands.append(noted)
    entries[page] = asdict(engine) | {"date": day.isoformat(), "commands": commands}
    others_docker = {c["docker"] for c in commands if "docker" in c}
    # If there are two runs on one Docker, the earlier is kept: the later left out what is run on request.
    runs = {run["docker"]: {k: v for k, v in run.items() if k not in ("commands", "also")} for run in runs_of(before)}
    if also := [run for docker, run in runs.items() if docker in others_docker]:
        entries[page]["also"] = also
    write(file, (json.dumps(dict(sorted(entries.items())), indent=1, ensure_ascii=False) + "\n").encode())


def _proved(entry: dict[str, Any], but: str = "") -> dict[str, list[dict[str, str]]]:
    """Return, for each command of a page, its proofs in order: runs on any Docker except `but`."""
    found: dict[str, list[dict[str, str]]] = {}
    for noted in entry["commands"]:
        by = noted.get("docker", entry.get("docker", ""))
        if noted["proof"] == "run" and by != but:
            found.setdefault(noted["command"], []).append(noted | {"docker": by})
    return found
