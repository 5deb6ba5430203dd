"""A door: MkDocs hands over each page, and dockernotes.pages adds its snippets and its links to the reference."""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Literal
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from dockernotes.checks.build import BUILD
from dockernotes.dockercli.spec.model import committed
from dockernotes.pages import fence_html, made
from dockernotes.pages.made import Made
from dockernotes.pages.redirects import redirect_page, with_old_anchors
from dockernotes.pages.settings import settings
from dockernotes.pages.site import SITE
from dockernotes.records import digest, digest_of_texts


class _Said(logging.Handler):
    """Remembers the warnings about a page while it is made."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


_said = _Said()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Collect MkDocs' warnings from now on."""
    logging.getLogger("mkdocs").addHandler(_said)


@event_priority(50)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Allow the fence options that the lessons need, and find out what all pages are made from."""
    fence_html.register(config.mdx_configs)
    config.extra["docker"] = committed()[-1]
    # The major versions that the page of explanations can judge by: the newest, and the one before it.
    majors = dict.fromkeys(version.split(".")[0] for version in reversed(committed()))
    config.extra["dockers"] = list(majors)[:2]
    plugins = {name: plugin.config for name, plugin in config.plugins.items() if isinstance(plugin, BasePlugin)}
    SITE.settings = digest(SITE.code, settings(config, plugins))
    SITE.ground, SITE.names = digest(SITE.settings, SITE.raw), digest(SITE.settings, BUILD.project.names)
    return config


@event_priority(50)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take stock of all pages, the course first, and add the data of the practice terminal and of the explanations."""
    if SITE.index is None:
        return files
    texts = {f.src_uri: f.content_string for f in sorted(files.documentation_pages(), key=lambda f: _place(f.src_uri))}
    docs, records = Path(config.docs_dir), SITE.records
    projects = repr(SITE.index.projects)
    bases = digest(SITE.ground, projects), digest(SITE.names, projects)
    ground = made.ground(*bases, SITE.urls, docs.resolve(), texts, BUILD.files)
    SITE.pages = made.Pages(records, ground, SITE.tips, stock=digest(ground.texts, json.dumps(SITE.proofs)))
    SITE.texts, SITE.starts = texts, {}
    for address in made.FILES:
        made_from = (ground.base, ground.files, ground.texts if address in made.OF_PAGES else "", address)
        make = functools.partial(_file, address, docs, texts)
        content = records.get("file", made_from, make)
        files.append(File.generated(config, address, content=content))
    for source, text in texts.items():
        made_from = (ground.base, ground.files, source, text)
        address, content = records.get("starts", made_from, functools.partial(_start, source, text, docs))
        if content:
            files.append(File.generated(config, address, content=content))
            SITE.starts[source] = json.loads(content)["sessions"]
    return files


def _making() -> ModuleType:
    """Return the module that makes pages. Loading it takes longer than a build in which nothing has changed."""
    from dockernotes.pages import making

    return making


def _file(address: str, docs: Path, texts: Mapping[str, str]) -> str:
    made: str = _making().file(address, SITE, docs, texts)
    return made


def _start(source: str, text: str, docs: Path) -> Sequence[str]:
    made: Sequence[str] = _making().start(source, text, docs)
    return made


def _place(source: str) -> tuple[bool, str]:
    return not source.startswith("course/"), source


def on_nav(nav: Navigation, **_: Any) -> Navigation:
    """Remember the chapters, in reading order."""
    assert SITE.index
    assert SITE.marked
    texts = {page.file.src_uri: page.file.content_string for page in nav.pages}
    made_from = (SITE.code, digest_of_texts(texts))
    SITE.index.chapters = SITE.records.get("chapters", made_from, lambda: _making().chapters(texts))
    SITE.marked.chapters = SITE.index.chapters
    SITE.pages.ground = made.with_chapters(SITE.pages.ground, tuple(SITE.index.chapters))
    return nav


# Before the macros are filled in.
@event_priority(100)
def _before_macros(markdown: str, /, page: Page, **_: Any) -> str:
    """Begin a page: reuse it if it was made before from the same sources, or note that the next fences belong to it."""
    source = page.file.src_uri
    SITE.source, SITE.sessions = source, 0
    if found := SITE.pages.begin(source, SITE.pages.ground.of_page(*_made_from(page))):
        page.render = functools.partial(_as_it_was, page, found)  # type: ignore[method-assign]
        return ""
    _said.records.clear()
    return markdown


# After the macros are filled in, and before machines.py copies the page.
@event_priority(-50)
def _after_macros(markdown: str, /, page: Page, **_: Any) -> str:
    """Reuse a page that was made from the same filled-in text: other changes of the data file don't show on it."""
    source = page.file.src_uri
    if source not in SITE.pages.made:
        made_from = SITE.pages.ground.of_filled_page(*_made_from(page), markdown)
        if found := SITE.pages.again(source, made_from, final=_is_final(markdown, page)):
            page.render = functools.partial(_as_it_was, page, found)  # type: ignore[method-assign]
            return ""
    return markdown


# MkDocs calls both with the text as their only positional argument.
on_page_markdown: Any = CombinedEvent(_before_macros, _after_macros)


def _made_from(page: Page) -> tuple[str, str, str, object, object]:
    source = page.file.src_uri
    return source, str(page.title), page.file.content_string, SITE.starts.get(source), SITE.proofs.get(source)


def _is_final(markdown: str, page: Page) -> bool:
    """Return whether a page may be kept for later builds.

    It may not if there were warnings while it was made, because a kept page would not repeat them. Nor may it if only a
    macro includes a file: that file is unknown until the macro is filled in, so the next build would not look at it.
    """
    return not _said.records and ("--8<--" in page.file.content_string or "--8<--" not in markdown)


def _as_it_was(page: Page, found: Made, config: MkDocsConfig, files: Files) -> None:
    """Do what MkDocs does when it renders a page, for one that was made before."""
    page.content, page._title_from_render = found.html, found.heading
    page.toc = _toc(found)
    page.present_anchor_ids, page.links_to_anchors = set(found.ids), {}


def _toc(found: Made) -> TableOfContents:
    """Return the table of contents of a page. Its first entry is the active one."""
    toc = [_link(entry) for entry in found.toc]
    for item in toc[:1]:
        item.active = True  # type: ignore[attr-defined]
    return TableOfContents(toc)


def _link(entry: Sequence[Any]) -> AnchorLink:
    title, id_, level, children = entry
    link = AnchorLink(title, id_, level)
    link.children = [_link(child) for child in children]
    return link


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Link what the page mentions to the reference, and keep the result."""
    source = page.file.src_uri
    if SITE.index is None:
        return html
    found = SITE.pages.made.get(source)
    if not found:
        making, count = _making(), 0
        if not page.is_homepage:
            html, count = making.content(html, source, SITE, int(page.meta.get("minutes", 0)))
        toc, ids = made.contents(page.toc), page.present_anchor_ids or set()
        copy, parts = SITE.copies.get(source, ""), _sections(html)
        found = making.made(html, toc, page._title_from_render, ids, count, copy, parts)
        page.toc = _toc(found)
        found = SITE.pages.add(source, found, final=_is_final(page.markdown or "", page))
    page.meta["questions"] = found.questions
    return found.html


def _sections(html: str) -> list[Any]:
    from dockernotes.search.sections import sections  # late, for the same reason as in _making

    return [[part.anchor, part.title, part.texts] for part in sections(html)]


# After check.py has looked at the anchors: our own link to an old one is still a mistake.
@event_priority(-200)
def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Add the old anchors to their pages, so that links to them still work."""
    for file in files.documentation_pages():
        if file.page and file.page.content:
            link = SITE.linker(file.src_uri)
            file.page.content = with_old_anchors(file.page.content, file.src_uri, SITE.redirects, link)
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Write a page that redirects at each old address of a page."""
    for old, new in SITE.redirects.items():
        if "#" in old:
            continue
        place = File(old, config.docs_dir, config.site_dir, config.use_directory_urls)
        target = SITE.linker(old, place.url)(new)
        file = Path(place.abs_dest_path)
        if file.exists():
            continue  # a page has that address now; the checks have reported it
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(redirect_page(target, urljoin(urljoin(config.site_url or "", place.url), target)), "utf-8")
