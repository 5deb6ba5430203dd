"""After each change, a build does what the diagram of the build cache shows."""

from __future__ import annotations

import re
import shutil
import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.diagrams.diagram import Change, Diagram

CATALOG = load((ROOT / "docs/_data/docker.yml").read_bytes(), "docker.yml")[0]
assert CATALOG
DIAGRAM = next(d for d in CATALOG.diagrams if d.id == "build-cache")
PROJECT = ROOT / "docs/examples/hello-node"


def append(name: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).open("a").write(text)


def replaced(name: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


NEW = uuid.uuid4().hex
"""A new text for each run, since the cache also has what earlier runs have built."""
EDITS = {
    "A file in `src`": append("src/server.js", f"\n// {NEW}\n"),
    "`package.json`": replaced("package.json", '"version"', f'"description": "{NEW}", "version"'),
    "The tag in `FROM`": replaced("Dockerfile", "node:24-slim", "dn-other-base"),
    "`README.md`": append("README.md", NEW),
    "`CMD`": replaced("Dockerfile", '"src/server.js"', '"--trace-warnings", "src/server.js"'),
}


def test_the_picture_has_the_lines_of_the_project() -> None:
    lines = [line for line in (PROJECT / "Dockerfile").read_text(encoding="utf-8").splitlines() if line]
    steps = [" ".join(node.label.split()) for node in DIAGRAM.nodes]
    assert lines[: len(steps)] == steps
    assert {line.split()[0] for line in lines[len(steps) :]} == {"USER", "EXPOSE", "CMD"}
    assert [change.what for change in DIAGRAM.changes] == list(EDITS)


def build(folder: Path) -> list[str]:
    """Return the steps of a build, as each reports itself, without the one that looks up the base image."""
    done = subprocess.run(
        ["docker", "build", "--progress=plain", "-t", "dn-layers", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    names = dict(re.findall(r"^#(\d+) \[\d/\d\] (.+)$", done.stderr, re.MULTILINE))
    cached = set(re.findall(r"^#(\d+) CACHED$", done.stderr, re.MULTILINE))
    ordered = sorted(re.findall(r"^#(\d+) \[(\d)/\d\] ", done.stderr, re.MULTILINE), key=lambda found: found[1])
    steps = dict.fromkeys(n for n, _ in ordered)
    return ["cached" if n in cached else "again" for n in steps if not names[n].startswith("FROM")]


def expected(diagram: Diagram, change: Change) -> list[str]:
    again, found = False, []
    for node in diagram.nodes:
        again = again or node.id == change.first
        if not node.label.startswith("FROM "):
            found.append("again" if again else "cached")
    return found


@pytest.mark.engine
@pytest.mark.parametrize("change", DIAGRAM.changes, ids=lambda c: c.what)
def test_a_change_sets_off_what_the_picture_says(change: Change, tmp_path: Path) -> None:
    folder = tmp_path / "hello-node"
    shutil.copytree(PROJECT, folder)
    base = f"FROM node:24-slim\nRUN echo {NEW} > /other\n"
    subprocess.run(["docker", "build", "-q", "-t", "dn-other-base", "-"], input=base, text=True, check=True)
    try:
        build(folder)
        assert build(folder) == ["cached"] * 4
        EDITS[change.what](folder)
        assert build(folder) == expected(DIAGRAM, change)
    finally:
        subprocess.run(["docker", "rmi", "dn-layers", "dn-other-base"], capture_output=True, check=False)
