"""Run a page from top to bottom on a real engine, the way its reader would type it."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dockernotes.lessons import engine, guard
from dockernotes.lessons.claims import Claim, claims
from dockernotes.lessons.compare import Masks, difference, shown
from dockernotes.lessons.excuses import excuse, is_read_only
from dockernotes.lessons.lesson import Block, Lesson, LessonStep
from dockernotes.lessons.lesson_shell import Result, Shell

OTHER = "prints something else"
SCRATCH = "DOCKER_NOTES_SCRATCH"
"""Set if nobody else uses the engine, so that whatever is new in it may be removed. `tests/engine/start` sets it."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A command and its result. `printed` is None if it wasn't run; `why` then says why not."""

    line: int
    command: str
    printed: str | None
    why: str = ""
    trouble: str = ""
    step: LessonStep | None = None

    def settled(self) -> Ran:
        """Return a copy without the trouble, since the output was recorded."""
        return replace(self, trouble="")


def run(lesson: Lesson, docs: Path, masks: Masks) -> Iterator[Ran]:
    """Run a page, and yield each command as it ends, then what the page left behind.

    A page that would touch what others made, or whose ports are taken, isn't run at all.
    """
    if SCRATCH in os.environ:
        engine.forget_builds()
    before = engine.holdings()
    claimed = list(claims(lesson, docs))
    refused = False
    for line, command, fault in guard.obstacles(lesson, claimed, before):
        refused = True
        yield Ran(line, command, None, trouble=fault)
    if refused:
        return
    with tempfile.TemporaryDirectory(prefix="docker-notes-", ignore_cleanup_errors=True) as name:
        # Compose stores the real path as a project's folder.
        home = Path(name).resolve()
        shell = Shell(home, home / "docker-notes", engine.address())
        there = engine.look()
        running = _Run(shell, docs, masks, there.docker if there else "0", before)
        troubles: list[Ran] = []
        try:
            for block in lesson.blocks:
                if block.is_session:
                    yield from running.session(block)
                elif block.file:
                    running.write(block)
        finally:
            # Also when somebody presses Ctrl-C.
            shell.close()
            troubles = _tidy(before, claimed, home, lesson)
    yield from troubles


ENDED = "a command above it did not end in time, and the shell was closed with it"


@dataclass(frozen=True, slots=True)
class _Run:
    shell: Shell
    docs: Path
    masks: Masks
    version: str
    before: set[engine.Holding]

    def write(self, block: Block) -> None:
        """Write the file that the reader creates at this point of the page."""
        if is_read_only(block.options):
            return
        file = (self.shell.start / block.file).resolve()
        if file.is_relative_to(self.shell.start.resolve()):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.body(self.docs) + "\n", encoding="utf-8")
            # The folders in between may be new as well.
            inside = file.relative_to(self.shell.start.resolve())
            self.shell.own(file, *(self.shell.start / folder for folder in inside.parents))

    def session(self, block: Block) -> Iterator[Ran]:
        """Run the commands of a session."""
        options = block.options
        skip = excuse(options, self.version)
        if image := options.get("fresh"):
            skip = skip or _without(image)
        codes: list[int | None] = []
        for step in block.steps:
            skip = skip or (ENDED if self.shell.ended else "")
            if skip:
                yield Ran(step.line, step.text, None, why=skip, step=step)
                continue
            result = _one(step, self.shell)
            codes.append(result.code)
            output = guard.without_others(step, result.output, self.before)
            printed = shown(step, output)
            trouble = _fault(Result(output, result.code), step, codes)
            if not trouble:
                lines = difference(step, printed, self.masks)
                trouble = OTHER + ":\n" + "\n".join(lines) if lines else ""
            yield Ran(step.line, step.text, printed, trouble=trouble, step=step)


def _fault(result: Result, step: LessonStep, codes: list[int | None]) -> str:
    """Return how a command ended differently from what its fence says, or an empty string."""
    if result.code is None:
        return f"did not end in time; it has printed:\n{result.output}"
    options = step.options
    wanted = options.get("mistake", "")
    if step.last and wanted and wanted not in result.output:
        return f"the page promises `{wanted}`, the engine says:\n{result.output}"
    if step.last and "fails" in options and not any(codes):
        return "the page says that this fails, but it does not"
    excused = {"fails", "mistake"} & options.keys() or (step.last and "interrupt" in options)
    return "" if result.code == 0 or excused else f"exit code {result.code}:\n{result.output}"


def _one(step: LessonStep, shell: Shell) -> Result:
    if "interactive" in step.options:
        return shell.talk(step.text, [typed for _, typed in step.answers], [prompt for prompt, _ in step.answers])
    terminal = "terminal" in step.options
    result = shell.run(step.text, interrupt=step.seconds("interrupt", 3), terminal=terminal)
    if (patience := step.seconds("retry", 20)) is not None and "interrupt" not in step.options:
        end = time.monotonic() + patience
        while result.code != 0 and time.monotonic() < end:
            time.sleep(0.5)
            result = shell.run(step.text, terminal=terminal)
    return result


def _without(image: str) -> str:
    """Remove an image from the engine, as if it had never been there. Return why not if others use the engine."""
    if SCRATCH not in os.environ:
        return f"begins without the image `{image}`, which isn't removed from an engine that others use"
    engine.remove(engine.Holding("image", "", image))
    return ""


def _tidy(before: set[engine.Holding], claimed: list[Claim], home: Path, lesson: Lesson) -> list[Ran]:
    """Remove what the page made and left behind, and return the complaints. Images are removed without a complaint:
    readers may keep them.
    """
    scratch = SCRATCH in os.environ
    own, others = guard.leftovers(before, claimed, home, lesson, scratch=scratch)
    for holding in own:
        engine.remove(holding)
    unless = ", unless somebody else has made it meanwhile; it was not removed"
    found = [(h, "") for h in own] + [(h, unless) for h in others]
    left = [(h, f"leaves the {h.kind} `{h.name}` behind{more}") for h, more in found if h.kind != "image"]
    left += [(h, f"the {h.kind} `{h.name}` was there before the page and is gone") for h in guard.lost(before)]
    end = Claim("", "", len(lesson.text.splitlines()), "")
    by = [next((c for c in claimed if guard.is_claimed(c, h)), end) for h, _ in left]
    return [Ran(c.line, c.command, None, trouble=trouble) for c, (_, trouble) in zip(by, left, strict=True)]
