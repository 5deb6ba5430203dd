"""The whole dictionary: British, with the project's own words, and ignoring what is typed rather than read."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT

WRONG = {
    "A letter is withuot a place.": "withuot",
    "The color of the flavor.": "color flavor",
    "Text, then `cdoe` and zzyzx.": "zzyzx",
}
QUIET = "Colour: a `teh`, <!--[[ trem('teh') ]]-->, [there](teh.md), BuildKit on tmpfs.\n\n```console\n$ dcoker\n```\n"


@pytest.mark.node
def test_the_dictionary(tmp_path: Path) -> None:
    """The Makefile's line finds exactly what is wrong, by file, line and column."""
    shutil.copytree(ROOT / "hooks/dockernotes/checks", tmp_path / "hooks/dockernotes/checks")
    shutil.copy(ROOT / "cspell.config.yaml", tmp_path)
    shutil.copy(ROOT / "hooks/tools.py", tmp_path / "hooks")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    page = tmp_path / "docs/page.md"
    page.parent.mkdir()
    page.write_text(QUIET + "\n" + "\n".join(WRONG), encoding="utf-8")
    listed = subprocess.run(["make", "-n", "check-spelling"], cwd=ROOT, capture_output=True, text=True, check=True)
    done = subprocess.run(["bash", "-c", listed.stdout], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    first = QUIET.count("\n") + 2
    found = [line for line in done.stdout.split("\n") if "[spelling]" in line]
    wanted = [
        f"docs/page.md:{first + at}:{row.index(word) + 1}: unknown word `{word}`"
        for at, (row, words) in enumerate(WRONG.items())
        for word in words.split()
    ]
    assert [line.partition(";")[0] for line in found] == wanted
