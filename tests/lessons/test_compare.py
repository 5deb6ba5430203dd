"""Masks hide what varies and nothing else."""

from __future__ import annotations

import pytest

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.lessons.compare import Masks, difference, shown
from dockernotes.lessons.lesson import LessonStep, read_lesson

CATALOG = load((ROOT / "docs/_data/docker.yml").read_bytes(), "docker.yml")[0]
assert CATALOG
MASKS = Masks(CATALOG.masks)


def step(recorded: str = "", options: str = "") -> LessonStep:
    (found,) = read_lesson(f"```console {options}\n$ docker ps\n{recorded}\n```\n").steps
    return found


SAME = [
    ("3f2c9e0b1a4d", "0123456789ab"),
    ("Up 3 seconds", "Up About a minute"),
    ("nginx   1.29   192MB", "nginx  1.29  48.1MB"),
    ("sha256:0b1c2d3e4f50", "sha256:aaaaaaaaaaaa"),
    ("172.17.0.2", "172.18.0.9"),
    (
        " => [build 4/4] RUN --mount=type=cache,target=/root/.cache/go-build     CGO_ENABLED=0 go bu  161.4s",
        " => [build 4/4] RUN --mount=type=cache,target=/root/.cache/go-build     CGO_ENABLED=0 go buil  9.4s",
    ),
]
DIFFERENT = [
    ("Hello from Docker!", "Hello from Podman!"),
    ("Exited (137)", "Exited (143)"),
    ("0.0.0.0:8080->80/tcp", "0.0.0.0:8081->80/tcp"),
    ("a\nb", "b\na"),
    ("listening on 0.0.0.0", "listening on 127.0.0.1"),
    ("web: running", "web: exited"),
    ("one line", "one line\nand another"),
    (" => [build 3/4] COPY go.mod main.go ./    0.1s", " => [build 3/4] COPY go.mod ./    0.1s"),
]


@pytest.mark.parametrize(("page", "engine"), SAME)
def test_same(page: str, engine: str) -> None:
    assert difference(step(page), engine, MASKS) == []


@pytest.mark.parametrize(("page", "engine"), DIFFERENT)
def test_different(page: str, engine: str) -> None:
    assert difference(step(page), engine, MASKS)


def test_unordered_lines() -> None:
    assert difference(step("a\nb", "unordered"), "b\na", MASKS) == []


@pytest.mark.parametrize("mask", CATALOG.masks, ids=lambda m: m.name)
def test_a_masks_examples_count_as_the_same(mask: object) -> None:
    examples = mask.examples  # type: ignore[attr-defined]
    # With a word before or after it: a mask doesn't hide a whole line, and some depend on where a line begins.
    assert 1 in (len({MASKS.apply(f"x {e}") for e in examples}), len({MASKS.apply(f"{e} x") for e in examples}))


HIDDEN = [("3f2c9e0b1a4d", "[id]"), ("web_data", "web_data"), ("192MB", "192MB"), ("used 192MB", "used [size]")]


@pytest.mark.parametrize(("line", "masked"), HIDDEN)
def test_a_whole_line_is_hidden_only_by_what_may_stand_alone(line: str, masked: str) -> None:
    assert MASKS.apply(line) == masked


@pytest.mark.parametrize(
    ("show", "text"), [("", "1\n2\n3\n4"), ("last 2", "...\n3\n4"), ("first 1", "1\n..."), ("last 9", "1\n2\n3\n4")]
)
def test_a_part_of_an_output(show: str, text: str) -> None:
    assert shown(step(options=f'show="{show}"'), "1\n2\n3\n4\n") == text
