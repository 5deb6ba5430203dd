"""Every command of the site, page by page, and how it was proved: run on an engine, or only parsed, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dockernotes.catalog.catalog import Catalog
from dockernotes.lessons.lesson import Lesson, read_lesson

_LESSON = re.compile(r"(?:course|beyond)/(?!index\.md)[^/]+\.md$")
_SHELLS = frozenset(("bash", "sh", "shell", "zsh", "powershell", "pwsh", "bat", "cmd"))
_TITLE = re.compile(r"\A---\n(?:.*\n)*?title: *(?P<quote>[\"']?)(?P<title>.+?)(?P=quote) *\n")
EXAMPLE = "an example of the reference; its names and files are made up"
OUTSIDE = "not of a chapter, so no lesson runs it"
UNPROVED = "no lesson has run it yet"


@dataclass(frozen=True, slots=True)
class Proved:
    """A command. `why`: the reason that it was only parsed; empty if it was run. `docker`: the Docker that ran it,
    if it isn't the page's own.
    """

    command: str
    why: str = ""
    docker: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and its commands. `docker`, `date`: the engine that ran them, and when."""

    source: str
    title: str
    commands: tuple[Proved, ...]
    docker: str = ""
    date: str = ""

    @property
    def ran(self) -> int:
        """How many of the commands were run."""
        return sum(not proved.why for proved in self.commands)


def is_lesson(source: str) -> bool:
    """Return whether the lessons run a page: a chapter, or another page in the chapters' folders."""
    return bool(_LESSON.match(source))


def titles(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the title of each page that has one in its front matter."""
    return {source: match["title"] for source, text in texts.items() if (match := _TITLE.match(text))}


def typed(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Yield each command that a page tells its reader to type, and why it isn't run; empty if it is."""
    for block in lesson.blocks:
        why = block.options.get("norun", "")
        yield from ((step.text, why) for step in block.steps)
        if block.fence.language in _SHELLS and "file" not in block.options:
            rows = re.sub(r"(?<=[\\`^])\n", "\0", block.fence.text).split("\n")
            yield from ((row.replace("\0", "\n"), why or OUTSIDE) for row in rows if row.strip() and row[0] != "#")


def sheets(texts: Mapping[str, str], proofs: Mapping[str, Any]) -> Iterator[Sheet]:
    """Yield the pages that have commands. `proofs`: what the lessons recorded about each page."""
    for source, text in texts.items():
        entry = proofs.get(source, {}) if is_lesson(source) else {}
        # A command that is on the page several times counts as run as often as a lesson ran it.
        ran: dict[str, list[str]] = {}
        for noted in entry.get("commands", []):
            if noted["proof"] == "run":
                ran.setdefault(noted["command"], []).append(noted.get("docker", ""))
        excuses = {c["command"]: c["why"] for c in entry.get("commands", []) if c.get("why")}
        found = []
        for command, why in typed(read_lesson(text)):
            if not why and ran.get(command):
                found.append(Proved(command, docker=ran[command].pop(0)))
            else:
                found.append(Proved(command, why or excuses.get(command, UNPROVED)))
        if found:
            title = match["title"] if (match := _TITLE.match(text)) else source
            yield Sheet(source, title, tuple(found), entry.get("docker", ""), entry.get("date", ""))


def examples(catalog: Catalog) -> Iterator[Sheet]:
    """Yield the pages of the reference, each with the commands that the data file gives it."""
    for group in catalog.groups:
        commands = [c for c in catalog.commands if c.group == group.id]
        shown = [e.command for c in commands for e in c.examples]
        shown += [f.example for c in commands for f in c.flags if f.example]
        if shown:
            yield Sheet(f"reference/{group.id}.md", group.title, tuple(Proved(s.strip(), EXAMPLE) for s in shown))
