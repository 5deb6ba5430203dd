"""The lab compared with what Docker 29.9 printed on a real engine; and random lines in the lab."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from lab.fuzz import sequences as any_lines
from lab.masks import masked
from lab.typed import sequences as typed_lines

HERE = Path(__file__).parent
RECORDED = [json.loads(line) for line in (HERE / "recorded.jsonl").read_text(encoding="utf-8").splitlines()]
LEAST = 0.97

pytestmark = pytest.mark.skipif(
    not shutil.which("node") or not (ROOT / "node_modules/yaml").is_dir(),
    reason="no Node with the packages of package.json",
)


def play(cases: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return what the lab prints in each sequence, by its id."""
    lines = "".join(json.dumps({key: value for key, value in case.items() if key != "seen"}) + "\n" for case in cases)
    done = subprocess.run(
        ["node", str(HERE / "play")], input=lines, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return {answer["id"]: answer["seen"] for answer in map(json.loads, done.stdout.splitlines())}


def test_prints_what_docker_printed() -> None:
    answers = play(RECORDED)
    wrong, total = [], 0
    for case in RECORDED:
        for step, want, got in zip(case["steps"], case["seen"], answers[case["id"]], strict=True):
            if want is None:  # it depends on the machine where it was recorded
                continue
            total += 1
            if masked(want) != masked(got):
                wrong.append(f"{case['id']}: {step}\n  want {want}\n  got  {got}")
    assert 1 - len(wrong) / total >= LEAST, "\n".join(wrong)


LEAK = re.compile(r"\[object|(?<!to )(?<!on )\bundefined\b(?! variable)")
SLOWEST = 100  # milliseconds of CPU time


def worst(cases: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str, dict[str, Any]]]:
    """Play with checks, and return the steps that break something or take too long, each with its case."""
    answers = play(cases)
    return [
        (case, step, got)
        for case in cases
        for step, got in zip(case["steps"], answers[case["id"]], strict=True)
        if got["faults"]
        or got["took"] > SLOWEST
        or "lab: " in got["stderr"]
        or LEAK.search(got["stdout"] + got["stderr"])
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_takes_any_line(seed: int) -> None:
    made = [*any_lines(seed, 40), *typed_lines(seed, 300)]
    broken = worst([{**case, "check": True} for case in made])
    # A step that was slow once may have met a busy machine.
    again = worst([case for case, _, _ in broken])
    assert not [(step, got) for _, step, got in again]


BROKEN = {
    "engine.containers.get(id).state.status = 'gone'": "its state is gone",
    "engine.containers.get(id).proc = null": "running is true, and it has no process",
    "engine.containers.get(id).image.layers[0] = null": "its image has lost its layers",
    "engine.volumes.byName.clear()": "its volume data is gone",
    "engine.networks.byId.delete(engine.networks.find('net').id)": "it runs on the network net, which is gone",
    "engine.images.byId.delete(engine.images.tags.get('alpine:latest'))": "alpine:latest names an image that is gone",
    "engine.ports.taken.get('tcp/8080').push({ ip: '', id })": "tcp/8080 is taken twice: 0.0.0.0,0.0.0.0",
    "engine.containers.set('o', { ...engine.containers.get(id), id: 'o' })": "two containers have one name: web,web",
    "engine.containers.delete(id)": "tcp/8080 is taken by a container that is gone",
}


@pytest.mark.parametrize("mutation", BROKEN)
def test_sees_a_state_that_is_broken(mutation: str) -> None:
    steps = [
        "docker network create net",
        "docker run -d --name web --network net -p 8080:80 -v data:/d alpine sleep 300",
    ]
    ((_, seen),) = play([{"id": "broken", "steps": steps, "check": True, "mutation": mutation}]).items()
    assert not seen[0]["faults"]
    found = [fault.removeprefix("web: ") for fault in seen[1]["faults"]]
    assert BROKEN[mutation] in found
