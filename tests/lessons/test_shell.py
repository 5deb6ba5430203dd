"""The shell that a lesson is typed into: no engine is needed to see it end."""

from __future__ import annotations

from pathlib import Path

import pytest

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
