"""A door: the command line of the lessons: `run|record [PAGE…]`.

Exits 0 clean, 1 troubles, 2 no engine or usage, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from dockernotes import proofs
from dockernotes.catalog.load import load
from dockernotes.decode import decode
from dockernotes.lessons import engine, guard, proof
from dockernotes.lessons.compare import Masks
from dockernotes.lessons.inventory import is_chapter
from dockernotes.lessons.lesson import OTHER, Ran, run
from dockernotes.lessons.record import record

DOCS = Path(__file__).resolve().parent.parent / "docs"
VERIFIED = DOCS / proofs.FILE


def main(argv: list[str] | None = None) -> int:
    """Run or record pages; every trouble is a line `path:line: message`."""
    parser = argparse.ArgumentParser(
        prog="lessons.py", description="Run the course on the Docker Engine that `docker` reaches."
    )
    parser.add_argument("what", choices=["run", "record"])
    parser.add_argument("pages", nargs="*", type=Path, help="Markdown files; default: all chapters")
    options = parser.parse_args(argv)
    pages = options.pages or sorted(page for page in DOCS.glob("*/*.md") if is_chapter(_below(page)))
    if missing := [page for page in pages if not page.is_file()]:
        print(*(f"{page}: no such file" for page in missing), sep="\n", file=sys.stderr)
        return 2
    broken = [problem for page in pages for problem in guard.unreadable(page.read_bytes(), _shown(page))]
    _, problem = proofs.read(VERIFIED, _shown(VERIFIED))
    if problem:
        broken.append(problem)
    if broken:
        print(*broken, sep="\n", file=sys.stderr)
        return 1
    there = engine.look()
    if there is None:
        print(
            'no Docker Engine answers; start one, or on Debian as root: eval "$(tests/engine/start)"', file=sys.stderr
        )
        return 2
    catalog, _, problems = load((DOCS / "_data/docker.yml").read_bytes(), "docs/_data/docker.yml")
    if catalog is None:
        print(*problems, sep="\n", file=sys.stderr)
        return 2
    masks = Masks(catalog.masks)
    ran = read = troubles = 0
    try:
        for number, page in enumerate(pages, 1):
            print(f"[{number}/{len(pages)}] {_shown(page)} ", end="", flush=True)
            results = _one(page, masks, there, recording=options.what == "record")
            ran += sum(r.printed is not None for r in results)
            read += sum(bool(r.why) for r in results)
            troubles += sum(bool(r.trouble) for r in results)
    except KeyboardInterrupt:
        print("\nstopped; what this page had made is removed")
        return 130
    except subprocess.CalledProcessError as error:
        print(
            f"\nthe engine no longer answers `{' '.join(error.cmd[:3])}`: {(error.stderr or '').strip()}",
            file=sys.stderr,
        )
        return 2
    print(f"{ran} commands run on Docker {there.docker}, {read} only read, {troubles} troubles")
    return 1 if troubles else 0


def _one(page: Path, masks: Masks, there: engine.Engine, *, recording: bool) -> list[Ran]:
    """Run a page: a dot for a command that did as the page says, `x` for one that did not, `-` for one only read."""
    results: list[Ran] = []
    begun = time.monotonic()
    raw = page.read_bytes()
    for ran in run(decode(raw, str(page))[0], DOCS, masks):
        if ran.command:
            print("x" if ran.trouble else "-" if ran.printed is None else ".", end="", flush=True)
        results.append(ran)
    print(f" {time.monotonic() - begun:.0f} s")
    changed = record(page, raw, results, masks) if recording else 0
    if changed is None:
        results.append(Ran(1, "", None, trouble="was edited while it ran, so nothing is recorded; record it again"))
    elif changed:
        print(f"  {changed} outputs recorded")
        results = [r if not r.trouble.startswith(OTHER) else r.settled() for r in results]
    bad = [r for r in results if r.trouble]
    for ran in bad:
        command = ran.command.split("\n")[0]
        print(f"{_shown(page)}:{ran.line}: " + (f"`{command}` " if command else "") + ran.trouble)
    if not bad and page.resolve().is_relative_to(DOCS):
        proof.update(VERIFIED, _below(page), there, datetime.now(UTC).date(), results)
    return results


def _below(page: Path) -> str:
    return page.resolve().relative_to(DOCS).as_posix()


def _shown(page: Path) -> str:
    root = DOCS.parent
    return page.resolve().relative_to(root).as_posix() if page.resolve().is_relative_to(root) else str(page)


if __name__ == "__main__":
    sys.exit(main())
