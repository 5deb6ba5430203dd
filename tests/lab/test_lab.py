"""The lab against what Docker 29.9 printed, recorded on a real engine; and lines made up at random."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from lab.fuzz import sequences
from lab.masks import masked

HERE = Path(__file__).parent
RECORDED = [json.loads(line) for line in (HERE / "recorded.jsonl").read_text(encoding="utf-8").splitlines()]
LEAST = 0.97

pytestmark = pytest.mark.skipif(
    not shutil.which("node") or not (ROOT / "node_modules/yaml").is_dir(),
    reason="no Node with the packages of package.json",
)


def play(cases: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return what the lab prints in each sequence."""
    lines = "".join(json.dumps({"id": case["id"], "steps": case["steps"]}) + "\n" for case in cases)
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
            if want is None:  # depends on the machine where it was recorded
                continue
            total += 1
            if masked(want) != masked(got):
                wrong.append(f"{case['id']}: {step}\n  want {want}\n  got  {got}")
    assert 1 - len(wrong) / total >= LEAST, "\n".join(wrong)


@pytest.mark.parametrize("seed", [1, 2])
def test_takes_any_line(seed: int) -> None:
    cases = list(sequences(seed, 40))
    answers = play(cases)
    broken = [
        (step, got)
        for case in cases
        for step, got in zip(case["steps"], answers[case["id"]], strict=True)
        if "lab: " in got["stderr"] or "undefined" in got["stdout"] + got["stderr"]
    ]
    assert not broken
