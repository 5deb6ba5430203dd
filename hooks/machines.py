"""A door: publish what MkDocs knows about the pages for programs, in the formats of dockernotes.machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from dockernotes import cache
from dockernotes.checks.build import BUILD
from dockernotes.machines import structured
from dockernotes.machines.cards import Cards
from dockernotes.machines.llms import Entry, listing, llms
from dockernotes.pages.site import SITE
from dockernotes.source.includes import expand

_navigation: dict[str, Navigation] = {}


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Remember the order of the pages."""
    _navigation["nav"] = nav
    SITE.copies.clear()
    return nav


@event_priority(-100)  # after the macros
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Keep a page's Markdown as a reader would write it."""
    source = page.file.src_uri
    if source in SITE.pages.made:
        SITE.copies[source] = SITE.pages.made[source].copy
    else:
        from dockernotes.machines.markdown_copy import markdown_copy  # most builds change few pages

        text = expand(markdown, Path(config.docs_dir))
        SITE.copies[source] = markdown_copy(str(page.title), text, source, SITE.linker(source))
    return markdown


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """Give the templates the structured data and the card of a page."""
    base = config.site_url or ""
    context["card"] = base + _card(page)
    context["structured"] = structured.markup(_structured(page, config, nav)) if base else ""
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the Markdown copies, llms.txt, the data and the cards."""
    site, docs, nav = Path(config.site_dir), Path(config.docs_dir), _navigation["nav"]
    listed = {item.title or "": _pages([item]) for item in nav.items if item != nav.homepage}
    parts = [(title, [_entry(page, config) for page in pages]) for title, pages in listed.items()]
    cards = Cards(docs / "assets/fonts", cache.folder(config.config_file_path, "cards"))
    for page in nav.pages:
        overview = page.meta.get("template") in ("home.html", "section.html")
        below = parts if page.is_homepage else [p for p in parts if page.parent and p[0] == page.parent.title]
        lists = "".join(f"\n## {title}\n\n{listing(entries)}\n" for title, entries in below) if overview else ""
        _write(site / page.url / "index.md", (SITE.copies[page.file.src_uri] + lists).encode())
        title = config.site_name if page.is_homepage else str(page.title)
        number = SITE.index.number_of(page.file.src_uri) if SITE.index else 0
        _write(
            site / _card(page), cards.card(title, _description(page, config), _place(page, config), str(number or ""))
        )
    base = config.site_url or "/"
    _write(site / "llms.txt", llms(config.site_name, config.site_description or "", base, parts).encode())
    for name in ("docker.yml", "docker.schema.json", "verified.json"):
        _write(site / "data" / name, (docs / "_data" / name).read_bytes())
    data = SITE.records.get("file", (SITE.ground, "data/docker.json"), _data)
    _write(site / "data/docker.json", data.encode())


def _data() -> str:
    data = BUILD.project.document.data
    return json.dumps({"$schema": "docker.schema.json"} | data, ensure_ascii=False)


def _structured(page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    home = config.site_url or ""

    def known(one: Page) -> structured.Page:
        path = [(config.site_name, home)]
        path += [(a.title, _index(a).canonical_url or "") for a in _above(one)]
        path.append((str(one.title), one.canonical_url or ""))
        changed = SITE.proofs.get(one.file.src_uri, {}).get("date", "")
        minutes = int(one.meta.get("minutes", 0))
        image = home + _card(one)
        return structured.Page(
            str(one.title), _description(one, config), one.canonical_url or "", image, path, minutes, changed
        )

    if page.is_homepage:
        chapters = [known(p) for p in nav.pages if p.meta.get("minutes")]
        return structured.course(config.site_name, config.site_description or "", known(page), chapters)
    return structured.article(known(page), home)


def _above(page: Page) -> list[Section]:
    """Return the sections that contain a page, the outermost first. An overview page is in none."""
    return [] if page.is_index else [a for a in page.ancestors if isinstance(a, Section)][::-1]


def _index(section: Section) -> Page:
    return next(child for child in section.children if isinstance(child, Page))


def _pages(items: list[Any]) -> list[Page]:
    """Return the pages among parts of the navigation and below them. It may lead to other sites as well."""
    below = [_pages(item.children) if item.children else [item] for item in items]
    return [page for some in below for page in some if isinstance(page, Page)]


def _entry(page: Page, config: MkDocsConfig) -> Entry:
    return Entry(str(page.title), _description(page, config), page.canonical_url or page.url)


def _description(page: Page, config: MkDocsConfig) -> str:
    return str(page.meta.get("description") or config.site_description)


def _place(page: Page, config: MkDocsConfig) -> str:
    """Return where a page belongs: the name of the site, and the sections that contain the page."""
    return " · ".join([config.site_name, *(section.title for section in _above(page))])


def _card(page: Page) -> str:
    return f"assets/cards/{page.url.strip('/').replace('/', '-') or 'home'}.png"


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
