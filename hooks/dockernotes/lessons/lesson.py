"""A page, run from top to bottom on a real engine, the way its reader would type it."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dockernotes.lessons import engine, extra, guard
from dockernotes.lessons.claims import Claim, claims
from dockernotes.lessons.compare import Masks, difference, shown
from dockernotes.lessons.lesson_shell import Result, Shell
from dockernotes.source.console import Step, steps
from dockernotes.source.fences import Fence, fences
from dockernotes.source.includes import expand

OTHER = "prints something else"
SCRATCH = "DOCKER_NOTES_SCRATCH"
"""Set where the engine is nobody's: what is new in it may be removed. `tests/engine/start` sets it."""
EXCUSE = "needs Docker "
"""How the reason begins why a fence for other versions of Docker is not run."""
_INNER = re.compile(r"^(?P<prompt>(?:[\w.-]+@[\w.-]+:\S*|/\S*|[\w.-]+=|[\w.:-]+) ?[#$>])(?: (?P<input>.*))?$")


@dataclass(frozen=True, slots=True)
class Ran:
    """A command with what came of it. `printed` is None where it was not run; `why` then says why not."""

    line: int
    command: str
    printed: str | None
    why: str = ""
    trouble: str = ""
    step: Step | None = None
    fence: Fence | None = None

    def settled(self) -> Ran:
        """Return the same without its trouble: its output was recorded."""
        return replace(self, trouble="")


def run(text: str, docs: Path, masks: Masks) -> Iterator[Ran]:
    """Run a page and yield each command as it ends; the last yields are what the page left behind.

    A page that would touch what others made, or finds its ports taken, is not run at all.
    """
    if SCRATCH in os.environ:
        engine.forget_builds()
    before = engine.holdings()
    claimed = list(claims(text, docs))
    refused = False
    for line, command, fault in guard.obstacles(text, claimed, before):
        refused = True
        yield Ran(line, command, None, trouble=fault)
    if refused:
        return
    with tempfile.TemporaryDirectory(prefix="docker-notes-", ignore_cleanup_errors=True) as name:
        # What Compose notes down as a project's folder is the real path.
        home = Path(name).resolve()
        shell = Shell(home, home / "docker-notes", engine.address())
        there = engine.look()
        lesson = _Lesson(shell, docs, masks, there.docker if there else "0", before)
        troubles: list[Ran] = []
        try:
            for fence in fences(text):
                if fence.language == "console":
                    yield from lesson.block(fence)
                else:
                    lesson.write(fence)
        finally:
            # Also when somebody presses Ctrl-C.
            shell.close()
            troubles = _tidy(before, claimed, home, text)
    yield from troubles


ENDED = "a command above it did not end in time, and the shell was closed with it"


@dataclass(frozen=True, slots=True)
class _Lesson:
    shell: Shell
    docs: Path
    masks: Masks
    version: str
    before: set[engine.Holding]

    def write(self, fence: Fence) -> None:
        """Make the file that the reader makes at this point of the page."""
        name = fence.options.get("file")
        if not name or extra.is_read_only(fence.options):
            return
        file = (self.shell.start / name).resolve()
        if file.is_relative_to(self.shell.start.resolve()):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(expand(fence.text, self.docs) + "\n", encoding="utf-8")
            # The folders between are new as well.
            inside = file.relative_to(self.shell.start.resolve())
            self.shell.own(file, *(self.shell.start / folder for folder in inside.parents))

    def block(self, fence: Fence) -> Iterator[Ran]:
        """Run the commands of a session."""
        options = fence.options
        todo = [step for step in steps(fence.lines) if step.command]
        skip = options.get("norun") or extra.excuse(options) or version_excuse(options.get("docker", ""), self.version)
        if image := options.get("fresh"):
            skip = skip or _without(image)
        codes: list[int | None] = []
        for number, step in enumerate(todo):
            skip = skip or (ENDED if self.shell.ended else "")
            if skip:
                yield Ran(step.line, step.text, None, why=skip, step=step, fence=fence)
                continue
            last = number == len(todo) - 1
            result = _one(step, self.shell, options, last=last)
            codes.append(result.code)
            output = guard.without_others(step.text, result.output, self.before)
            printed = shown(output, options.get("show", ""))
            trouble = _fault(Result(output, result.code), options, codes, last=last)
            if not trouble:
                recorded = "\n".join(line.text for line in step.output)
                lines = difference(recorded, printed, self.masks, unordered="unordered" in options)
                trouble = OTHER + ":\n" + "\n".join(lines) if lines else ""
            yield Ran(step.line, step.text, printed, trouble=trouble, step=step, fence=fence)


def _fault(result: Result, options: dict[str, str], codes: list[int | None], *, last: bool) -> str:
    """Return how a command ended otherwise than its fence says, or nothing."""
    if result.code is None:
        return f"did not end in time; it has printed:\n{result.output}"
    wanted = options.get("mistake", "")
    if last and wanted and wanted not in result.output:
        return f"the page promises `{wanted}`, the engine says:\n{result.output}"
    if last and "fails" in options and not any(codes):
        return "the page says that this fails, but it does not"
    excused = {"fails", "mistake"} & options.keys() or (last and "interrupt" in options)
    return "" if result.code == 0 or excused else f"exit code {result.code}:\n{result.output}"


def answers(step: Step) -> list[tuple[str, str]]:
    """Return what is typed into a running command, as its recorded output shows it: each prompt, and the line."""
    found = [m for line in step.output if (m := _INNER.match(line.text)) and m["input"]]
    return [(m["prompt"], m["input"]) for m in found]


def _one(step: Step, shell: Shell, options: dict[str, str], *, last: bool) -> Result:
    if "interactive" in options:
        typed = answers(step)
        return shell.talk(step.text, [text for _, text in typed], [prompt for prompt, _ in typed])
    terminal = "terminal" in options
    if last and "interrupt" in options:
        return shell.run(step.text, interrupt=float(options["interrupt"] or 3), terminal=terminal)
    result = shell.run(step.text, terminal=terminal)
    if last and "retry" in options:
        end = time.monotonic() + float(options["retry"] or 20)
        while result.code != 0 and time.monotonic() < end:
            time.sleep(0.5)
            result = shell.run(step.text, terminal=terminal)
    return result


def _without(image: str) -> str:
    """Take an image off the engine, as if it had never been there; return why not where the engine is somebody's."""
    if SCRATCH not in os.environ:
        return f"begins without the image `{image}`, which isn't removed from an engine that others use"
    engine.remove(engine.Holding("image", "", image))
    return ""


def version_excuse(wanted: str, current: str) -> str:
    if not wanted:
        return ""
    major = int(current.split(".", maxsplit=1)[0])
    number = int(re.sub(r"\D.*", "", wanted.lstrip("<")) or 0)
    runs = major < number if wanted.startswith("<") else major >= number
    return "" if runs else f"{EXCUSE}{wanted}; this is {current}"


def _tidy(before: set[engine.Holding], claimed: list[Claim], home: Path, text: str) -> list[Ran]:
    """Remove what the page made and did not remove, and return the complaints. Images may stay with a reader, but not
    on the machine that tests.
    """
    scratch = SCRATCH in os.environ
    own, others = guard.leftovers(before, claimed, home, text, scratch=scratch)
    for holding in own:
        engine.remove(holding)
    unless = ", unless somebody else has made it meanwhile; it was not removed"
    found = [(h, "") for h in own] + [(h, unless) for h in others]
    left = [(h, f"leaves the {h.kind} `{h.name}` behind{more}") for h, more in found if h.kind != "image"]
    left += [(h, f"the {h.kind} `{h.name}` was there before the page and is gone") for h in guard.lost(before)]
    end = Claim("", "", len(text.splitlines()), "")
    by = [next((c for c in claimed if guard.is_claimed(c, h)), end) for h, _ in left]
    return [Ran(c.line, c.command, None, trouble=trouble) for c, (_, trouble) in zip(by, left, strict=True)]
