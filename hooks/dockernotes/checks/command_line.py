"""`python hooks/check.py [--strict] [--format FORMAT] [PATH…]`: the checks without MkDocs or network.

With `--external [--cache FILE]` it asks other sites whether our links to them land, and checks nothing else.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from dockernotes.checks import external
from dockernotes.checks.paths import check_paths
from dockernotes.checks.project import DATA, MARKDOWN, Found, Project
from dockernotes.checks.render import FORMATS

DOCS = Path(__file__).resolve().parents[3] / "docs"


def main(arguments: Sequence[str]) -> int:
    """Check and print. Exit code 0: no error, 1: errors (with `--strict`: or remarks), 2: usage."""
    parser = argparse.ArgumentParser(prog="check.py", description="Check the commands and links of Markdown pages.")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="how to print what was found")
    parser.add_argument("--external", action="store_true", help="ask other sites whether links to them land")
    parser.add_argument("--cache", type=Path, help="with --external: a file that keeps what landed, for six days")
    parser.add_argument("--strict", action="store_true", help="let remarks fail as errors do")
    parser.add_argument("path", nargs="*", type=Path, help="files or folders; none: this project's docs")
    options = parser.parse_args(arguments)
    missing = [path for path in options.path if not path.exists()]
    if missing:
        print("".join(f"check.py: no file or folder `{path}`\n" for path in missing), end="", file=sys.stderr)
        return 2
    try:
        found = check_paths(options.path or [DOCS], Project(DOCS))
    except OSError as error:  # a program is missing, a file can't be read
        print(f"check.py: {error}", file=sys.stderr)
        return 2
    if options.external:
        pages = {path: text for path, text in found.texts.items() if path.endswith((*MARKDOWN, DATA))}
        found = Found(sorted(external.check(pages, DOCS, options.cache, external.Patience())), found.texts)
    sys.stdout.write(FORMATS[options.format](found.diagnostics, found.texts))
    errors = sum(diagnostic.severity == "error" for diagnostic in found.diagnostics)
    if options.format == "text":
        print(_summary(len(found.texts), errors, len(found.diagnostics) - errors), file=sys.stderr)
    return 1 if errors or (options.strict and found.diagnostics) else 0


def _summary(files: int, errors: int, others: int) -> str:
    counted = [f"{n} {what}{'s' * (n != 1)}" for n, what in ((files, "file"), (errors, "error"), (others, "remark"))]
    return ", ".join(counted)
