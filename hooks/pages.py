"""A door: MkDocs hands over each page, dockernotes.pages gives it its snippets and its links to the reference."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url

from dockernotes.catalog import tasklist
from dockernotes.catalog.lookup import Index
from dockernotes.checks.rules.chapter import is_chapter
from dockernotes.dockercli.spec.model import committed, load_spec
from dockernotes.lessons import proof, proof_page, starts
from dockernotes.lessons.inventory import examples, is_lesson, sheets, titles
from dockernotes.pages import explain_data, explain_files, fence_html, lab_data, lab_tasks
from dockernotes.pages.chapter_top import Place, numbered, with_top
from dockernotes.pages.command_words import in_code
from dockernotes.pages.mentions import Mentions
from dockernotes.pages.question_html import with_questions
from dockernotes.pages.redirects import redirect_page, with_old_anchors
from dockernotes.pages.site import SITE
from dockernotes.pages.unbroken import unbroken
from dockernotes.source.questions import SECTION


@event_priority(50)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let fences carry the options that the lessons need."""
    fence_html.register(config.mdx_configs)
    config.extra["docker"] = load_spec().version
    # Those that the page of explanations can judge by: the newest, and the one before it.
    majors = dict.fromkeys(version.split(".")[0] for version in reversed(committed()))
    config.extra["dockers"] = list(majors)[:2]
    return config


@event_priority(50)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take stock of the commands of all pages, in the order of the navigation's folders; add what explain.md knows."""
    if SITE.index:
        pages = {
            f.src_uri: f.content_string for f in sorted(files.documentation_pages(), key=lambda f: _place(f.src_uri))
        }
        stock = list(sheets(pages, SITE.proofs)), list(examples(SITE.index.catalog))
        SITE.report = lambda link: proof_page.report(*stock, link)
        errors = len(SITE.index.catalog.errors)
        SITE.figures = lambda link: proof_page.figures(*stock, errors, link)
        files.append(File.generated(config, explain_data.ADDRESS, content=_explained(SITE.version)))
        files.append(File.generated(config, explain_files.ADDRESS, content=_files(SITE.version)))
        content = lab_data.lab_data(SITE.index, titles(pages), SITE.linker("index.md"))
        files.append(File.generated(config, lab_data.ADDRESS, content=content))
        content = lab_tasks.tasks_json(
            SITE.index.catalog, Path(config.docs_dir), titles(pages), SITE.linker(tasklist.PAGE)
        )
        files.append(File.generated(config, lab_tasks.ADDRESS, content=content))
        for source, text in pages.items():
            if is_lesson(source) and (made := starts.starts(text, Path(config.docs_dir))):
                files.append(File.generated(config, starts.address(source), content=made))
                SITE.starts[source] = json.loads(made)["sessions"]
    return files


def _place(source: str) -> tuple[bool, str]:
    return not source.startswith("course/"), source


def on_nav(nav: Navigation, **_: Any) -> Navigation:
    """Remember the chapters, in the order in which a reader goes through them."""
    assert SITE.index
    files = [page.file for page in nav.pages]
    SITE.index.chapters = [file.src_uri for file in files if is_chapter(file.src_uri, file.content_string)]
    return nav


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Say which page it is whose fences come next."""
    SITE.source, SITE.sessions = page.file.src_uri, 0
    return markdown


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Link what the page mentions."""
    source = page.file.src_uri
    if SITE.index is None or page.is_homepage:
        return html
    html, page.meta["questions"] = _linked(html, source, SITE.version)
    if page.meta["questions"]:
        for item in page.toc:
            _without_questions(item)
    html = with_top(html, _place_of(page, SITE.index))
    return html + proof.stamp(
        SITE.proofs.get(source), SITE.linker(source)(f"{proof_page.PAGE}#{proof_page.anchor(source)}")
    )


def _place_of(page: Page, index: Index) -> Place | None:
    number = index.number_of(page.file.src_uri)
    return Place(number, len(index.chapters), int(page.meta.get("minutes", 0))) if number else None


def on_post_page(output: str, page: Page, **_: Any) -> str:
    """Number the chapters in the navigation."""
    assert SITE.index
    links = {
        get_relative_url(SITE.urls[source], page.url) or "./": (number, source)
        for number, source in enumerate(SITE.index.chapters, start=1)
    }
    return numbered(output, links)


# A rebuild after an edit finds most pages as they were.
@lru_cache(maxsize=256)
def _linked(html: str, source: str, version: int) -> tuple[str, int]:
    """Return a page's HTML with its links and its questions, and how many those are."""
    assert SITE.index
    html = in_code(html, SITE.index, SITE.linker(source))
    every = frozenset(t.id for t in SITE.index.catalog.glossary)
    # The glossary has them all; and to contributors a repository, a tag and an artifact are those of Git and its hosts.
    quiet = every if source == "reference/glossary.md" or source.startswith("contributing/") else frozenset()
    html, count = with_questions(_mentions(SITE.index).link(html, SITE.linker(source), quiet=quiet), source)
    return unbroken(html), count


@lru_cache(maxsize=1)
def _mentions(index: Index) -> Mentions:
    return Mentions(index)


@lru_cache(maxsize=1)
def _explained(version: int) -> str:
    assert SITE.index
    return explain_data.explain_data(load_spec(), SITE.index, SITE.linker("explain.md"))


@lru_cache(maxsize=1)
def _files(version: int) -> str:
    assert SITE.index
    return explain_files.files_data(SITE.index, SITE.linker("explain.md"))


def _without_questions(item: AnchorLink) -> None:
    """Leave the questions out of the table of contents: they are many, and no place to go to."""
    if item.title == SECTION:
        item.children.clear()
    for child in item.children:
        _without_questions(child)


# After check.py has looked at the anchors: a link of ours to an old one is still a mistake.
@event_priority(-200)
def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Let old anchors land."""
    for file in files.documentation_pages():
        if file.page and file.page.content:
            link = SITE.linker(file.src_uri)
            file.page.content = with_old_anchors(file.page.content, file.src_uri, SITE.redirects, link)
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Write a page at each old address of a page."""
    for old, new in SITE.redirects.items():
        if "#" in old:
            continue
        place = File(old, config.docs_dir, config.site_dir, config.use_directory_urls)
        target = SITE.linker(old, place.url)(new)
        file = Path(place.abs_dest_path)
        if file.exists():
            continue  # a page stands there; the checks have said so
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(redirect_page(target, urljoin(urljoin(config.site_url or "", place.url), target)), "utf-8")
