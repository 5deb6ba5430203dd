"""Where a page's sessions begin: what a lab has to do before it stands there. Fetched when a reader tries a session."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dockernotes.lessons.script import Typed, Written, script

FOLDER = "assets/lab/start/"
"""Where the site keeps them, each named as its page is."""


def address(source: str) -> str:
    """Return the place of a page's file."""
    return f"{FOLDER}{source.removesuffix('.md')}.json"


def starts(text: str, docs: Path) -> str:
    """Return the JSON of a page: its steps in order, and for each session how many of them come before it.

    A step is a line of shell, `{"file", "text"}`, or a line with what it needs besides. A session that is only read, or
    that needs an older Docker, has null. Nothing is returned for a page without any that is run.
    """
    steps: list[str | dict[str, Any]] = []
    before: dict[int, int] = {}
    for each in script(text, docs):
        if isinstance(each, Written):
            steps.append({"file": each.name, "text": each.text})
            continue
        before.setdefault(each.session, len(steps))
        image = each.fence.options.get("fresh")
        if image and each.first:
            # It stays away while the reader stands at this session.
            steps.append(f"docker image rm --force {image}")
            before[each.session] = len(steps)
        steps.append(step(each))
    if not before:
        return ""
    sessions = [before.get(number) for number in range(max(before) + 1)]
    return json.dumps({"steps": steps, "sessions": sessions}, ensure_ascii=False, separators=(",", ":"))


def step(each: Typed) -> str | dict[str, Any]:
    """Return a command as a lab takes it."""
    options = {
        "typed": each.inputs if "interactive" in each.fence.options else None,
        "interrupt": each.seconds("interrupt", 3),
        "retry": each.seconds("retry", 20),
    }
    given = {name: value for name, value in options.items() if value is not None}
    return {"run": each.step.text, **given} if given else each.step.text
