"""Others may use the engine too: report what is in a page's way before it runs, and spare what it didn't make."""

from __future__ import annotations

import errno
import re
import socket
from collections.abc import Collection, Iterator
from pathlib import Path

from dockernotes.decode import decode
from dockernotes.diagnostics import Diagnostic
from dockernotes.lessons import engine
from dockernotes.lessons.claims import Claim, listed, sweeping
from dockernotes.lessons.engine import Holding
from dockernotes.lessons.excuses import is_read_only
from dockernotes.lessons.lesson import Lesson, LessonStep, read_lesson
from dockernotes.source.fences import never_closed

_BUILT_IN = frozenset(("bridge", "host", "none"))


def unreadable(raw: bytes, path: str) -> Iterator[Diagnostic]:
    """Yield what keeps a page from being read as its author meant it. Such a page is neither run nor written to."""
    text, problem = decode(raw, path)
    if problem:
        yield problem
    found = (block.fence for block in read_lesson(text).blocks)
    yield from (never_closed(fence, path) for fence in found if not fence.closed or fence.swallows)


def obstacles(lesson: Lesson, claimed: Collection[Claim], held: Collection[Holding]) -> Iterator[tuple[int, str, str]]:
    """Yield the line, command and message of everything that keeps a page from running here."""
    for step in lesson.steps:
        if not is_read_only(step.options) and (fault := sweeping(step)):
            yield step.line, step.title, fault
    told = set()
    for claim in sorted(claimed, key=lambda c: c.line):
        if (claim.kind, claim.name) in told:
            continue
        told.add((claim.kind, claim.name))
        if claim.kind == "port":
            if _taken(int(claim.name)):
                by = engine.publisher(claim.name)
                whose = f"container `{by}` has it" if by else "a program of this machine has it"
                message = f"port {claim.name} is taken: {whose}; stop that, then run the page again"
                yield claim.line, claim.command, message
            continue
        for holding in held:
            if is_claimed(claim, holding):
                message = (
                    f"the engine already has the {holding.kind} `{holding.name}`, and this page creates one of that "
                    "name; rename or remove yours, or run the page on another engine"
                )
                yield claim.line, claim.command, message


def leftovers(
    before: Collection[Holding], claimed: Collection[Claim], home: Path, lesson: Lesson, *, scratch: bool
) -> tuple[list[Holding], list[Holding]]:
    """Return what is new in the engine since `before`, as two lists: the page's own, and what may be anybody's.

    On an engine that nobody else uses (`scratch`), everything new is the page's.
    """
    new = sorted(engine.holdings() - set(before), key=lambda h: (h.kind, h.name))
    own = [h for h in new if scratch or _own(h, claimed, home, lesson.text)]
    return own, [h for h in new if h not in own]


def lost(before: Collection[Holding]) -> list[Holding]:
    """Return the volumes, networks and names of images that were there before and are gone now."""
    now = {(h.kind, h.name) for h in engine.holdings()}
    gone = (h for h in before if h.kind != "container" and h.name != h.id and (h.kind, h.name) not in now)
    return sorted(gone, key=lambda h: (h.kind, h.name))


def without_others(step: LessonStep, output: str, before: Collection[Holding]) -> str:
    """Return the output of a command such as `docker ps` without what was in the engine before the page ran."""
    kinds = {kind for call in step.calls if (kind := listed(call))} - {"image"}
    theirs = {word for h in before if h.kind in kinds and h.name not in _BUILT_IN for word in (h.name, h.id[:12])}
    if not theirs:
        return output
    return "\n".join(row for row in output.split("\n") if not theirs & set(re.findall(r"[\w.-]+", row)))


def is_claimed(claim: Claim, holding: Holding) -> bool:
    """Return whether something in the engine is what a page claims, by its name or its Compose project."""
    if claim.kind == "project":
        return bool(holding.project) and holding.project.rsplit("/", 1)[-1] == claim.name
    return (claim.kind, claim.name) == (holding.kind, holding.name)


def _own(holding: Holding, claimed: Collection[Claim], home: Path, text: str) -> bool:
    if holding.kind == "container" and holding.project:
        return Path(holding.project).is_relative_to(home)
    if any(is_claimed(claim, holding) for claim in claimed):
        return True
    # An image that the page pulled.
    return holding.kind == "image" and re.split(r"[:/]", holding.name)[-2:][0] in text and holding.name != holding.id


def _taken(port: int) -> bool:
    """Return whether a port of this machine is in use. The engine, Docker Desktop's too, publishes its ports here."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("", port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False
