"""The tasks on a real engine: each solution solves its task, and each wrong way gets the same hint as in the lab."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.catalog.task import Task
from dockernotes.lessons import engine
from dockernotes.lessons.lesson_shell import Shell
from dockernotes.source.includes import expand
from lab.conditions import Host, verdict

pytestmark = pytest.mark.engine

DOCS = ROOT / "docs"


def _tasks() -> list[Task]:
    catalog, _, problems = load((DOCS / "_data/docker.yml").read_bytes(), "docker.yml")
    assert catalog, problems
    return catalog.tasks


TASKS = {task.id: task for task in _tasks()}
EVERY = os.environ.get("DOCKER_NOTES_WAYS") == "all"
"""All 236 wrong ways take a quarter of an hour, so by default only one per task is tried; the lab's test tries all."""
WAYS = [(name, at) for name, task in TASKS.items() for at in range(len(task.wrong) if EVERY else 1)]


@pytest.fixture
def reader() -> Iterator[Host]:
    """A reader with their own HOME. Whatever is new in the engine afterwards is removed."""
    before = engine.holdings()
    # Not pytest's folder: the commands may run as a different user from the tests.
    with tempfile.TemporaryDirectory(prefix="docker-notes-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve() / "docker-notes"
        yield Host(folder, (other.id for other in before if other.kind == "container"))
    left = engine.holdings() - before
    for kind in ("container", "network", "volume", "image"):
        names = [new.name if kind == "image" else new.id for new in left if new.kind == kind]
        force = [] if kind == "network" else ["--force"]
        if names:
            subprocess.run(["docker", kind, "rm", *force, *names], capture_output=True, check=False)


def typed(task: Task, lines: Sequence[str], reader: Host) -> tuple[str | None, str]:
    """Prepare a task and type some lines. Return the hint that they lead to, and what they printed."""
    shell = Shell(reader.folder.parent, reader.folder, engine.address())
    try:
        for given in task.files:
            file = shell.start / given.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(expand(given.text, DOCS) + "\n", encoding="utf-8")
            shell.own(file, *(folder for folder in file.parents if folder.is_relative_to(shell.start)))
        said = [shell.run(line).output for line in [*task.start, *lines]]
        return verdict(task, reader), "\n".join(said)
    finally:
        shell.close()


@pytest.mark.parametrize("name", TASKS)
def test_its_solution_leads_there(name: str, reader: Host) -> None:
    hint, said = typed(TASKS[name], TASKS[name].solution, reader)
    assert hint is None, said


@pytest.mark.parametrize(("name", "at"), WAYS, ids=[f"{name}-{at + 1}" for name, at in WAYS])
def test_a_wrong_way_gets_its_hint(name: str, at: int, reader: Host) -> None:
    way = TASKS[name].wrong[at]
    hint, said = typed(TASKS[name], way.lines, reader)
    assert hint == way.hint, said
