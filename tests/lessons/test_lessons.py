"""The lessons on a real engine: every chapter as it stands, and pages that do what a page must not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = pytest.mark.engine


def lessons(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "hooks/lessons.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


CHAPTERS = sorted([*ROOT.glob("docs/course/[0-9]*.md"), *ROOT.glob("docs/beyond/[0-9]*.md")])


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda p: p.stem)
def test_chapter(page: Path, tmp_path: Path) -> None:
    # A copy outside of docs: the proof file of the repository stays as it was committed.
    copy = tmp_path / page.name
    shutil.copy(page, copy)
    done = lessons("run", str(copy))
    assert done.returncode == 0, done.stdout + done.stderr


BAD = [
    ("$ docker run --rm alpine echo hi\nho", "prints something else"),
    ("$ docker run --rm alpine false", "exit code 1"),
    ("$ docker volume create dn-left-behind", "leaves the volume `dn-left-behind` behind"),
]


@pytest.mark.parametrize(("session", "message"), BAD, ids=[b[1] for b in BAD])
def test_a_bad_page_is_named(session: str, message: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# x\n\n```console\n{session}\n```\n")
    done = lessons("run", str(page))
    assert done.returncode == 1
    assert message in done.stdout


def test_record_writes_outputs_only(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# x\n\n- a list\n\n    ```console\n    $ docker run --rm alpine echo hi\n    ```\n\ntext\n")
    assert lessons("record", str(page)).returncode == 0
    assert (
        page.read_text()
        == "# x\n\n- a list\n\n    ```console\n    $ docker run --rm alpine echo hi\n    hi\n    ```\n\ntext\n"
    )
