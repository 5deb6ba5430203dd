"""A door: the command line of the lessons: `run|record [--fresh] [PAGE…]`.

Exit code 0: no trouble, 1: troubles, or a page that can't be read, 2: nothing could be run, or wrong usage,
130: stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from dockernotes import proofs
from dockernotes.catalog.load import load
from dockernotes.diagnostics import Diagnostic
from dockernotes.lessons import engine, guard
from dockernotes.lessons.compare import Masks
from dockernotes.lessons.course import Course, shown
from dockernotes.lessons.inventory import is_lesson

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NO_ENGINE = 'no Docker Engine answers; start one, or on Debian as root: eval "$(tests/engine/start)"'


def main(argv: list[str] | None = None) -> int:
    """Run or record pages, and print each trouble as a line `path:line: message`."""
    options = _options(argv)
    pages = options.pages or sorted(page for page in DOCS.glob("*/*.md") if is_lesson(_below(page)))
    if missing := [page for page in pages if not page.is_file()]:
        return _refuse(2, (f"{page}: no such file" for page in missing))
    if broken := _broken(pages):
        return _refuse(1, broken)
    there = engine.look()
    if there is None:
        return _refuse(2, [NO_ENGINE])
    catalog, _, problems = load((DOCS / "_data/docker.yml").read_bytes(), "docs/_data/docker.yml")
    if catalog is None:
        return _refuse(2, problems)
    try:
        recording = options.what == "record"
        return _run(pages, Course(DOCS, Masks(catalog.masks), there, recording=recording, fresh=options.fresh))
    except KeyboardInterrupt:
        print("\nstopped; what this page had made is removed")
        return 130
    except subprocess.CalledProcessError as error:
        asked = " ".join(error.cmd[:3])
        return _refuse(2, [f"\nthe engine no longer answers `{asked}`: {(error.stderr or '').strip()}"])


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="lessons.py", description="Run the course on the Docker Engine that `docker` reaches."
    )
    parser.add_argument("what", choices=["run", "record"])
    parser.add_argument("pages", nargs="*", type=Path, help="Markdown files; default: all chapters")
    parser.add_argument(
        "--fresh", action="store_true", help="record every output again, even if only ids, times and the like differ"
    )
    return parser.parse_intermixed_args(argv)


def _broken(pages: Iterable[Path]) -> list[Diagnostic]:
    """Return the problems that keep the pages, or the file of the proofs, from being read."""
    found = [problem for page in pages for problem in guard.unreadable(page.read_bytes(), shown(page, ROOT))]
    _, problem = proofs.read(DOCS / proofs.FILE, f"docs/{proofs.FILE}")
    return [*found, problem] if problem else found


def _run(pages: list[Path], course: Course) -> int:
    ran = read = troubles = 0
    for number, page in enumerate(pages, 1):
        print(f"[{number}/{len(pages)}] {shown(page, ROOT)} ", end="", flush=True)
        results = course.run(page)
        ran += sum(r.printed is not None for r in results)
        read += sum(bool(r.why) for r in results)
        troubles += sum(bool(r.trouble) for r in results)
    print(f"{ran} commands run on Docker {course.engine.docker}, {read} only read, {troubles} troubles")
    return 1 if troubles else 0


def _refuse(code: int, lines: Iterable[object]) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return code


def _below(page: Path) -> str:
    return page.resolve().relative_to(DOCS).as_posix()


if __name__ == "__main__":
    sys.exit(main())
