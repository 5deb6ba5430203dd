"""Ask bash itself about a script. Our grammar gives up on some scripts that bash accepts."""

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
    """Return whether bash can't read a script; it runs none of it. False if there is no bash to ask.

    Placeholders, which the reader fills in, are read as words.
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
