"""What the lab takes from elsewhere, as ES modules that are committed: the schema of Compose files, the images' files.

`python -m dockernotes.pages.lab_modules` writes them, with `--check` it says whether they are current.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dockernotes.compose.specification import compose_schema
from dockernotes.pages.explain_files import bare

ROOT = Path(__file__).resolve().parents[3]
LAB = ROOT / "docs/assets/js/lab"
STANDINS = ROOT / "tests/engine/standins"
FILES = {
    "50x.html", "default.conf", "index.html", "nginx-entrypoint.sh", "nginx.conf", "postgres-entrypoint.sh",
    "redis-entrypoint.sh",
}  # fmt: skip
"""What the stand-ins of the tests' engine are built of, and the images of the lab have too."""


def modules() -> dict[Path, str]:
    """Return the text of each module."""
    _, schema = compose_schema()
    kept = {key: value for key, value in bare(schema).items() if not key.startswith("$") or key == "$defs"}
    texts = {name: (STANDINS / name).read_text(encoding="utf-8") for name in sorted(FILES)}
    return {
        LAB / "compose/specification.js": _module("The schema of Compose files", "SPECIFICATION", kept, None),
        LAB / "programs/standins.js": _module("Files of the images, from tests/engine/standins", "STANDINS", texts, 0),
    }


def _module(what: str, name: str, data: object, indent: int | None) -> str:
    separators = (",", ":") if indent is None else None
    text = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    return f"/* {what}. Written by `python -m dockernotes.pages.lab_modules`. */\nexport const {name} = {text};\n"


def main(arguments: list[str]) -> int:
    """Write or check. Exit code 1: one isn't current."""
    stale = [path for path, text in modules().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if "--check" in arguments:
            print(f"{path.relative_to(ROOT)}: not current; run `python -m dockernotes.pages.lab_modules`")
        else:
            path.write_text(modules()[path], encoding="utf-8")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
