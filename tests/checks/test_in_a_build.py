"""The bad examples of docs/contributing/checks.md, built with MkDocs: each of its lines is there, and no traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checks.record import AROUND
from checks.test_page_of_checks import EXAMPLES
from conftest import ROOT
from dockernotes.source.fences import fences

ENDS_THE_BUILD = {"front-matter"}
"""Rules whose bad example MkDocs can't read. The other examples are built in one go."""
SETS = [
    pytest.param([name for name in EXAMPLES if name not in ENDS_THE_BUILD], "Documentation built", id="all others"),
    *(pytest.param([name], "the builder can't read every page", id=name) for name in sorted(ENDS_THE_BUILD)),
]


def project(folder: Path) -> Path:
    """Return the docs folder of a project like this one, still without pages."""
    for name in ("hooks", "overrides", "CONTRIBUTING.md"):
        (folder / name).symlink_to(ROOT / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    start, end = settings.index("\nnav:\n"), settings.index("\ntheme:\n")
    (folder / "mkdocs.yml").write_text(settings[:start] + settings[end:], encoding="utf-8")
    docs = folder / "docs"
    for name in ("_data", "assets", "examples"):
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).symlink_to(ROOT / "docs" / name)
    (docs / "index.md").write_text("# Start\n", encoding="utf-8")
    return docs


def build(folder: Path) -> str:
    """Build the site, and return what is printed."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder / "site")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def places(lines: str, folder: str = "") -> set[tuple[str, str]]:
    """Return the place and rule of each line that has both. Messages are left out, as they depend on the folder."""
    found = re.finditer(r"(\S+?\.md:\d+:\d+): .*\[([a-z-]+)\]$", lines, re.MULTILINE)
    return {(folder + match[1], match[2]) for match in found}


@pytest.mark.parametrize(("names", "end"), SETS)
def test_a_bad_page_is_a_line_and_the_others_are_checked(names: list[str], end: str, tmp_path: Path) -> None:
    docs = project(tmp_path)
    (docs / "other.md").write_text("# Other\n\n```console\n$ docker rum\n```\n\n[a](gone.md)\n", encoding="utf-8")
    wanted = {("docs/other.md:4:10", "docker-command"), ("docs/other.md:7:5", "link-page")}
    for number, name in enumerate(names):
        page, output = [fence.text for fence in fences(EXAMPLES[name])][:2]
        folder = docs / f"bad-{number}"
        for file in AROUND:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text("# Start\n", encoding="utf-8")
        (folder / "page.md").write_text(page, encoding="utf-8")
        wanted |= places(output, f"docs/bad-{number}/")
    log = build(tmp_path)
    assert "Traceback" not in log
    assert end in log
    assert wanted - places(log) == set()
    assert len(wanted) > 2
