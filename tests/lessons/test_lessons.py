"""The lessons on a real engine: every chapter as it is, and pages that do what a page must not do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from dockernotes.lessons import excuses
from dockernotes.lessons.account import VARIABLE
from dockernotes.lessons.inventory import is_lesson

pytestmark = pytest.mark.engine


def lessons(*arguments: str, without: str = "") -> subprocess.CompletedProcess[str]:
    """Run lessons.py. `without`: an environment variable to leave out."""
    command = [sys.executable, str(ROOT / "hooks/lessons.py"), *arguments]
    environment = {name: value for name, value in os.environ.items() if name != without}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


DOCS = ROOT / "docs"
CHAPTERS = sorted(page for page in DOCS.glob("*/*.md") if is_lesson(page.relative_to(DOCS).as_posix()))


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda p: p.stem)
def test_chapter(page: Path, tmp_path: Path) -> None:
    # A copy outside docs, so that the repository's file of proofs stays as it was committed.
    copy = tmp_path / page.name
    shutil.copy(page, copy)
    done = lessons("run", str(copy))
    assert done.returncode == 0, done.stdout + done.stderr


BAD = [
    (
        "$ docker run --rm alpine echo hi\nho",
        "PAGE:4: `docker run --rm alpine echo hi` prints something else:\n--- the page\n+++ the engine\n"
        "@@ -1 +1 @@\n-ho\n+hi\n",
    ),
    ("$ echo said; true", "PAGE:4: `echo said; true` prints something else:\n"),
    ("$ docker run --rm alpine false", "PAGE:4: `docker run --rm alpine false` exit code 1:\n"),
    (
        "$ docker volume create dn-left-behind\ndn-left-behind",
        "PAGE:4: `docker volume create dn-left-behind` leaves the volume `dn-left-behind` behind\n",
    ),
    ("$ true\n$ docker run \\\n>   --nam x alpine", "PAGE:5: `docker run \\` exit code 125:\nunknown flag: --nam\n"),
]


@pytest.mark.parametrize(("session", "message"), BAD, ids=[b[0].split("\n")[0] for b in BAD])
def test_a_bad_page_is_named(session: str, message: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# x\n\n```console\n{session}\n```\n")
    done = lessons("run", str(page))
    assert done.returncode == 1
    assert message.replace("PAGE", str(page)) in done.stdout


def test_record_does_not_write_a_failure_into_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = "```console\n$ echo a fault; false\nas it should be\n$ echo new\nold\n```\n"
    page.write_text(text)
    done = lessons("record", str(page))
    assert done.returncode == 1
    assert f"{page}:2: `echo a fault; false` exit code 1:\na fault" in done.stdout
    assert page.read_text() == text.replace("old", "new")


def test_what_is_run_on_request_is_left_alone_until_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    text = '```console extra="takes long"\n$ docker volume create dn-later && docker volume rm dn-later\nold\n```\n'
    page.write_text(text)
    monkeypatch.delenv(excuses.VARIABLE, raising=False)
    assert "0 commands run" in lessons("record", str(page)).stdout
    assert page.read_text() == text
    monkeypatch.setenv(excuses.VARIABLE, "1")
    assert "1 commands run" in lessons("record", str(page)).stdout
    assert page.read_text() == text.replace("old", "dn-later\ndn-later")


UNREADABLE = [
    (
        b"```console\n$ echo new\nold\n\nA text.\n",
        ":1:1: fence is never closed: the rest of the page is inside it [fence-open]",
    ),
    (b"Caf\xe9\n\n```console\n$ echo new\nold\n```\n", ":1:4: not UTF-8: byte 0xe9; save the file as UTF-8 [encoding]"),
]


@pytest.mark.parametrize(("raw", "message"), UNREADABLE, ids=["open fence", "not UTF-8"])
def test_a_page_that_cannot_be_read_is_not_touched(raw: bytes, message: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(raw)
    done = lessons("record", str(page))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{page}{message}\n")
    assert page.read_bytes() == raw


def test_record_keeps_what_was_edited_while_the_page_ran(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"```console\n$ sed -i '1i A new first line.' {page}\n$ echo new\nold\n```\n")
    done = lessons("record", str(page), without=VARIABLE)  # as the page's owner
    assert done.returncode == 1
    assert f"{page}:1: was edited while it ran, so nothing is recorded; record it again" in done.stdout
    assert page.read_text().startswith("A new first line.\n```console\n")
    assert "\nold\n" in page.read_text()


def test_record_keeps_line_ends_and_the_mark_at_the_start(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    raw = b"\xef\xbb\xbf# x\r\n\r\n```console\r\n$ echo new\r\nold\r\n```\r\n"
    page.write_bytes(raw)
    assert lessons("record", str(page)).returncode == 0
    assert page.read_bytes() == raw.replace(b"old", b"new")


def test_record_writes_outputs_only(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = """\
---
title: x
---

- a list  with   spaces\t

    ```console show="last 1"
    $ docker run --rm alpine \\
    >   printf 'hi\\nho\\n'
    OLD
    ```

??? question "A question"
    ```console
    $ docker run --rm alpine echo 3f2c9e0b1a4d is kept
    0123456789ab is kept
    $ docker run --rm alpine true
    OLD
    ```

```console norun="why"
$ docker ps
OLD
```

```text
$ OLD
```

no newline at the end"""
    page.write_text(text)
    done = lessons("record", str(page))
    assert done.returncode == 0, done.stdout
    assert "2 outputs recorded" in done.stdout
    # A difference only in what is masked doesn't change a page.
    assert page.read_text() == text.replace("    OLD\n", "    ...\n    ho\n", 1).replace("    OLD\n", "", 1)
    assert lessons("run", str(page)).returncode == 0
