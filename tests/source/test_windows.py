"""PowerShell and cmd into words, as their own readers have them: tokenizer.cs of PowerShell, and cmd's carets."""

from __future__ import annotations

import pytest

from dockernotes.source.windows import read_cmd, read_powershell

POWERSHELL = [
    ("docker run `\n  -d `\n  nginx", [["docker", "run", "-d", "nginx"]]),
    ("docker run `\r\n  -d nginx", [["docker", "run", "-d", "nginx"]]),
    # Inside quotes nothing goes on: the line break is part of the word, in double ones without the backtick.
    ('docker exec db "a`\nb" c', [["docker", "exec", "db", "a\nb", "c"]]),
    ("docker exec db 'a`\nb' c", [["docker", "exec", "db", "a`\nb", "c"]]),
    # Nor does a word: without a blank before it the backtick is an escape.
    ("docker rm web`\n  db", [["docker", "rm", "web\n", "db"]]),
    ('docker exec db "a`tb`"c`$d" e', [["docker", "exec", "db", 'a\tb"c$d', "e"]]),
    ('docker exec db "it\'s" \'a \'\'b\'\'\' "a ""b"""', [["docker", "exec", "db", "it's", "a 'b'", 'a "b"']]),
    (
        "docker ps # all\ndocker ps -a; docker rm a#b | sort",
        [["docker", "ps"], ["docker", "ps", "-a"], ["docker", "rm", "a#b"], ["sort"]],
    ),
    ("# a note `\ndocker ps", [["docker", "ps"]]),
]
CMD = [
    ("docker run ^\n  -d ^\n  nginx", [["docker", "run", "-d", "nginx"]]),
    ("docker run ^\r\n  -d nginx", [["docker", "run", "-d", "nginx"]]),
    ("docker rm we^\nb db", [["docker", "rm", "web", "db"]]),
    ('docker exec db "a ^ b" c^&d', [["docker", "exec", "db", "a ^ b", "c&d"]]),
    (r'docker exec db "a \"b\""', [["docker", "exec", "db", 'a "b"']]),
    (r"docker exec db {\"a\":1} x", [["docker", "exec", "db", '{"a":1}', "x"]]),
    # Inside quotes a caret is a caret, and the line ends.
    ("docker ps ^\nREM all | docker\n:: all\ndocker ps", [["docker", "ps"], ["docker", "ps"]]),
    ("docker ps\ndocker images | sort", [["docker", "ps"], ["docker", "images"], ["sort"]]),
]


@pytest.mark.parametrize(("text", "wanted"), POWERSHELL, ids=[row[0] for row in POWERSHELL])
def test_powershell(text: str, wanted: list[list[str]]) -> None:
    assert [[word.text for word in command.words] for command in read_powershell(text).commands] == wanted


@pytest.mark.parametrize(("text", "wanted"), CMD, ids=[row[0] for row in CMD])
def test_cmd(text: str, wanted: list[list[str]]) -> None:
    assert [[word.text for word in command.words] for command in read_cmd(text).commands] == wanted


def test_where_words_stand() -> None:
    """An offset is one of the text as it was written, marks and quotes and all."""
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
    (read_powershell, "<name>", True),
    (read_cmd, "%id%", True),
    (read_cmd, "'%id%'", True),
    (read_cmd, "50%", False),
]


@pytest.mark.parametrize(("read", "word", "filled"), FILLED, ids=[row[1] for row in FILLED])
def test_what_is_filled_in_when_it_runs(read, word: str, filled: bool) -> None:  # type: ignore[no-untyped-def]
    assert read(f"docker rm {word}").commands[0].words[2].opaque is filled
