"""A page, run from top to bottom on a real engine, the way its reader would type it."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dockernotes.lessons import engine
from dockernotes.lessons.compare import Masks, difference, shown
from dockernotes.lessons.shell import Result, Shell
from dockernotes.source.console import Step, steps
from dockernotes.source.fences import Fence, fences
from dockernotes.source.includes import expand

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


def run(page: Path, docs: Path, masks: Masks) -> Iterator[Ran]:
    """Run a page and yield each command as it ends; the last yields are what the page left behind."""
    text = page.read_text(encoding="utf-8")
    before = engine.holdings()
    current = engine.version() or "0"
    with tempfile.TemporaryDirectory(prefix="docker-notes-") as home:
        folder = Path(home) / "docker-notes"
        folder.mkdir()
        shell = Shell(Path(home), folder)
        try:
            for fence in fences(text):
                if fence.language != "console":
                    _write(fence, folder, docs)
                    continue
                yield from _block(fence, shell, current, masks)
        finally:
            shell.close()
    yield from _left(before, text)


def _write(fence: Fence, folder: Path, docs: Path) -> None:
    """Make the file that the reader makes at this point of the page."""
    name = fence.options.get("file")
    if not name or "norun" in fence.options:
        return
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(expand(fence.text, docs) + "\n", encoding="utf-8")


def _block(fence: Fence, shell: Shell, current: str, masks: Masks) -> Iterator[Ran]:
    options = fence.options
    todo = [step for step in steps(fence.lines) if step.command]
    skip = options.get("norun") or _version_excuse(options.get("docker", ""), current)
    codes: list[int | None] = []
    for number, step in enumerate(todo):
        if skip:
            yield Ran(step.line, step.text, None, why=skip, step=step, fence=fence)
            continue
        last = number == len(todo) - 1
        result = _one(step, shell, options, last=last)
        codes.append(result.code)
        trouble = ""
        interrupted = last and "interrupt" in options
        if result.code is None:
            trouble = "did not end in time"
        elif result.code != 0 and not ({"fails", "mistake"} & options.keys()) and not interrupted:
            trouble = f"exit code {result.code}:\n{result.output}"
        wanted = options.get("mistake", "")
        if last and wanted and wanted not in result.output:
            trouble = f"the page promises `{wanted}`, the engine says:\n{result.output}"
        if last and "fails" in options and not any(codes):
            trouble = "the page says that this fails, but it does not"
        printed = shown(result.output, options.get("show", ""))
        if not trouble and step.output:
            recorded = "\n".join(line.text for line in step.output)
            lines = difference(recorded, printed, masks, unordered="unordered" in options)
            trouble = "prints something else:\n" + "\n".join(lines) if lines else ""
        yield Ran(step.line, step.text, printed, trouble=trouble, step=step, fence=fence)


def _one(step: Step, shell: Shell, options: dict[str, str], *, last: bool) -> Result:
    if "interactive" in options:
        typed = [m for line in step.output if (m := _INNER.match(line.text)) and m["input"]]
        return shell.talk(step.text, [m["input"] for m in typed], [m["prompt"] for m in typed])
    if last and "interrupt" in options:
        return shell.run(step.text, interrupt=float(options["interrupt"] or 3))
    result = shell.run(step.text)
    if last and "retry" in options:
        end = time.monotonic() + float(options["retry"] or 20)
        while result.code != 0 and time.monotonic() < end:
            time.sleep(0.5)
            result = shell.run(step.text)
    return result


def _version_excuse(wanted: str, current: str) -> str:
    if not wanted:
        return ""
    major = int(current.split(".", maxsplit=1)[0])
    number = int(re.sub(r"\D.*", "", wanted.lstrip("<")) or 0)
    runs = major < number if wanted.startswith("<") else major >= number
    return "" if runs else f"needs Docker {wanted}; this is {current}"


def _left(before: set[engine.Holding], text: str) -> Iterator[Ran]:
    """Report what the page made and did not remove; remove it when the page names it. Images may stay for the reader,
    but not on the machine that tests.
    """
    for holding in sorted(engine.holdings() - before, key=lambda h: (h.kind, h.name)):
        ours = re.split(r"[-_:]", holding.name.rsplit("/", 1)[-1])[0] in text or holding.kind == "container"
        if ours:
            engine.remove(holding)
        if holding.kind != "image":
            last = text.count("\n") + 1
            yield Ran(last, "", None, trouble=f"leaves the {holding.kind} `{holding.name}` behind")
