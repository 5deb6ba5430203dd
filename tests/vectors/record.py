"""`python tests/vectors/record.py` writes what each command of explain.json means today. A reviewer reads the diff."""

from __future__ import annotations

import json
import sys
from dataclasses import astuple
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "hooks")]

from dockernotes.catalog.explain import explain  # noqa: E402
from dockernotes.catalog.load import load  # noqa: E402
from dockernotes.catalog.lookup import Index  # noqa: E402
from dockernotes.dockercli.reader.parse import parse  # noqa: E402
from dockernotes.dockercli.spec.model import load_spec  # noqa: E402

FILE = Path(__file__).with_name("explain.json")


def index() -> Index:
    """Return the index of this project's data file."""
    file = ROOT / "docs/_data/docker.yml"
    catalog = load(file.read_bytes(), file.name)[0]
    assert catalog
    return Index(catalog)


def meanings(argv: list[str], found: Index) -> list[list[object]]:
    """Return the meanings of an argv: word, start, last word, end, name, address and tip of each."""
    return [list(astuple(meaning)) for meaning in explain(parse(argv, load_spec()), found)]


def vectors() -> list[dict[str, list[object]]]:
    """Return the recorded commands, each with its meanings."""
    found: list[dict[str, list[object]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    rows = []
    for argv in [[str(word) for word in vector["argv"]] for vector in vectors()]:
        listed = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in meanings(argv, index()))
        rows.append(f'{{"argv": {json.dumps(argv, ensure_ascii=False)}, "meanings": [\n  {listed}]}}')
    FILE.write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")
