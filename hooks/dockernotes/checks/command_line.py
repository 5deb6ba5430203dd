"""`python hooks/check.py [--strict] [--format FORMAT] [PATH…]`: the checks without MkDocs or network.

With `--external [--cache FILE]` it asks other sites whether our links to them land, and checks nothing else.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dockernotes.checks import external
from dockernotes.checks.files import is_page
from dockernotes.checks.paths import check_paths
from dockernotes.checks.project import DATA, Found, Project
from dockernotes.checks.render import FORMATS

DOCS = Path(__file__).resolve().parents[3] / "docs"
STDIN = Path("-")


def main(arguments: Sequence[str], program: str = "check.py") -> int:
    """Check and print. Exit code 0: no error, 1: errors (with `--strict`: or remarks), 2: not all could be checked."""
    options = _parser(program).parse_args(arguments)
    named: list[Path] = options.path or [DOCS]
    given: dict[Path, bytes] = {}
    if STDIN in named:
        given[options.stdin_filename] = sys.stdin.buffer.read()
        named = [options.stdin_filename if path == STDIN else path for path in named]
    missing = [path for path in named if path not in given and not os.path.lexists(path)]
    found = check_paths([path for path in named if path not in missing], Project(DOCS), given)
    if options.external:
        pages = {path: text for path, text in found.texts.items() if is_page(path) or path.endswith(DATA)}
        found = Found(sorted(external.check(pages, DOCS, options.cache, external.Patience())), found.texts)
    sys.stdout.write(FORMATS[options.format](found.diagnostics, found.texts))
    sys.stdout.flush()
    said = [f"no file or folder `{path}`" for path in missing] + found.unread
    unchecked = bool(missing) or not (found.texts or found.diagnostics)
    if unchecked and not missing:
        said.append("nothing was checked: no Markdown, Dockerfile or Compose file here")
    for line in said:
        print(f"{program}: {line}", file=sys.stderr)
    errors = sum(diagnostic.severity == "error" for diagnostic in found.diagnostics)
    if options.format == "text" and found.texts:
        print(_summary(len(found.texts), errors, len(found.diagnostics) - errors), file=sys.stderr)
    if unchecked:
        return 2
    return 1 if errors or (options.strict and found.diagnostics) else 0


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program, description="Check the docker commands, Dockerfiles, Compose files and links of documentation."
    )
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="how to print what was found")
    parser.add_argument("--external", action="store_true", help="ask other sites whether links to them land")
    parser.add_argument("--cache", type=Path, help="with --external: a file that keeps what landed, for six days")
    parser.add_argument("--strict", action="store_true", help="let remarks fail as errors do")
    parser.add_argument(
        "--stdin-filename", type=Path, default=Path("<stdin>"), help="with `-`: what to take standard input for"
    )
    parser.add_argument(
        "path", nargs="*", type=Path, help="files or folders, `-` for standard input; none: this project's docs"
    )
    return parser


def _summary(files: int, errors: int, others: int) -> str:
    counted = [f"{n} {what}{'s' * (n != 1)}" for n, what in ((files, "file"), (errors, "error"), (others, "remark"))]
    return ", ".join(counted)
