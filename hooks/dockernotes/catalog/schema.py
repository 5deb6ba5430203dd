"""Make the JSON Schema of the data file from the model, so that editors can complete and check what people type.

`python -m dockernotes.catalog.schema` writes it; with `--check` it reports whether the committed file is up to date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dockernotes.catalog.catalog import Catalog

TARGET = Path("docs/_data/docker.schema.json")


def schema() -> str:
    """Return the schema as the text of the file."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Catalog.model_json_schema()}
    made["title"] = "The data file of Docker Notes"
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the schema. Return the exit code: 1 if it's out of date, 2 for wrong arguments, else 0."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m dockernotes.catalog.schema [--check]", file=sys.stderr)
        return 2
    if arguments:
        if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == schema():
            return 0
        print(f"{TARGET}:1:1: not what the model says; run `make schema` [data-schema]", file=sys.stderr)
        return 1
    TARGET.write_text(schema(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
