"""Run the page's JavaScript in a Node process: jobs go in, answers come out."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.catalog.lookup import Index
from dockernotes.dockercli.spec.model import load_spec
from dockernotes.pages.explain_data import explain_data

MODULES = ROOT / "docs/assets/js/explain"


def data() -> str:
    """Return the data of the page, with the reference's source paths in place of addresses."""
    path = ROOT / "docs/_data/docker.yml"
    catalog, _, problems = load(path.read_bytes(), str(path))
    assert catalog is not None, problems
    return explain_data(load_spec(), Index(catalog), lambda address: address)


class Page:
    """A copy of the modules that every version of Node reads as modules, which `.js` alone doesn't ensure."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(MODULES, folder / "js")
        (folder / "js/package.json").write_text('{"type": "module"}')
        (folder / "data.json").write_text(data(), encoding="utf-8")
        self.folder = folder

    def ask(self, what: str, jobs: Sequence[dict[str, Any]], of: str = "judge.mjs") -> list[Any]:
        """Return the answers to some jobs. `of`: the script that answers."""
        lines = "".join(json.dumps({"ask": what, **job}) + "\n" for job in jobs)
        script = Path(__file__).with_name(of)
        command = [
            "node",
            "--max-old-space-size=512",
            str(script),
            str(self.folder / "js"),
            str(self.folder / "data.json"),
        ]
        done = subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]
