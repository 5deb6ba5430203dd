"""What bash itself says of a script. Our grammar of it gives up on some that bash reads."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache, lru_cache

from dockernotes.source.shell import PLACEHOLDER

_PATIENCE = 5


@cache
def _bash() -> str | None:
    return shutil.which("bash")


@lru_cache(maxsize=4096)
def refuses(script: str) -> bool:
    """Whether bash can't read a script, of which it runs nothing. Without a bash nobody knows, and it may be right.

    What the reader fills in is read as a word.
    """
    program = _bash()
    if program is None:
        return False
    filled = PLACEHOLDER.sub(lambda match: re.sub(r"[^\n]", "x", match.group()), script)
    try:
        done = subprocess.run(
            [program, "--norc", "--noprofile", "-O", "extglob", "-n"],
            input=filled.encode("utf-8", "replace"),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            env={"LC_ALL": "C.UTF-8"},
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode != 0
