"""A page as what its reader does, in order: files they make and commands they type, as the newest Docker runs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dockernotes.dockercli.spec.model import load_spec
from dockernotes.lessons.lesson import answers, version_excuse
from dockernotes.source.console import Step, steps
from dockernotes.source.fences import Fence, fences
from dockernotes.source.includes import expand

_NOT_DONE = frozenset(("extra", "norun"))


@dataclass(frozen=True, slots=True)
class Written:
    """A file that the page tells its reader to make; `name` is seen from the folder where the page begins."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A command. `session`: which of the page's sessions it belongs to, from 0; `first`, `last`: its place there."""

    session: int
    step: Step
    fence: Fence
    first: bool
    last: bool

    @property
    def inputs(self) -> list[str]:
        """What is typed once it runs."""
        return [typed for _, typed in answers(self.step)] if "interactive" in self.fence.options else []

    def seconds(self, option: str, default: float) -> float | None:
        """Return what `interrupt` or `retry` of its session says of it."""
        value = self.fence.options.get(option) if self.last else None
        return None if value is None else float(value or default)


def script(text: str, docs: Path) -> Iterator[Written | Typed]:
    """Yield what the reader of a page does. What is only read, is run on request
    or needs an older Docker is left out.
    """
    session = -1
    for fence in fences(text):
        name = fence.options.get("file")
        if fence.language == "console":
            session += 1
            todo = [step for step in steps(fence.lines) if step.command]
            if not _is_left_out(fence):
                for step in todo:
                    yield Typed(session, step, fence, first=step is todo[0], last=step is todo[-1])
        elif name and not _NOT_DONE & fence.options.keys():
            yield Written(name, expand(fence.text, docs) + "\n")


def _is_left_out(fence: Fence) -> bool:
    old = version_excuse(fence.options.get("docker", ""), load_spec().version)
    return bool(_NOT_DONE & fence.options.keys() or old)
