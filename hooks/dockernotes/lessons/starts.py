"""What the lab must do before each session of a page can begin. Fetched when a reader tries a session."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dockernotes.dockercli.spec.model import load_spec
from dockernotes.lessons.excuses import other_docker
from dockernotes.lessons.lesson import Block, LessonStep, read_lesson

FOLDER = "assets/lab/start/"
"""Where the site keeps these files, each named after its page."""


def address(source: str) -> str:
    """Return the address of a page's file."""
    return f"{FOLDER}{source.removesuffix('.md')}.json"


def starts(text: str, docs: Path) -> str:
    """Return the JSON of a page: its steps in order, and for each session how many of them come before it.

    A step is a line of shell, `{"file", "text"}`, or a line with its options (see `step`). A session that is only
    read, or that needs an older Docker, has null. The text is empty if no session of the page is run.
    """
    steps: list[str | dict[str, Any]] = []
    before: dict[int, int] = {}
    session = -1
    for block in read_lesson(text).blocks:
        session += block.is_session
        if not is_done(block):
            continue
        if block.file:
            steps.append({"file": block.file, "text": block.body(docs) + "\n"})
        for each in block.steps:
            image = each.options.get("fresh")
            if image and each.first:
                # A step that comes before the session begins, so that the reader finds the image gone.
                steps.append(f"docker image rm --force {image}")
            before.setdefault(session, len(steps))
            steps.append(step(each))
    if not before:
        return ""
    sessions = [before.get(number) for number in range(max(before) + 1)]
    return json.dumps({"steps": steps, "sessions": sessions}, ensure_ascii=False, separators=(",", ":"))


def is_done(block: Block) -> bool:
    """Return whether a reader with the newest Docker does what a fence says, rather than only reading it."""
    if {"extra", "norun"} & block.options.keys():
        return False
    return not (block.is_session and other_docker(block.options.get("docker", ""), load_spec().version))


def step(each: LessonStep) -> str | dict[str, Any]:
    """Return a command as the lab takes it: its text alone, or with the options it has."""
    options = {
        "typed": [typed for _, typed in each.answers] if "interactive" in each.options else None,
        "interrupt": each.seconds("interrupt", 3),
        "retry": each.seconds("retry", 20),
    }
    given = {name: value for name, value in options.items() if value is not None}
    return {"run": each.text, **given} if given else each.text
