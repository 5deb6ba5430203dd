"""A door: the command line of the lessons: `run|record [PAGE…]`. Exits 0 clean, 1 troubles, 2 no engine or usage."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from dockernotes.catalog.load import load
from dockernotes.lessons import engine, proof
from dockernotes.lessons.compare import Masks
from dockernotes.lessons.lesson import Ran, run
from dockernotes.lessons.record import record

DOCS = Path(__file__).resolve().parent.parent / "docs"


def main(argv: list[str] | None = None) -> int:
    """Run or record pages; every trouble is a line `path:line: message`."""
    parser = argparse.ArgumentParser(
        prog="lessons.py", description="Run the course on the Docker Engine that `docker` reaches."
    )
    parser.add_argument("what", choices=["run", "record"])
    parser.add_argument("pages", nargs="*", type=Path, help="Markdown files; default: all chapters")
    options = parser.parse_args(argv)
    version = engine.version()
    if version is None:
        print(
            'no Docker Engine answers; start one, or on Debian as root: eval "$(tests/engine/start)"', file=sys.stderr
        )
        return 2
    catalog, _, problems = load((DOCS / "_data/docker.yml").read_bytes(), "docs/_data/docker.yml")
    if catalog is None:
        print(*problems, sep="\n", file=sys.stderr)
        return 2
    masks = Masks(catalog.masks)
    pages = options.pages or sorted([*DOCS.glob("course/[0-9]*.md"), *DOCS.glob("beyond/[0-9]*.md")])
    troubles = 0
    for page in pages:
        results: list[Ran] = []
        print(f"{page.name} ", end="", flush=True)
        for ran in run(page, DOCS, masks):
            results.append(ran)
            print("-" if ran.printed is None else "x" if ran.trouble else ".", end="", flush=True)
        print()
        changed = record(page, results, masks) if options.what == "record" else 0
        bad = [r for r in results if r.trouble and not (changed and r.trouble.startswith("prints something else"))]
        for ran in bad:
            print(f"{_shown(page)}:{ran.line}: `{ran.command.splitlines()[0] if ran.command else ''}` {ran.trouble}")
        troubles += len(bad)
        if not bad and page.resolve().is_relative_to(DOCS):
            name = page.resolve().relative_to(DOCS).as_posix()
            proof.update(DOCS / "_data/verified.json", name, version, datetime.now(UTC).date(), results)
        if changed:
            print(f"  {changed} outputs recorded")
    return 1 if troubles else 0


def _shown(page: Path) -> str:
    root = DOCS.parent
    return page.resolve().relative_to(root).as_posix() if page.resolve().is_relative_to(root) else str(page)


if __name__ == "__main__":
    sys.exit(main())
