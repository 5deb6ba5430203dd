"""A door: finish the site that MkDocs has written. dockernotes.pages bundles its scripts and gives every page its
security policy; whatever would differ from build to build is removed.

This is the last of the hooks, and runs after the build, so that pages no plugin sees (redirects, the 404 page) get a
policy as well.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from dockernotes.pages import zips
from dockernotes.pages.chapter_top import numbered
from dockernotes.pages.filled_templates import Templates
from dockernotes.pages.marks import mark_templates
from dockernotes.pages.scripts import bundle
from dockernotes.pages.site import SITE
from dockernotes.pages.theme_files import ThemeLoader
from dockernotes.records import digest, digest_of_files

# Strict builds count only the warnings of loggers below `mkdocs`.
log = logging.getLogger("mkdocs.hooks.publish")

_serving = False
_state: dict[str, Templates] = {}


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether somebody is editing: `mkdocs serve` adds its own script, which is new in every build."""
    global _serving  # noqa: PLW0603
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """List the theme's files without its icons, which takes less time."""
    make = config.theme.get_env

    def lean() -> Environment:
        env = make()
        env.loader = ThemeLoader(config.theme.dirs)
        return env

    config.theme.get_env = lean  # type: ignore[method-assign]
    return config


# After every hook that adds something to the templates.
@event_priority(-1000)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Any:
    """Fill in each template only once for the same page, and mark the scripts that come from a template."""
    if not _serving:
        mark_templates(env)
    own = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    made_from = digest_of_files(own.rglob("*"), own) if own else ""
    ground = digest(SITE.settings, str(_serving), made_from, repr(_chapters("")))
    last = _state.get("templates")
    if last and last.ground == ground:
        env = last.env  # it has read the same templates already
    _state["templates"] = Templates(env, ground, SITE.records, _finish)
    return _state["templates"]


def _finish(html: str, page: Page | None) -> tuple[str, list[str]]:
    """Return a page with its chapters numbered in the navigation and with its policy, and the policy's problems."""
    if page:
        html = numbered(html, _chapters(page.url))
    return (html, []) if _serving else _with_policy(html)


def _with_policy(html: str) -> tuple[str, list[str]]:
    from dockernotes.pages.policy import with_policy  # most builds change few pages

    return with_policy(html)


def _chapters(url: str) -> dict[str, tuple[int, str]]:
    """Return the chapters by their addresses as a page links to them, each with its number and its source."""
    chapters = SITE.index.chapters if SITE.index else ()
    link = SITE.linker("", url)
    return {link(source): (number, source) for number, source in enumerate(chapters, start=1)}


@event_priority(-1000)
def on_post_build(config: MkDocsConfig) -> None:
    """Bundle the scripts, zip the examples, and give each page its policy.

    The examples' own pages are files to read and copy, so they stay as they are.
    """
    site = Path(config.site_dir)
    made_from = (SITE.code, SITE.pages.ground.files)
    modules = Path(config.config_file_path).parent / "node_modules"
    if problem := bundle(Path(config.docs_dir), site, modules, SITE.records, made_from):
        log.warning("%s", problem)
    for folder in sorted(path for path in (Path(config.docs_dir) / zips.FOLDER).iterdir() if path.is_dir()):
        (site / zips.FOLDER / f"{folder.name}.zip").write_bytes(zips.zipped(folder))
    if _serving:
        SITE.records.end()
        return
    # Its header holds the date of the build, and servers compress the sitemap themselves.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site)
        if name.parts[0] == "examples":
            continue
        page = file.read_text(encoding="utf-8")
        problems = _state["templates"].finished.find(page)
        if problems is None:  # not as a template made it: a redirect, or a page that a plugin has changed
            page, problems = _with_policy(page)
            file.write_text(page, encoding="utf-8", newline="\n")
        for problem in problems:
            log.warning("%s: %s", name.as_posix(), problem)
    SITE.records.end()
