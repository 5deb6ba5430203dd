"""PowerShell and cmd are split into words as the shells do it: PowerShell's tokenizer.cs, and cmd's carets."""

from __future__ import annotations

import pytest

from dockernotes.source.cmd import read_cmd
from dockernotes.source.powershell import read_powershell

POWERSHELL = [
    ("docker run `\n  -d `\n  nginx", [["docker", "run", "-d", "nginx"]]),
    ("docker run `\r\n  -d nginx", [["docker", "run", "-d", "nginx"]]),
    # Inside quotes, the line doesn't go on: the break is part of the word, without the backtick in double quotes.
    ('docker exec db "a`\nb" c', [["docker", "exec", "db", "a\nb", "c"]]),
    ("docker exec db 'a`\nb' c", [["docker", "exec", "db", "a`\nb", "c"]]),
    # Nor does it after a word: without a blank before it, the backtick is an escape.
    ("docker rm web`\n  db", [["docker", "rm", "web\n", "db"]]),
    ('docker exec db "a`tb`"c`$d" e', [["docker", "exec", "db", 'a\tb"c$d', "e"]]),
    ('docker exec db "it\'s" \'a \'\'b\'\'\' "a ""b"""', [["docker", "exec", "db", "it's", "a 'b'", 'a "b"']]),
    (
        "docker ps # all\ndocker ps -a; docker rm a#b | sort",
        [["docker", "ps"], ["docker", "ps", "-a"], ["docker", "rm", "a#b"], ["sort"]],
    ),
    ("# a note `\ndocker ps", [["docker", "ps"]]),
    ("<# docker run #>docker ps", [["docker", "ps"]]),
    # Where the output goes isn't a word of the program.
    ("docker logs web > log.txt", [["docker", "logs", "web"]]),
    ("docker logs web *>> 'my log' --tail 5", [["docker", "logs", "web", "--tail", "5"]]),
    ("docker ps 2>&1 | Out-Null; docker ps>$null -a", [["docker", "ps"], ["Out-Null"], ["docker", "ps", "-a"]]),
    # Brackets are one word outside, and commands inside.
    ("docker rm -f $(docker ps -aq)", [["docker", "rm", "-f", "$(docker ps -aq)"], ["docker", "ps", "-aq"]]),
    ("docker rm @(docker ps -q) x", [["docker", "rm", "@(docker ps -q)", "x"], ["docker", "ps", "-q"]]),
    ("docker rm (docker ps (a))/b c", [["docker", "rm", "(docker ps (a))/b", "c"], ["docker", "ps", "(a)"], ["a"]]),
    ("docker ps | % { docker rm $_ }", [["docker", "ps"], ["%", "{ docker rm $_ }"], ["docker", "rm", "$_"]]),
    ("if($x){docker ps}", [["if($x){docker ps}"], ["docker", "ps"]]),
    ("docker run -v ${PWD}:/a $x.Of(docker ps)", [["docker", "run", "-v", "${PWD}:/a", "$x.Of(docker ps)"]]),
    ("$t = @{ docker = 1 }\n('docker', 'x')", [["('docker', 'x')"]]),
    ('docker rm "$(docker ps -f "a b")" x', [["docker", "rm", '$(docker ps -f "a b")', "x"]]),
    ("docker rm (docker ps -q", [["docker", "rm", "(docker ps -q"], ["docker", "ps", "-q"]]),
    ("docker ps) ; docker images }", [["docker", "ps"], ["docker", "images"]]),
    ("$id = docker run x; [string]$y=docker ps", [["docker", "run", "x"], ["docker", "ps"]]),
    ("& 'docker' ps; 'docker' | x", [["docker", "ps"], ["x"]]),
    ('docker exec db @"\na "b\n"@ x', [["docker", "exec", "db", '@\na b\n"@', "x"]]),
    # What is never closed extends to the end.
    ("docker ps <# a\nb", [["docker", "ps"]]),
    ("docker ps @'\na\nb", [["docker", "ps", "@'\na\nb"]]),
    # What docker.exe splits itself goes as far as the line or the pipe.
    (
        'docker --% run "a\\"b" | sort\ndocker rm `\n  x',
        [["docker", "run", 'a"b'], ["sort"], ["docker", "rm", "x"]],
    ),
]
CMD = [
    ("docker run ^\n  -d ^\n  nginx", [["docker", "run", "-d", "nginx"]]),
    ("docker run ^\r\n  -d nginx", [["docker", "run", "-d", "nginx"]]),
    ("docker rm we^\nb db", [["docker", "rm", "web", "db"]]),
    ('docker exec db "a ^ b" c^&d', [["docker", "exec", "db", "a ^ b", "c&d"]]),
    (r'docker exec db "a \"b\""', [["docker", "exec", "db", 'a "b"']]),
    (r"docker exec db {\"a\":1} x", [["docker", "exec", "db", '{"a":1}', "x"]]),
    # Inside quotes, a caret is a caret, and the line ends.
    ("docker ps ^\nREM all | docker\n:: all\ndocker ps", [["docker", "ps"], ["docker", "ps"]]),
    ("docker ps\ndocker images | sort", [["docker", "ps"], ["docker", "images"], ["sort"]]),
    ("docker ps >nul -a 2>nul\ndocker ps>a & docker ps", [["docker", "ps", "-a"], ["docker", "ps"], ["docker", "ps"]]),
    ("docker load < a.tar\ndocker build . 2>&1", [["docker", "load"], ["docker", "build", "."]]),
    ("docker run <name>:1 >>log", [["docker", "run", "<name>:1"]]),
    ("@docker ps\n@ call docker ps\n@rem | docker", [["docker", "ps"], ["docker", "ps"]]),
    ("if not exist a.txt docker ps\nif errorlevel 1 (docker rm x)", [["docker", "ps"], ["docker", "rm", "x"]]),
    ('if /i "%a%"=="b" docker ps\nif %a% == b docker rm', [["docker", "ps"], ["docker", "rm"]]),
    ("if %a% GEQ 2 docker ps else docker\nif docker ps", [["docker", "ps", "else", "docker"]]),
    ("if exist a (docker rm x) else (docker ps)", [["docker", "rm", "x"], ["docker", "ps"]]),
    ("if exist a (\n  docker rm x\n) else (\n  docker ps\n)", [["docker", "rm", "x"], ["docker", "ps"]]),
    ("for /f %%i in ('docker ps -q') do @docker rm %%i", [["docker", "rm", "%%i"]]),
    ('"" docker', [["", "docker"]]),
]


@pytest.mark.parametrize(("text", "wanted"), POWERSHELL, ids=[row[0] for row in POWERSHELL])
def test_powershell(text: str, wanted: list[list[str]]) -> None:
    assert [[word.text for word in command.words] for command in read_powershell(text).commands] == wanted


@pytest.mark.parametrize(("text", "wanted"), CMD, ids=[row[0] for row in CMD])
def test_cmd(text: str, wanted: list[list[str]]) -> None:
    assert [[word.text for word in command.words] for command in read_cmd(text).commands] == wanted


def test_where_words_stand() -> None:
    """An offset counts in the text as it was written, with all marks and quotes."""
    text = 'docker run `\n  --name "a`\nb" nginx'
    (command,) = read_powershell(text).commands
    assert [text[word.start : word.end] for word in command.words] == ["docker", "run", "--name", '"a`\nb"', "nginx"]
    assert [word.exact for word in command.words] == [True, True, True, False, True]
    assert [read_cmd("a ^\n b").commands[0].words[1].start] == [5]


FILLED = [
    (read_powershell, "$id", True),
    (read_powershell, '"$id"', True),
    (read_powershell, "\"'$id'\"", True),
    (read_powershell, "'$id'", False),
    (read_powershell, '"`$id"', False),
    (read_powershell, "(docker ps -q)", True),
    (read_powershell, "@names", True),
    (read_powershell, "a@sha256:1", False),
    (read_powershell, "<name>", True),
    (read_cmd, "%id%", True),
    (read_cmd, "'%id%'", True),
    (read_cmd, "%%i", True),
    (read_cmd, "!id!", True),
    (read_cmd, "<name>", True),
    (read_cmd, "50%", False),
]


@pytest.mark.parametrize(("read", "word", "filled"), FILLED, ids=[row[1] for row in FILLED])
def test_what_is_filled_in_when_it_runs(read, word: str, filled: bool) -> None:  # type: ignore[no-untyped-def]
    assert read(f"docker rm {word}").commands[0].words[2].opaque is filled
