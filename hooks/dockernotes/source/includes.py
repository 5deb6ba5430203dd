"""Included files: a fence whose content is `--8<-- "examples/x/Dockerfile"` stands for that file."""

from __future__ import annotations

import re
from pathlib import Path

BESIDE = ("CONTRIBUTING.md",)
"""Files next to the docs folder that pages may include; `base_path` in mkdocs.yml names them as well."""
_INCLUDE = re.compile(r'^\s*--8<--\s+"([^"\n]+)"\s*$')


def included(line: str) -> str | None:
    """Return the path that a line includes, relative to the docs folder."""
    match = _INCLUDE.match(line)
    return match.group(1) if match else None


def names(text: str) -> frozenset[str]:
    """Return the files that a page includes."""
    rows = text.split("\n") if "--8<--" in text else ()
    return frozenset(name for row in rows if (name := name_in(row)))


def name_in(line: str) -> str:
    """Return the file that a line includes, without the lines or section that it names; empty if it includes none."""
    return (included(line) or "").partition(":")[0]


def expand(text: str, docs: Path) -> str:
    """Return text with its includes replaced by the files. The line of a file that doesn't exist stays as it is."""
    rows = []
    for row in text.split("\n"):
        name = included(row)
        file = docs / name if name else None
        rows.append(file.read_text(encoding="utf-8").rstrip("\n") if file and file.is_file() else row)
    return "\n".join(rows)
