"""A door: MkDocs' events come in, the rooms find the mistakes, and each becomes a line in the log.

Also a command: `python hooks/check.py [--strict] [--format FORMAT] [PATH…]`.
"""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from dockernotes import cache
from dockernotes.checks.build import BUILD
from dockernotes.diagnostics import Diagnostic
from dockernotes.pages.banner import with_banner
from dockernotes.pages.site import SITE
from dockernotes.records import Records, code

# Strict builds count only the warnings of loggers below `mkdocs`.
log = logging.getLogger("mkdocs.hooks.check")


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Show problems on the page itself under `mkdocs serve`. A hook with this event stays loaded between its builds."""
    BUILD.banner = command == "serve"


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the data file before any plugin asks for it. A broken one ends the build, because every table needs it."""
    docs = Path(config.docs_dir)
    folder = cache.folder(config.config_file_path, "pages")
    if SITE.records.folder != folder:
        SITE.records = Records(folder)
    SITE.code = code()
    _report(BUILD.begin(docs, SITE.records, SITE.code, cache.folder(config.config_file_path, "dockerfiles")))
    project = BUILD.project
    SITE.renew(project.index, project.marked if project.index else None, SITE.urls)
    SITE.raw, SITE.tips = project.raw, project.tips
    SITE.redirects, SITE.proofs = BUILD.redirects, BUILD.proofs
    if SITE.index is None:
        raise Abort(f"{len(BUILD.problems)} mistakes in the data file")
    return config


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Check the sources as they were written, before front matter and macros shift their lines."""
    SITE.renew(SITE.index, SITE.marked, {file.src_uri: file.url for file in files})
    pages = [file.src_uri for file in files.documentation_pages() if file.abs_src_path]
    try:
        problems = BUILD.check_sources(pages)
    except OSError as error:
        raise Abort(str(error)) from error
    _report(problems)
    if any(problem.rule in ("encoding", "front-matter", "unreadable") for problem in problems):
        # Links are usually checked once all pages are built. This build ends here, so check them now.
        _report(BUILD.check_links({}, [file.src_uri for file in files], _listed(config)))
        raise Abort("the builder can't read every page")
    if not BUILD.banner:
        gc.freeze()  # all that has been read is needed until the end, so the garbage collector can skip it
    return files


@event_priority(-100)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Check the links, now that every page has its headings, including those that macros made."""
    pages = {source: frozenset(made.anchors) for source, made in SITE.pages.made.items()}
    _report(BUILD.check_links(pages, [file.src_uri for file in files], _listed(config)))
    return env


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Show at the top of a page what is wrong with it, while somebody edits."""
    return with_banner(output, BUILD.of_page(page.file.src_uri)) if BUILD.banner else output


def _listed(config: MkDocsConfig) -> tuple[str, ...] | None:
    """Return the pages that the navigation names, in order; None when none is written, so that it has all pages."""
    return tuple(_names(config.nav)) if config.nav else None


def _names(nav: object) -> list[str]:
    if isinstance(nav, dict):
        return [name for value in nav.values() for name in _names(value)]
    if isinstance(nav, list):
        return [name for value in nav for name in _names(value)]
    return [str(nav)]


def _report(problems: list[Diagnostic]) -> None:
    for problem in problems:
        log.log(logging.WARNING if problem.severity == "error" else logging.INFO, str(problem))


if __name__ == "__main__":
    from dockernotes.checks.command_line import main  # a build doesn't need it

    raise SystemExit(main(sys.argv[1:]))
