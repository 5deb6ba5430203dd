"""The course as one page of HTML, to be printed: cover, table of contents, and every chapter of the built site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

PARTS = (("course", "The course"), ("beyond", "Beyond the notes"))
_DROPPED = (
    ".dn-top, .dn-project, .md-content__button, .headerlink, .dn-done, .dn-progress, .dn-svg--narrow, script, button"
)
_NAMES = ("id", "for", "name", "aria-labelledby", "aria-describedby", "aria-controls")
"""Attributes that hold names which must differ from chapter to chapter."""
_HOST = "https://book.invalid/"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its number, the part it belongs to, its address below the site, its title and its content."""

    number: int
    part: str
    address: str
    title: str
    article: LexborNode

    @property
    def name(self) -> str:
        return f"chapter-{self.number}"


def chapters(site: Path) -> list[Chapter]:
    """Return the chapters of a built site in reading order, which is the order on the overview of each part.

    Raises ValueError for a page without an article and its heading.
    """
    found: list[Chapter] = []
    for folder, part in PARTS:
        overview = LexborHTMLParser((site / folder / "index.html").read_text(encoding="utf-8"))
        for link in overview.css("ol.dn-path > li > a"):
            file = site / folder / (link.attributes.get("href") or "") / "index.html"
            article = LexborHTMLParser(file.read_text(encoding="utf-8")).css_first("article")
            heading = article and article.css_first("h1")
            if article is None or heading is None:
                raise ValueError(f"{file} is no page of this site")
            for node in article.css(_DROPPED):
                node.decompose()
            address = file.parent.relative_to(site).as_posix() + "/"
            found.append(Chapter(len(found) + 1, part, address, heading.text().strip(), article))
    return found


def book(site: Path, base: str, edition: str) -> str:
    """Return the book. `base`: where the site is published; links that leave the book lead there."""
    found = chapters(site)
    names = {chapter.address: chapter.name for chapter in found}
    for chapter in found:
        _rename(chapter, names, base)
    body = "".join(
        f'<section class="dn-book__chapter" id="{c.name}"><p class="dn-book__number">Chapter {c.number}</p>'
        f"{c.article.inner_html}</section>"
        for c in found
    )
    return (
        '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Docker Notes</title>'
        f"{_styles(site)}</head>"
        '<body dir="ltr" data-md-color-scheme="default"><main class="md-typeset dn-book">'
        f"{_cover(base, edition)}{_contents(found)}{body}</main></body></html>"
    )


def _styles(site: Path) -> str:
    head = LexborHTMLParser((site / "index.html").read_text(encoding="utf-8")).css("head link[rel=stylesheet]")
    sheets = [node.attributes.get("href") or "" for node in head] + ["assets/css/book.css"]
    return "".join(f'<link rel="stylesheet" href="{escape(sheet)}">' for sheet in sheets)


def _cover(base: str, edition: str) -> str:
    return (
        '<header class="dn-book__cover"><p class="dn-book__title">Docker Notes</p>'
        "<p>A Docker course grown out of one person's notes.</p>"
        f'<p class="dn-book__edition">{escape(edition)}<br><a href="{escape(base)}">{escape(base)}</a></p>'
        "<p>Follows the Docker crash course by TechWorld with Nana, in other words. "
        "Docker is a trademark of Docker, Inc.; this book is not theirs.</p></header>"
    )


def _contents(found: list[Chapter]) -> str:
    parts = []
    for _, part in PARTS:
        rows = "".join(
            f'<li><a href="#{c.name}"><span>{c.number}</span> {escape(c.title)}</a>'
            f'<span class="dn-book__page" data-page-of="{c.name}">000</span></li>'
            for c in found
            if c.part == part
        )
        parts.append(f"<h3>{part}</h3><ol>{rows}</ol>")
    return f'<nav class="dn-book__contents"><p class="dn-book__heading">Contents</p>{"".join(parts)}</nav>'


def _rename(chapter: Chapter, names: Mapping[str, str], base: str) -> None:
    for node in chapter.article.css("*"):
        for attribute in _NAMES:
            value = node.attributes.get(attribute)
            if value:
                node.attrs[attribute] = " ".join(f"{chapter.name}-{name}" for name in value.split())
        href = node.attributes.get("href")
        if href:
            node.attrs["href"] = _target(href, chapter, names, base)
            if node.attrs["href"] == href:
                node.attrs["data-away"] = ""  # leaves the site: its address is printed after it


def _target(href: str, chapter: Chapter, names: Mapping[str, str], base: str) -> str:
    address, anchor = urldefrag(urljoin(_HOST + chapter.address, href))
    if not address.startswith(_HOST):
        return href
    page = address.removeprefix(_HOST)
    if page in names:
        return f"#{names[page]}-{anchor}" if anchor else f"#{names[page]}"
    return urljoin(base, page) + (f"#{anchor}" if anchor else "")
