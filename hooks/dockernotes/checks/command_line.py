"""`python hooks/check.py [--strict] [--format FORMAT] [PATH…]`: the checks without MkDocs or network.

With `--external [--cache FILE]` it asks other sites whether our links to them still work, and checks nothing else.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dockernotes.checks import baseline
from dockernotes.checks.config import OWN, Config, Loaded, find, load
from dockernotes.checks.online import link_external
from dockernotes.checks.paths import check_paths
from dockernotes.checks.reading.files import is_excluded, is_page
from dockernotes.checks.reading.levels import unknown
from dockernotes.checks.reading.project import DATA, Found, Project, shown
from dockernotes.report.formats import FORMATS

_REPOSITORY = Path(__file__).resolve().parents[3] / "docs"
INSTALLED = not (_REPOSITORY / DATA).is_file()
DOCS = Path(__file__).resolve().parents[1] if INSTALLED else _REPOSITORY
"""The folder with the data file, in this repository or in the package that was built from it."""
STDIN = Path("-")


def main(arguments: Sequence[str], program: str = "check.py") -> int:
    """Check and print. Exit code 0: no error, 1: errors (with `--strict`: or remarks), 2: not all could be checked."""
    options = _parser(program).parse_args(arguments)
    named: list[Path] = options.path or [Path() if INSTALLED else DOCS]
    given: dict[Path, bytes] = {}
    if STDIN in named:
        given[options.stdin_filename] = sys.stdin.buffer.read()
        named = [options.stdin_filename if path == STDIN else path for path in named]
    missing = [path for path in named if path not in given and not os.path.lexists(path)]
    loaded = load(options.config or find(Path.cwd()), shown(options.config or find(Path.cwd()) or Path(OWN)))
    config, wrong = _settings(options, loaded)
    if wrong:
        return _tell(program, wrong)
    patterns = [*loaded.config.exclude, *_names(options.exclude)]
    found = check_paths(
        [path for path in named if path not in missing],
        Project(DOCS),
        given,
        config,
        lambda file: is_excluded(file, patterns, loaded.folder),
    )
    found.diagnostics = sorted([*loaded.problems, *found.diagnostics])
    found.texts |= loaded.texts if loaded.problems else {}
    if options.external:
        pages = {path: text for path, text in found.texts.items() if is_page(path) or path.endswith(DATA)}
        found = Found(sorted(link_external.check(pages, DOCS, options.cache, link_external.Patience())), found.texts)
    said = [f"no file or folder `{path}`" for path in missing] + found.unread
    if options.write_baseline:
        options.write_baseline.write_text(baseline.write(found.diagnostics), encoding="utf-8")
        said.append(f"{len(found.diagnostics)} findings written to `{options.write_baseline}`")
        found.diagnostics = []
    elif known := options.baseline or (loaded.folder / config.baseline if config.baseline else None):
        try:
            found.diagnostics, gone = baseline.new(found.diagnostics, baseline.read(known))
        except (OSError, ValueError) as error:
            return _tell(program, [f"`{known}`: {getattr(error, 'strerror', None) or error}"])
        if gone:
            said.append(f"{gone} known findings are gone; update `{known}`: --write-baseline {known}")
    sys.stdout.write(FORMATS[options.format](found.diagnostics, found.texts))
    sys.stdout.flush()
    unchecked = bool(missing) or not (found.texts or found.diagnostics or found.excluded)
    if unchecked and not missing:
        said.append("nothing was checked: no Markdown, Dockerfile or Compose file here")
    _tell(program, said)
    errors = sum(diagnostic.severity == "error" for diagnostic in found.diagnostics)
    if options.format == "text" and found.texts:
        print(_summary(len(found.texts), errors, len(found.diagnostics) - errors), file=sys.stderr)
    if unchecked:
        return 2
    return 1 if errors or (options.strict and found.diagnostics) else 0


def command() -> int:
    """Run as the program that the package installs."""
    return main(sys.argv[1:], "docker-notes-check")


def _settings(options: argparse.Namespace, loaded: Loaded) -> tuple[Config, list[str]]:
    """Return the settings combined with those of the command line, and messages about its unknown rules."""
    select, ignore = _names(options.select), _names(options.ignore)
    config = loaded.config.model_copy(
        update={"select": select or loaded.config.select, "ignore": [*loaded.config.ignore, *ignore]}
    )
    return config, unknown([*select, *ignore])


def _names(values: Sequence[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _tell(program: str, lines: Sequence[str]) -> int:
    """Print lines that aren't findings. Return the exit code of a run that could not check anything."""
    for line in lines:
        print(f"{program}: {line}", file=sys.stderr)
    return 2


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program, description="Check the docker commands, Dockerfiles, Compose files and links of documentation."
    )
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="how to print what was found")
    parser.add_argument("--external", action="store_true", help="check the links to other sites")
    parser.add_argument("--cache", type=Path, help="with --external: a file that remembers working links for six days")
    parser.add_argument("--strict", action="store_true", help="treat remarks as errors")
    names: dict[str, Any] = {"action": "append", "default": [], "metavar": "RULE,…"}
    parser.add_argument("--select", **names, help="only these rules; or groups: all, default, docker, house, pages")
    parser.add_argument("--ignore", **names, help="not these rules")
    parser.add_argument("--exclude", **names | {"metavar": "PATTERN,…"}, help="files and folders to skip")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings file to use")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="known findings, which aren't reported again")
    parser.add_argument("--write-baseline", type=Path, metavar="FILE", help="record what's found, and report nothing")
    parser.add_argument(
        "--stdin-filename", type=Path, default=Path("<stdin>"), help="with `-`: what to take standard input for"
    )
    here = "the current folder" if INSTALLED else "this project's docs"
    parser.add_argument("path", nargs="*", type=Path, help=f"files, folders, or `-` for standard input; none: {here}")
    return parser


def _summary(files: int, errors: int, others: int) -> str:
    counted = [f"{n} {what}{'s' * (n != 1)}" for n, what in ((files, "file"), (errors, "error"), (others, "remark"))]
    return ", ".join(counted)
