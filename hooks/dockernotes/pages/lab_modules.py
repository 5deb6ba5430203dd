"""What the lab takes from elsewhere, as an ES module that is committed: the schema of Compose files.

`python -m dockernotes.pages.lab_modules` writes it, with `--check` it says whether it is current.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dockernotes.checks.compose_schema import compose_schema
from dockernotes.pages.explain_files import bare

ROOT = Path(__file__).resolve().parents[3]
MODULE = ROOT / "docs/assets/js/lab/compose/specification.js"
HEAD = "/* The schema of Compose files. Written by `python -m dockernotes.pages.lab_modules`. */\n"


def module() -> str:
    """Return the text of the module."""
    _, schema = compose_schema()
    kept = {key: value for key, value in bare(schema).items() if not key.startswith("$") or key == "$defs"}
    return f"{HEAD}export const SPECIFICATION = {json.dumps(kept, separators=(',', ':'))};\n"


def main(arguments: list[str]) -> int:
    """Write or check. Exit code 1: it isn't current."""
    if "--check" not in arguments:
        MODULE.write_text(module(), encoding="utf-8")
    elif MODULE.read_text(encoding="utf-8") != module():
        print(f"{MODULE.relative_to(ROOT)}: not current; run `python -m dockernotes.pages.lab_modules`")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
