"""Random sequences in the lab and on a real engine; and whether the judge notices a difference."""

from __future__ import annotations

import os
import subprocess
import time

import pytest

from conftest import ROOT
from lab.judge import compared, is_error, kind_of
from lab.typed import sequences

STEPS = 500


@pytest.mark.engine
@pytest.mark.beside
@pytest.mark.node
@pytest.mark.skipif(
    not os.environ.get("DOCKER_NOTES_SCRATCH"), reason="no engine of tests/engine/start, whose programs this takes"
)
def test_agrees_with_the_engine() -> None:
    done = subprocess.run(
        ["make", "-o", ".venv/test.stamp", "lab-judge", f"SEED={int(time.time())}", f"STEPS={STEPS}"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=1500,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


def test_the_same_seed_makes_the_same_steps() -> None:
    one, other = (list(sequences(5, 400)) for _ in range(2))
    assert one == other
    assert one != list(sequences(6, 400))
    assert sum(len(each["steps"]) for each in one) == 400
    assert all("@" not in step.replace("x@y", "") for each in one for step in each["steps"])


@pytest.mark.parametrize(
    ("real", "lab", "same"),
    [
        ({"stdout": "a\n"}, {"stdout": "a\n"}, True),
        ({"stdout": "a\n"}, {"stdout": "b\n"}, False),
        ({"stderr": "x"}, {}, False),
        ({"code": 1}, {}, False),
        ({"stdout": "80/tcp -> 0.0.0.0:32768\n"}, {"stdout": "80/tcp -> 0.0.0.0:49999\n"}, True),
        ({"stdout": "80/tcp -> 0.0.0.0:8080\n"}, {"stdout": "80/tcp -> 0.0.0.0:8081\n"}, False),
        ({"stdout": "bold_bohr\n"}, {"stdout": "calm_curie\n"}, True),
        ({"stdout": "proj_back\n"}, {"stdout": "proj_front\n"}, True),
        ({"stdout": "#7 exporting config sha256:0b1c2d3e4f50\n#7 exporting config sha256:0b1c2d3e4f50 0.1s done\n"},
         {"stdout": "#7 exporting config sha256:ffeeddccbbaa done\n"}, True),
        ({"stdout": "#7 exporting config done\n"}, {"stdout": ""}, False),
    ],
)  # fmt: skip
def test_compares_what_is_not_chance(real: dict[str, object], lab: dict[str, object], *, same: bool) -> None:
    empty = {"stdout": "", "stderr": "", "code": 0}
    assert (compared({**empty, **real}) == compared({**empty, **lab})) is same


def test_differences_of_one_kind_are_one() -> None:
    ran, failed = (
        {"stdout": "", "stderr": "", "code": 0},
        {"stdout": "", "stderr": "Error response from daemon: x", "code": 1},
    )
    assert kind_of("docker rm a", ran, failed) == kind_of("docker rm b; echo $?", ran, failed)
    assert kind_of("docker rm a", ran, failed) != kind_of("docker stop a", ran, failed)
    assert (is_error(ran), is_error(failed)) == (False, True)
