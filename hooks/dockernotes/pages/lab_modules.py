"""What the lab takes from elsewhere, as ES modules that are committed: Compose's schema, and files of the images.

`python -m dockernotes.pages.lab_modules` writes them; with `--check` it reports those that aren't current.
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
"""Files that the stand-in images of the tests' engine are built from. The lab's images have them too."""


def modules() -> dict[Path, str]:
    """Return each module's path and text."""
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
    """Write or check the modules. Return 1 if a check finds one that isn't current, else 0."""
    stale = [path for path, text in modules().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if "--check" in arguments:
            print(f"{path.relative_to(ROOT)}: not current; run `python -m dockernotes.pages.lab_modules`")
        else:
            path.write_text(modules()[path], encoding="utf-8")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
