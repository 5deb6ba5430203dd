"""`python tests/checks/record.py` writes what the examples of docs/contributing/checks.md print into that page."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "hooks")]

from checks.harness import problems  # noqa: E402
from dockernotes.report.text import text  # noqa: E402
from dockernotes.source.fences import fences  # noqa: E402

PAGE = ROOT / "docs/contributing/checks.md"
AROUND = ("backup.md", "guide/start.md", "guide/layers.png")
"""Files that are next to the page of every example."""


def printed(page: str) -> str:
    """Return what the checks print for a page of an example."""
    around = {file: "# Start\n" for file in AROUND if file.endswith(".md")}
    return text(problems({"page.md": page, **around}, files=AROUND), {"page.md": page}).rstrip("\n")


def recorded(source: str) -> str:
    """Return the page of checks with every output as it is today."""
    rows = source.split("\n")
    found = list(fences(source))
    for example, output in reversed(list(pairwise(found))):
        if example.language == "markdown" and output.language == "text":
            rows[output.line : output.line + len(output.lines)] = printed(example.text).split("\n")
    return "\n".join(rows)


if __name__ == "__main__":
    PAGE.write_text(recorded(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
