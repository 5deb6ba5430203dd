"""Texts for PowerShell and cmd pass docker the words that they were made from, whatever they contain."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dockercli import windows
from dockernotes.dockercli.reader.quoting import Argument, cmd, powershell

FOLDER: Argument = [("result", "pwd")]
PWSH = shutil.which("pwsh")

LETTERS = st.text(st.sampled_from("ab0 -=/.:,;'\"\\$`%&|<>^(){}[]@#~*?!é“’–\n\t"), max_size=12)
ARGVS = st.lists(
    st.one_of(LETTERS, st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=8)), max_size=6
)
BREAKS = st.sets(st.integers(1, 6))

TYPED = [
    (["ps", "-a"], "docker ps -a", "docker ps -a"),
    (["run", "-p", "127.0.0.1:80:80", "nginx:1.29"], *["docker run -p 127.0.0.1:80:80 nginx:1.29"] * 2),
    (["run", "-p127.0.0.1:80:80"], "docker run '-p127.0.0.1:80:80'", "docker run -p127.0.0.1:80:80"),
    (["ps", "--format", "{{.Names}}"], "docker ps --format '{{.Names}}'", "docker ps --format {{.Names}}"),
    (["run", "--mount", "a=b,c=d"], "docker run --mount 'a=b,c=d'", 'docker run --mount "a=b,c=d"'),
    (["exec", "db", "it's"], "docker exec db 'it''s'", "docker exec db it's"),
    (["exec", "sh", 'a "b"'], r'docker --% exec sh "a \"b\""', r'docker exec sh "a \"b\""'),
    (["exec", "a & b"], "docker exec 'a & b'", 'docker exec "a & b"'),
    (["exec", '"', "<"], r'docker --% exec "\"" <', r'docker exec "\"" "^<"'),
    (["exec", '"a & b"'], "", r'docker exec "\"a ^& b\""'),
    (["run", "--entrypoint", ""], 'docker --% run --entrypoint ""', 'docker run --entrypoint ""'),
]
REASONS = [
    ([[("text", "a\nb")]], "", "In cmd, a command has to fit on one line."),
    ([[("text", "%PATH%")]], "", "cmd replaces anything between two percent signs."),
    (
        [[("result", "id -u")]],
        *["Windows has no user numbers. Docker Desktop takes care of who owns files, so leave out `--user`."] * 2,
    ),
    ([[("variable", "left")]], "", "cmd has no `left`, which bash kept from a command before."),
    ([[("text", "")], FOLDER], "Windows PowerShell loses an empty word, and a backslash at the end of a word.", ""),
    (
        [[("text", '"\n')]],
        "Windows PowerShell loses quotes inside a word, and there's no way to keep them here.",
        "In cmd, a command has to fit on one line.",
    ),
]


def arguments(argv: Sequence[str]) -> list[Argument]:
    return [[("text", word)] for word in ["docker", *argv]]


@pytest.mark.parametrize(("argv", "in_powershell", "in_cmd"), TYPED, ids=[" ".join(t[0]) for t in TYPED])
def test_what_is_typed(argv: list[str], in_powershell: str, in_cmd: str) -> None:
    assert powershell(arguments(argv)).text == in_powershell
    assert cmd(arguments(argv)).text == in_cmd


@pytest.mark.parametrize(("words", "in_powershell", "in_cmd"), REASONS, ids=[str(r[0]) for r in REASONS])
def test_where_there_is_no_equal_the_reason_is_given(words: list[Argument], in_powershell: str, in_cmd: str) -> None:
    whole: list[Argument] = [[("text", "docker")], *words]
    assert powershell(whole).reason == in_powershell
    assert cmd(whole).reason == in_cmd


def test_what_is_filled_in() -> None:
    words: list[Argument] = [
        [("text", "docker")],
        [*FOLDER, ("text", ":/a b")],
        [("variable", "left")],
        [("variable", "TOKEN")],
    ]
    assert powershell(words).text == 'docker "${PWD}:/a b" $left $env:TOKEN'
    assert cmd([*words[:2], words[3]]).text == 'docker "%cd%:/a b" "%TOKEN%"'
    values = {"PWD": r"C:\my work", "left": "x", "env:TOKEN": "t"}
    assert windows.powershell(powershell(words).text, values, version="5.1") == ["docker", r"C:\my work:/a b", "x", "t"]
    assert windows.cmd(cmd(words[:2]).text, {"cd": r"C:\my work"}) == ["docker", r"C:\my work:/a b"]


def test_quotes_beside_what_is_filled_in_are_typed_for_windows_powershell() -> None:
    gpus: list[Argument] = [[("text", "docker")], [("text", '"device=0,1"')], [("text", '{"a b": "'), *FOLDER]]
    said = powershell(gpus).text
    assert said.splitlines()[0].startswith("# For Windows PowerShell 5.1.")
    typed = windows.powershell(said.split("\n", 1)[1], {"PWD": r"C:\x"}, version="5.1")
    assert typed == ["docker", '"device=0,1"', r'{"a b": "C:\x']


def test_what_a_command_prints() -> None:
    """Outside quotes, each thing that it prints is a word, as in bash; inside them, everything is one word."""
    result: Argument = [("result", "git tag")]
    words: list[Argument] = [[("text", "docker")], result, [("text", "v"), *result]]
    assert powershell(words).text == 'docker $(git tag) "v$(git tag)"'
    assert powershell(words, double={1}).text == 'docker "$(git tag)" "v$(git tag)"'
    assert cmd(words).reason == "cmd can't insert one command's output into another."


@given(argv=ARGVS, breaks=BREAKS, double=BREAKS)
@example(argv=["a b\\", 'c"'], breaks=set(), double=set())
@example(argv=['\\"', "\\\\"], breaks={1}, double={1})
def test_powershell_hands_on_the_same_words(argv: list[str], breaks: set[int], double: set[int]) -> None:
    said = powershell(arguments(argv), breaks, double)
    assert bool(said.text) != bool(said.reason)
    if said.text:
        for version in ("5.1", "7.3"):
            assert windows.powershell(said.text, {}, version=version) == ["docker", *argv], (version, said.text)
    else:
        assert any(set(word) & set('"\n\r%') or word.endswith("\\") or not word for word in argv)


@given(argv=ARGVS, breaks=BREAKS)
def test_cmd_hands_on_the_same_words(argv: list[str], breaks: set[int]) -> None:
    said = cmd(arguments(argv), breaks)
    if said.text:
        assert windows.cmd(said.text, {}) == ["docker", *argv], said.text
    else:
        assert any(set(word) & set("\n\r%") for word in argv)


@pytest.mark.skipif(
    PWSH is None, reason="PowerShell is missing (GitHub's machines have it); no registry we use offers it"
)
def test_powershells_own_parser_reads_the_same_words() -> None:
    """PowerShell's own parser gets the same words. What comes after `--%` it passes on as one text, which Go splits."""
    rows = [argv for argv, _, _ in TYPED] + [
        ["a b", "it's “x”", "-x.y", "a,b", "$HOME", "`n", "#c", "@x", "{a}", "1kb", "~"]
    ]
    texts = [powershell(arguments(argv)).text for argv in rows]
    script = """
$texts = $env:TEXTS | ConvertFrom-Json
ConvertTo-Json -Compress -Depth 4 @(foreach ($text in $texts) {
  $errors = $null
  $tree = [Management.Automation.Language.Parser]::ParseInput($text, [ref]$null, [ref]$errors)
  if ($errors) { throw $errors[0] }
  $command = $tree.EndBlock.Statements[0].PipelineElements[0]
  ,@($command.CommandElements | ForEach-Object { if ($_.Value -is [string]) { $_.Value } else { $_.Extent.Text } })
})
"""
    assert PWSH
    environment = os.environ | {"TEXTS": json.dumps(texts)}
    command = [PWSH, "-NoProfile", "-Command", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    for argv, text, read in zip(rows, texts, json.loads(done.stdout), strict=True):
        words = windows.go(f"docker {read[-1]}") if " --% " in text else read
        assert words == ["docker", *argv], text
