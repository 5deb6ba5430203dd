"""`make newest` asks for the newest of every package except MkDocs: its next version has no plugins or hooks."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from conftest import ROOT


def test_newest_lifts_every_pin_but_one(tmp_path: Path) -> None:
    """Run the Makefile's line that edits the files. The resolver that they go to next is tried only in CI."""
    files = [ROOT / name for name in ("requirements.in", "requirements-dev.in", "requirements-pdf.in")]
    for file in files:
        shutil.copy(file, tmp_path)
    listed = subprocess.run(["make", "-n", "newest"], cwd=ROOT, capture_output=True, text=True, check=True)
    (line,) = [line for line in listed.stdout.split("\n") if line.startswith("sed ")]
    subprocess.run(["bash", "-c", line], cwd=tmp_path, check=True)
    assert "--upgrade" in listed.stdout
    for file in files:
        pinned = file.read_text(encoding="utf-8")
        lifted = (tmp_path / file.name).read_text(encoding="utf-8")
        names = re.findall(r"^[\w.-]+(?===)", pinned, re.MULTILINE)
        assert re.findall(r"^[\w.-]+(?=>=)", lifted, re.MULTILINE) == names != []
        bounded = [row for row in lifted.split("\n") if ",<" in row]
        assert bounded == (["mkdocs>=1.6.1,<2"] if file.name == "requirements.in" else [])
