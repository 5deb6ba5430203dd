"""Sessions' lines for PowerShell and cmd: each one on the site passes docker the same words as in bash."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.harness import project
from conftest import ROOT
from dockercli import windows
from dockernotes.pages.shells import differs, said_in
from dockernotes.source.console import steps
from dockernotes.source.fences import fences
from dockernotes.source.fragments import fragments
from dockernotes.source.shell import read_script

PAGES = sorted(path for part in ("course", "beyond", "reference") for path in (ROOT / "docs" / part).glob("*.md"))
HERE = r"C:\my work"
BASH = {"PWD": HERE, "left": "abc", "XDG_RUNTIME_DIR": "run"}
VALUES = {
    "powershell": {"PWD": HERE, "left": "abc", "env:XDG_RUNTIME_DIR": "run"},
    "cmd": {"cd": HERE, "XDG_RUNTIME_DIR": "run"},
}

LINES = [
    ("docker ps", "docker ps", "docker ps"),
    ("docker ps --format '{{.Names}}'", "docker ps --format '{{.Names}}'", "docker ps --format {{.Names}}"),
    ('docker exec db "it\'s"', 'docker exec db "it\'s"', "docker exec db it's"),
    ("docker run \\\n  -d nginx", "docker run `\n  -d nginx", "docker run ^\n  -d nginx"),
    (
        'docker run alpine; echo "code $?"',
        'docker run alpine\necho "code $LASTEXITCODE"',
        "docker run alpine\necho code %ERRORLEVEL%",
    ),
    ('docker run a || echo "no"', "docker run a\nif (-not $?) { echo 'no' }", "docker run a || echo no"),
    ("docker ps | sort", "docker ps | sort", "docker ps | sort"),
    ("docker ps | grep a", "docker ps | Select-String a", "docker ps | findstr a"),
    ("docker ps | grep -x a", *["`grep` is a program for Linux and macOS. Type this line in WSL or in Git Bash."] * 2),
    ("docker rm $(docker ps -q)", "docker rm $(docker ps -q)", "cmd can't insert one command's output into another."),
    ("docker run -v ~/.aws:/a x", 'docker run -v "${HOME}/.aws:/a" x', 'docker run -v "%USERPROFILE%/.aws:/a" x'),
    ("docker run -p [::1]:80:80 x", "docker run -p '[::1]:80:80' x", "docker run -p [::1]:80:80 x"),
    ("curl -s http://a/b | grep c", "curl.exe -s http://a/b | Select-String c", "curl -s http://a/b | findstr c"),
    ("cp a.yaml b/c ../d", "cp a.yaml, b/c ../d", "copy a.yaml ..\\d\ncopy b\\c ..\\d"),
    ("id=$(docker ps -q)", "$id = docker ps -q", "cmd can't keep what a command prints."),
    (
        'docker rm "$(docker ps -q)"',
        'docker rm "$(docker ps -q)"',
        "cmd can't insert one command's output into another.",
    ),
    (
        "docker build - <<EOF\nFROM x\nEOF",
        "bash does more here than to start docker.",
        "bash does more here than to start docker.",
    ),
    ("docker rm <container>", "docker rm <container>", "docker rm <container>"),
    ("docker tag a <your-user>/a,b", "docker tag a '<your-user>/a,b'", 'docker tag a "<your-user>/a,b"'),
    ("docker rm ?", "Only bash can fill this in.", "Only bash can fill this in."),
    ("export A=b", "$env:A = 'b'", "set A=b"),
    ("ls site/x", "ls site/x", "dir site\\x"),
    ("curl -s http://a/b", "curl.exe -s http://a/b", "curl -s http://a/b"),
    ("cd a && ls", "Only bash reads this line.", "Only bash reads this line."),
    ("chmod 644 a", *["`chmod` is a program for Linux and macOS. Type this line in WSL or in Git Bash."] * 2),
]


@pytest.mark.parametrize(("line", "powershell", "cmd"), LINES, ids=[row[0] for row in LINES])
def test_a_line_is_said_or_the_reason_given(line: str, powershell: str, cmd: str) -> None:
    for shell, wanted in (("powershell", powershell), ("cmd", cmd), ("bash", line)):
        said = said_in(line, shell)
        assert (said.text or said.reason) == wanted


def test_only_sessions_that_differ_get_a_choice() -> None:
    assert not differs(["docker ps", "docker run -p 80:80 nginx"])
    assert not differs(["ls", "chmod 644 a"])
    assert not differs(["docker ps | grep -x a"])
    assert differs(["docker ps | grep a"])
    assert differs(["curl -s http://a"])
    assert differs(["docker ps", "docker ps --format '{{.Names}}'"])
    assert differs(['docker run -v "$(pwd)":/a alpine'])
    assert differs(['docker run --user "$(id -u)" alpine'])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_docker_gets_the_same_words_from_every_shell(page: Path) -> None:
    for fence in fences(project().expand(page.read_text(encoding="utf-8"))):
        for step in steps(fence.lines) if fence.language == "console" else ():
            commands = read_script(step.text).commands
            if not commands or commands[0].name != "docker" or "<" in step.text:
                continue
            words = [fragments(step.text[word.start : word.end]) for word in commands[0].words]
            for shell, read in (("powershell", _powershell), ("cmd", _cmd)):
                said = said_in(step.text, shell)
                if said.text and "$(docker" not in step.text:
                    argv = [
                        "".join(
                            BASH.get(text, text) if kind == "variable" else HERE if kind == "result" else text
                            for kind, text in word or []
                        )
                        for word in words
                    ]
                    for command in read(said.text):
                        assert command == argv, said.text


def _first(text: str) -> str:
    """Return the command alone, without what stores or filters its output or shows how it ended."""
    for ending in ("\necho ", "\nif ", " || echo ", " | sort", " | Select-String ", " | findstr "):
        text = text.partition(ending)[0]
    return text.removeprefix("$left = ")


def _powershell(text: str) -> list[list[str]]:
    return [windows.powershell(_first(text), VALUES["powershell"], version=version) for version in ("5.1", "7.3")]


def _cmd(text: str) -> list[list[str]]:
    return [windows.cmd(_first(text), VALUES["cmd"])]
