"""A door: MkDocs has written the site; dockernotes.pages puts scripts together and gives every page its security
policy, and what would differ from build to build goes.

Last of the hooks, and after the build, so that pages no plugin hears of (redirects, the 404 page) get it as well.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from dockernotes.pages import zips
from dockernotes.pages.marks import mark_templates
from dockernotes.pages.policy import with_policy
from dockernotes.pages.scripts import bundle

# Strict builds count the warnings of loggers below `mkdocs`, and of no others.
log = logging.getLogger("mkdocs.hooks.publish")

_serving = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether somebody is editing: `mkdocs serve` adds a script of its own, new with every build."""
    global _serving  # noqa: PLW0603
    _serving = command == "serve"


def on_env(env: Any, **_: Any) -> Any:
    """Know later which scripts came from a template, and which with a page."""
    if not _serving:
        mark_templates(env)
    return env


@event_priority(-1000)
def on_post_build(config: MkDocsConfig) -> None:
    """Give each page its policy. The examples' own pages are files to read and copy: they stay as they are."""
    site = Path(config.site_dir)
    if problem := bundle(Path(config.docs_dir), site, Path(config.config_file_path).parent / "node_modules"):
        log.warning("%s", problem)
    for folder in sorted(path for path in (Path(config.docs_dir) / zips.FOLDER).iterdir() if path.is_dir()):
        (site / zips.FOLDER / f"{folder.name}.zip").write_bytes(zips.zipped(folder))
    if _serving:
        return
    # Its header holds the day of the build, and servers compress the list themselves.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site)
        if name.parts[0] == "examples":
            continue
        page, problems = with_policy(file.read_text(encoding="utf-8"))
        file.write_text(page, encoding="utf-8", newline="\n")
        for problem in problems:
            log.warning("%s: %s", name.as_posix(), problem)
