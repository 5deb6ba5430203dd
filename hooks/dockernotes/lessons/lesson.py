"""A page as a lesson, read once: its fences in order, the steps of each session, the docker commands in each step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dockernotes.dockercli.reader.parse import parse
from dockernotes.dockercli.reader.parsed import Parsed
from dockernotes.dockercli.spec.model import load_spec
from dockernotes.source.console import Step, steps
from dockernotes.source.fences import Fence, fences
from dockernotes.source.includes import expand
from dockernotes.source.shell import read_script

SESSION = "console"
_INNER = re.compile(r"^(?P<prompt>(?:[\w.-]+@[\w.-]+:\S*|/\S*|[\w.-]+=|[\w.:-]+) ?[#$>])(?: (?P<input>.*))?$")


@dataclass(frozen=True, kw_only=True)
class LessonStep(Step):
    """A command of a session, with what the page shows of its output. `first`, `last`: its place in the session."""

    fence: Fence
    first: bool
    last: bool

    @property
    def options(self) -> dict[str, str]:
        """What the fence says of its session."""
        return self.fence.options

    @property
    def title(self) -> str:
        """What names the command in a message: its first line."""
        return self.text.split("\n")[0]

    @property
    def recorded(self) -> str:
        """The output that the page shows."""
        return "\n".join(line.text for line in self.output)

    @cached_property
    def calls(self) -> tuple[Parsed, ...]:
        """The docker commands in it, each as docker reads it."""
        found = (command for command in read_script(self.text).commands if command.name == "docker")
        return tuple(
            parse([w.text for w in one.words], load_spec(), {at for at, w in enumerate(one.words) if w.opaque})
            for one in found
        )

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What is typed into it while it runs, as its recorded output shows it: each prompt, and the line."""
        if "interactive" not in self.options:
            return []
        found = (_INNER.match(line.text) for line in self.output)
        return [(match["prompt"], match["input"]) for match in found if match and match["input"]]

    def seconds(self, option: str, default: float) -> float | None:
        """Return what `interrupt` or `retry` says of it, which is about the last command of a session."""
        value = self.options.get(option) if self.last else None
        return None if value is None else float(value or default)


@dataclass(frozen=True, slots=True)
class Block:
    """A fence: a session with its steps, a file that the reader makes, or what is only shown."""

    fence: Fence
    steps: tuple[LessonStep, ...] = ()

    @property
    def options(self) -> dict[str, str]:
        return self.fence.options

    @property
    def is_session(self) -> bool:
        return self.fence.language == SESSION

    @property
    def file(self) -> str:
        """The name of the file that the reader makes here, seen from the folder where the page begins."""
        return "" if self.is_session else self.options.get("file", "")

    def body(self, docs: Path) -> str:
        """Return what it holds, with the files that it takes in."""
        return expand(self.fence.text, docs)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page: its text, and its fences in order."""

    text: str
    blocks: tuple[Block, ...]

    @property
    def sessions(self) -> list[Block]:
        return [block for block in self.blocks if block.is_session]

    @property
    def steps(self) -> Iterator[LessonStep]:
        """Every command of every session."""
        return (step for block in self.blocks for step in block.steps)


def read_lesson(text: str) -> Lesson:
    """Take a page apart."""
    return Lesson(text, tuple(Block(fence, _steps(fence)) for fence in fences(text)))


def _steps(fence: Fence) -> tuple[LessonStep, ...]:
    typed = [step for step in steps(fence.lines) if step.command] if fence.language == SESSION else []
    return tuple(
        LessonStep(step.command, step.output, fence=fence, first=step is typed[0], last=step is typed[-1])
        for step in typed
    )
