"""The shell that a lesson is typed into. These tests need no engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockernotes.lessons.clean import clean
from dockernotes.lessons.lesson_shell import Shell


@pytest.mark.parametrize("terminal", [False, True])
def test_a_command_that_takes_too_long_has_no_exit_code(tmp_path: Path, terminal: bool) -> None:
    tmp_path.chmod(0o755)
    shell = Shell(tmp_path, tmp_path / "work")
    try:
        assert shell.run("sleep 30", terminal=terminal, timeout=1).code is None
        assert shell.ended
    finally:
        shell.close()


DRAWN = [
    (b"\x1b[1G\x1b[0Jdebug> \x1b[8Gexec name\r\r\n\x1b[32m'Ada'\x1b[39m\r\n", "debug> exec name\n'Ada'\n"),
    (b"debug> \x1b[8G\x1b[1G\x1b[0Kbreak in server.js:7\r\n", "break in server.js:7\n"),
    (b"10 %\r100 %\r\n", "100 %\n"),
]


@pytest.mark.parametrize(("raw", "text"), DRAWN)
def test_what_was_drawn_over_is_gone(raw: bytes, text: str) -> None:
    assert clean(raw) == text
