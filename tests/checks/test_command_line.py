"""`python hooks/check.py`: what it prints in each format, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from dockernotes.checks.command_line import main

PAGE = "# Ports\n\n```console\n$ docker run --ports 80:80 nginx\n```\n\nSee [here](x.md), 100 %.\n"


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call it as a contributor does, in a folder of its own."""
    command = [sys.executable, str(ROOT / "hooks/check.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of somebody else's pages."""
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "fine.md").write_text("# Fine\n\nSee [the ports](page.md#ports).\n", encoding="utf-8")
    return tmp_path


def test_text(folder: Path) -> None:
    """The line, the source, a caret; the count on standard error."""
    done = check(folder, "page.md")
    assert done.stdout == (
        "page.md:4:14: unknown flag `--ports` of `docker run`; did you mean `--publish`? [docker-command]\n"
        "4 | $ docker run --ports 80:80 nginx\n"
        "  |              ^^^^^^^\n"
        "page.md:7:12: `x.md`: no file `x.md` [link-page]\n"
        "7 | See [here](x.md), 100 %.\n"
        "  |            ^^^^\n"
        "page.md:7:12: style: `here` does not say where the link leads [link-text]\n"
        "7 | See [here](x.md), 100 %.\n"
        "  |            ^^^^\n"
    )
    assert done.stderr == "1 file, 2 errors, 1 remark\n"
    assert done.returncode == 1


def test_json(folder: Path) -> None:
    """A list of objects with the fields that were promised."""
    first = json.loads(check(folder, "--format", "json", ".").stdout)[0]
    assert first == {
        "path": "page.md",
        "line": 4,
        "column": 14,
        "end_line": 4,
        "end_column": 21,
        "severity": "error",
        "rule": "docker-command",
        "message": "unknown flag `--ports` of `docker run`; did you mean `--publish`?",
    }


def test_github(folder: Path) -> None:
    """Annotations of a pull request, with the signs that GitHub reads escaped."""
    lines = check(folder, "--format", "github", ".").stdout.split("\n")
    assert lines[0] == (
        "::error file=page.md,line=4,col=14,endLine=4,endColumn=21,title=docker-command::"
        "unknown flag `--ports` of `docker run`; did you mean `--publish`?"
    )
    assert lines[2].startswith("::notice file=page.md,line=7,")


def test_sarif(folder: Path) -> None:
    """One run, its rules, a result each."""
    run = json.loads(check(folder, "--format", "sarif", ".").stdout)["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["docker-command", "link-page", "link-text"]
    assert [result["level"] for result in run["results"]] == ["error", "error", "note"]


def test_summary(folder: Path) -> None:
    """A table for the page of a job; a sentence when there is nothing to say."""
    rows = check(folder, "--format", "summary", ".").stdout.split("\n")
    assert "| `docker-command` | error | 1 | `page.md:4` |" in rows
    assert "| `link-text` | style | 1 | `page.md:7` |" in rows
    assert check(folder, "--format", "summary", "fine.md").stdout == "1 file, and nothing to mend.\n"


def test_how_it_ends(folder: Path) -> None:
    """0: clean, 1: errors, 2: called wrong."""
    (folder / "other").mkdir()
    (folder / "other/fine.md").write_text("# Fine\n", encoding="utf-8")
    assert check(folder, "other").returncode == 0
    assert check(folder, ".").returncode == 1
    (folder / "other/remark.md").write_text("# Fine\n\n[here](fine.md)\n", encoding="utf-8")
    assert check(folder, "other").returncode == 0
    assert check(folder, "--strict", "other").returncode == 1
    missing = check(folder, "nothing.md")
    assert (missing.returncode, missing.stderr) == (2, "check.py: no file or folder `nothing.md`\n")
    assert check(folder, "--format", "xml").returncode == 2


def test_bytes_that_are_no_text(folder: Path) -> None:
    """The byte is named, and the rest of the page is checked."""
    (folder / "page.md").write_bytes(b"# Caf\xe9\n\n" + PAGE.encode())
    lines = [line for line in check(folder, "page.md").stdout.split("\n") if line.startswith("page.md")]
    assert lines[0] == "page.md:1:6: not UTF-8: byte 0xe9; save the file as UTF-8 [encoding]"
    assert "[docker-command]" in lines[1]


def test_a_program_that_gives_up_is_no_clean_page(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hadolint that says nothing has not said that all is well."""
    monkeypatch.setattr("dockernotes.checks.dockerfiles.shutil.which", lambda *_, **__: "/bin/false")
    (folder / "fine.md").write_text("```dockerfile\nFROM alpine:3.22\nLABEL of=this-test\n```\n", encoding="utf-8")
    assert main([str(folder / "fine.md")]) == 2
    assert capsys.readouterr().err == "check.py: hadolint gave up: 1\n"


def test_a_program_that_takes_too_long_is_no_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The call ends as for a hadolint that gives up."""

    def slow(command: list[str], **_: object) -> None:
        raise subprocess.TimeoutExpired(command, 120)

    monkeypatch.setattr("dockernotes.checks.dockerfiles.subprocess.run", slow)
    (folder / "fine.md").write_text("```dockerfile\nFROM alpine:3.22\nLABEL of=slow\n```\n", encoding="utf-8")
    assert main([str(folder / "fine.md")]) == 2
    assert capsys.readouterr().err == "check.py: hadolint gave up: it took longer than two minutes\n"


def test_this_project_is_clean() -> None:
    """Not even a remark."""
    done = check(ROOT)
    assert (done.returncode, done.stdout) == (0, "")
