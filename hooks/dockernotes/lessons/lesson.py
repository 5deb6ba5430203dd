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
    """A command of a session, with what the page shows of its output. `first`, `last`: its place in its session."""

    fence: Fence
    first: bool
    last: bool

    @property
    def options(self) -> dict[str, str]:
        """The options of its fence."""
        return self.fence.options

    @property
    def title(self) -> str:
        """Its first line, which names the command in messages."""
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
        """What is typed while it runs, taken from its recorded output: each prompt, and the line typed after it."""
        if "interactive" not in self.options:
            return []
        found = (_INNER.match(line.text) for line in self.output)
        return [(match["prompt"], match["input"]) for match in found if match and match["input"]]

    def seconds(self, option: str, default: float) -> float | None:
        """Return the seconds of `interrupt` or `retry`, or None. Both apply to a session's last command only."""
        value = self.options.get(option) if self.last else None
        return None if value is None else float(value or default)


@dataclass(frozen=True, slots=True)
class Block:
    """A fence: a session with its steps, a file that the reader creates, or something that is only shown."""

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
        """The file that the reader creates here, relative to the folder where the page begins."""
        return "" if self.is_session else self.options.get("file", "")

    def body(self, docs: Path) -> str:
        """Return its text, with the included files filled in."""
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
    """Read a page's text as a lesson."""
    return Lesson(text, tuple(Block(fence, _steps(fence)) for fence in fences(text)))


def _steps(fence: Fence) -> tuple[LessonStep, ...]:
    typed = [step for step in steps(fence.lines) if step.command] if fence.language == SESSION else []
    return tuple(
        LessonStep(step.command, step.output, fence=fence, first=step is typed[0], last=step is typed[-1])
        for step in typed
    )
