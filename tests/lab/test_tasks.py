"""The tasks of the data file, in the lab: each solution solves its task, and each wrong way gets its hint."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.catalog.task import Task
from dockernotes.pages.lab_tasks import task_data

HERE = Path(__file__).parent
DOCS = ROOT / "docs"
LEAST = 40


def _tasks() -> list[Task]:
    catalog, _, problems = load((DOCS / "_data/docker.yml").read_bytes(), "docker.yml")
    assert catalog, problems
    return catalog.tasks


TASKS = {task.id: task for task in _tasks()}
needs_node = pytest.mark.skipif(
    not shutil.which("node") or not (ROOT / "node_modules/yaml").is_dir(),
    reason="no Node with the packages of package.json",
)


@cache
def done() -> dict[str, list[dict[str, Any]]]:
    """Return the check's answers for each task: at its beginning, after the solution, and after each wrong way."""
    lines = [
        json.dumps(task_data(task, DOCS) | {"ways": [task.solution, *(way.lines for way in task.wrong)]})
        for task in TASKS.values()
    ]
    ran = subprocess.run(
        ["node", str(HERE / "tasks.mjs"), str(DOCS / "assets/js/lab")],
        input="\n".join(lines),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    return {answer["id"]: answer["seen"] for answer in map(json.loads, ran.stdout.splitlines())}


def test_there_are_enough() -> None:
    assert len(TASKS) >= LEAST


@needs_node
@pytest.mark.parametrize("name", TASKS)
def test_is_not_done_at_its_beginning(name: str) -> None:
    assert not done()[name][0]["done"], done()[name][0]


@needs_node
@pytest.mark.parametrize("name", TASKS)
def test_its_solution_leads_there(name: str) -> None:
    seen = done()[name][1]
    assert seen["done"], (seen["hint"], seen["said"])


@needs_node
@pytest.mark.parametrize("name", TASKS)
def test_a_wrong_way_gets_the_hint_that_fits(name: str) -> None:
    wrong = TASKS[name].wrong
    given = [(way.lines, seen["id"] or "done") for way, seen in zip(wrong, done()[name][2:], strict=True)]
    assert given == [(way.lines, way.hint) for way in wrong]


@needs_node
@pytest.mark.parametrize("name", TASKS)
def test_every_hint_is_reached(name: str) -> None:
    reached = {seen["id"] for seen in done()[name]}
    assert set(TASKS[name].said) <= reached | {""}
