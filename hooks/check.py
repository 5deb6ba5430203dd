"""A door: MkDocs' events come in, the rooms find the mistakes, and each becomes a line of the log."""

from __future__ import annotations

import logging
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from dockernotes.catalog.calls import check_calls
from dockernotes.catalog.load import load
from dockernotes.diagnostics import Diagnostic
from dockernotes.pages.anchors import anchors
from dockernotes.pages.site import SITE

# Strict builds count the warnings of loggers below `mkdocs`, and of no others.
log = logging.getLogger("mkdocs.hooks.check")


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the data file before any plugin asks for it. A broken one ends the build: every table hangs on it."""
    docs = Path(config.docs_dir)
    file = docs / "_data" / "docker.yml"
    pages = {path.relative_to(docs).as_posix(): None for path in docs.rglob("*.md")}
    SITE.read(file, _shown(config, file), pages)
    _report(SITE.problems)
    if SITE.index is None:
        raise Abort(f"{len(SITE.problems)} mistakes in the data file")
    return config


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Check the sources as they are written, before front matter and macros move their lines."""
    assert SITE.index
    SITE.urls = {file.src_uri: file.url for file in files}
    problems: list[Diagnostic] = []
    for file in files.documentation_pages():
        if file.abs_src_path:
            source = Path(file.abs_src_path)
            text = source.read_text(encoding="utf-8-sig", errors="replace")
            problems += check_calls(text, _shown(config, source), SITE.index)
    _report(sorted(problems))
    return files


@event_priority(-100)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Check the data file's anchors, now that every page has its headings, those made by macros too."""
    file = Path(config.docs_dir) / "_data" / "docker.yml"
    pages = {f.src_uri: anchors(f.page.content or "") if f.page else None for f in files.documentation_pages()}
    _, _, problems = load(file.read_bytes(), _shown(config, file), pages)
    _report([problem for problem in problems if problem not in SITE.problems])
    return env


def _shown(config: MkDocsConfig, file: Path) -> str:
    root = Path(config.config_file_path or ".").resolve().parent
    resolved = file.resolve()
    return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else str(file)


def _report(problems: list[Diagnostic]) -> None:
    for problem in problems:
        level = logging.WARNING if problem.severity == "error" else logging.INFO
        log.log(level, str(problem))
