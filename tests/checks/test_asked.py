"""Our checks judge short Compose files and Dockerfiles as the real programs do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from checks.asked.ask import Case, ask_buildkit, ask_compose, cases, compose_text, dockerfile_text
from dockernotes.checks.rules.compose import compose_faults
from dockernotes.checks.rules.syntax import yaml_faults
from dockernotes.dockerfile.buildkit import own_faults
from dockernotes.source.excerpt import Excerpt

COMPOSE, DOCKERFILES = cases("compose"), cases("dockerfile")
# What runs, but never as it was meant, is reported although the program accepts it.
DOUBTS = ("is not a JSON list", "so this isn't a list", "for a drive, not for a volume")


def _of_compose(text: str) -> list[str]:
    excerpt = Excerpt.of_file("compose.yaml", text)
    found = [*yaml_faults(excerpt), *compose_faults(excerpt, whole=True)]
    return [each.message for each in found if each.severity == "error" and not _is_doubt(each.message)]


def _of_dockerfile(text: str) -> list[str]:
    return [said for _, _, said in own_faults(text, whole=True) if not _is_doubt(said)]


def _is_doubt(said: str) -> bool:
    return any(doubt in said for doubt in DOUBTS)


def _unlike(every: list[Case], text_of: Callable[[Case], str], ours: Callable[[str], list[str]]) -> list[str]:
    judged = [(text_of(case), case["said"]) for case in every]
    return [
        f"{text}\n  theirs: {said}\n  ours: {ours(text)}" for text, said in judged if bool(ours(text)) != bool(said)
    ]


def test_compose() -> None:
    """`docker compose config` refuses the same files."""
    unlike = _unlike(COMPOSE, compose_text, _of_compose)
    assert unlike == [], "\n".join(unlike)


def test_dockerfiles() -> None:
    """BuildKit refuses the same files."""
    unlike = _unlike(DOCKERFILES, dockerfile_text, _of_dockerfile)
    assert unlike == [], "\n".join(unlike)


def test_each_fault_is_told_once() -> None:
    """One mistake is one line."""
    many = [text for case in COMPOSE if len(_of_compose(text := compose_text(case))) > 2]
    many += [text for case in DOCKERFILES if len(_of_dockerfile(text := dockerfile_text(case))) > 2]
    assert many == []


@pytest.mark.docker
def test_compose_still_says_so() -> None:
    """Every tenth case is asked again; asked/ask.py records what has changed."""
    some = COMPOSE[::10]
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(ask_compose, map(compose_text, some)))
    assert [bool(each) for each in said] == [bool(case["said"]) for case in some]


@pytest.mark.docker
def test_buildkit_still_says_so() -> None:
    if shutil.which("go") is None:
        pytest.skip("needs Go, to build BuildKit's reader")
    said = ask_buildkit([dockerfile_text(case) for case in DOCKERFILES])
    assert [*map(_unguessed, said)] == [_unguessed(case["said"]) for case in DOCKERFILES]


def _unguessed(said: str) -> str:
    """Return a message without its suggestion: of two equally near ones, BuildKit takes its map's first."""
    return re.sub(r"\(did you mean [A-Za-z]+\?\)", "(did you mean …?)", said)
