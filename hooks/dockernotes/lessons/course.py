"""Run pages one after another: report each command, record its output, and note what was proved."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dockernotes import proofs
from dockernotes.decode import decode
from dockernotes.lessons import proof
from dockernotes.lessons.compare import Masks
from dockernotes.lessons.engine import Engine
from dockernotes.lessons.lesson import read_lesson
from dockernotes.lessons.lesson_run import OTHER, Ran, run
from dockernotes.lessons.record import record


@dataclass(frozen=True, slots=True)
class Course:
    """What all pages have in common. `recording`: outputs that differ are written into the page; `fresh`: all are."""

    docs: Path
    masks: Masks
    engine: Engine
    recording: bool
    fresh: bool = False

    def run(self, page: Path) -> list[Ran]:
        """Run a page and print the result of each command. Note the page as proved if it has no trouble.

        Print a dot for a command that did what the page says, `x` for one that didn't, and `-` for one that wasn't run;
        then the troubles, each as `path:line: message`.
        """
        begun = time.monotonic()
        raw = page.read_bytes()
        results = []
        for ran in run(read_lesson(decode(raw, str(page))[0]), self.docs, self.masks):
            results.append(ran)
            if ran.command:
                print("x" if ran.trouble else "-" if ran.printed is None else ".", end="", flush=True)
        print(f" {time.monotonic() - begun:.0f} s")
        if self.recording:
            results = self._recorded(page, raw, results)
        bad = [ran for ran in results if ran.trouble]
        for ran in bad:
            command = ran.command.split("\n")[0]
            print(f"{shown(page, self.docs.parent)}:{ran.line}: " + (f"`{command}` " if command else "") + ran.trouble)
        if not bad and (below := self._below(page)):
            now = read_lesson(decode(page.read_bytes(), str(page))[0])
            today = datetime.now(UTC).date()
            proof.update(self.docs / proofs.FILE, below, self.engine, today, results, now, recorded=self.recording)
        return results

    def _below(self, page: Path) -> str:
        """Return a page's path below docs, or an empty string if the page is elsewhere."""
        whole = page.resolve()
        return whole.relative_to(self.docs).as_posix() if whole.is_relative_to(self.docs) else ""

    def _known(self, page: Path) -> set[proof.Printed] | None:
        """Return what was recorded for a page before: nothing if `fresh`, and None for a page outside docs."""
        if self.fresh:
            return set()
        below = self._below(page)
        return proof.known(proofs.read(self.docs / proofs.FILE, proofs.FILE)[0].get(below, {})) if below else None

    def _recorded(self, page: Path, raw: bytes, results: list[Ran]) -> list[Ran]:
        """Write what was printed into the page, and return the results without the troubles that this settles."""
        changed = record(page, raw, results, self.masks, self._known(page))
        if changed is None:
            return [
                *results,
                Ran(1, "", None, trouble="was edited while it ran, so nothing is recorded; record it again"),
            ]
        if not changed:
            return results
        print(f"  {changed} outputs recorded")
        return [ran.settled() if ran.trouble.startswith(OTHER) else ran for ran in results]


def shown(path: Path, project: Path) -> str:
    """Return a file's path for messages: relative to the project, or as given if the file is elsewhere."""
    whole = path.resolve()
    return whole.relative_to(project).as_posix() if whole.is_relative_to(project) else str(path)
