"""The error index compared with the messages that a real engine prints."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import pytest

from conftest import ROOT
from dockernotes.catalog.entry import MESSAGE
from dockernotes.catalog.load import load
from dockernotes.lessons.lesson_shell import Shell
from engine.mended import MENDED
from engine.odd_registry import odd_registry
from engine.provoked import ALSO, NOT_HERE, PROVOKED

CATALOG = load((ROOT / "docs/_data/docker.yml").read_bytes(), "docker.yml")[0]
assert CATALOG
CASES = [*PROVOKED.items(), *ALSO]
ERRORS = CATALOG.errors
ANSWERS = {answer.id: answer for error in ERRORS for answer in error.answers}


def _docker(*words: str) -> str:
    return subprocess.run(["docker", *words], capture_output=True, text=True, check=False).stdout.strip()


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Shell variables with the odd registry's addresses, two without TLS and one with it."""
    gateway = _docker("network", "inspect", "bridge", "-f", "{{(index .IPAM.Config 0).Gateway}}")
    with odd_registry(tmp_path_factory.mktemp("registry"), gateway) as (plain, tls):
        yield f"GATEWAY={gateway} ODD=localhost:{plain} ODD_FAR={gateway}:{plain} ODD_TLS={gateway}:{tls}"


def test_every_error_is_provoked_or_says_why_not() -> None:
    """For an entry with variants, one script is enough."""
    assert sorted([*PROVOKED, *NOT_HERE]) == sorted(error.id for error in ERRORS)


@pytest.mark.engine
@pytest.mark.parametrize(
    ("name", "script"), [*PROVOKED.items(), *ALSO], ids=[*PROVOKED, *(a[0] + "-also" for a in ALSO)]
)
def test_the_real_message_is_found_in_the_index(name: str, script: str, shell: Shell, variables: str) -> None:
    printed = shell.run(f"{variables}\n{script}", timeout=60).output
    assert re.search(ANSWERS[name].pattern, printed, MESSAGE), printed


@pytest.mark.engine
@pytest.mark.parametrize("name", MENDED)
def test_the_fix_of_an_answer_helps(name: str, shell: Shell) -> None:
    provoke, fix = MENDED[name]
    printed = shell.run(provoke, timeout=90).output
    assert re.search(ANSWERS[name].pattern, printed, MESSAGE), printed
    mended = shell.run(f"{{ {fix}\n}}", timeout=90)
    assert mended.code == 0, mended.output
