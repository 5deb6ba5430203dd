"""The top of a chapter: its number and length, its goals in a box, and one choice of a shell for the whole page.

It also adds the chapters' numbers to a page's navigation, since the theme has none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from dockernotes.pages.shells import TITLES

_TITLE_END = re.compile(r"</h1>\n?")
_GOALS = re.compile(r'<h2 id="what-you-will-be-able-to-do">.*?</ul>', re.DOTALL)
_NAV_LINK = re.compile(r'<a href="([^"]*)" class="(md-nav__link[^"]*)">')
_CHOICE = (
    '<fieldset class="dn-shells"><legend>Commands for</legend>'
    + "".join(
        f'<label><input type="radio" name="shell" value="{shell}"{" checked" if shell == "bash" else ""}>'
        f"<span>{title}</span></label>"
        for shell, title in TITLES.items()
    )
    + "</fieldset>"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter's place in the course. `minutes`: how long it takes to read."""

    number: int
    of: int
    minutes: int


def with_top(html: str, place: Place | None) -> str:
    """Return a page's HTML with its top below the title. `place`: None for a page that isn't a chapter."""
    choice = _CHOICE if 'class="dn-session dn-session--shells"' in html else ""
    about = ""
    if place:
        about = (
            f'<p class="dn-top__place">Chapter {place.number} of {place.of} · {place.minutes} minutes'
            '<span class="dn-top__read"></span></p>'
        )
        html = _GOALS.sub(lambda goals: f'<section class="dn-goals">{goals[0]}</section>', html, count=1)
    if not about and not choice:
        return html
    top = f'<div class="dn-top" data-search-exclude>{about}{choice}</div>\n'
    return _TITLE_END.sub(lambda end: end[0] + top, html, count=1)


def numbered(page: str, chapters: Mapping[str, tuple[int, str]]) -> str:
    """Return a whole page with the chapters' numbers in its navigation.

    `chapters`: the address of each chapter as this page links to it, with its number and the name of its source.
    """

    def add(link: re.Match[str]) -> str:
        if link[1] not in chapters:
            return link[0]
        number, source = chapters[link[1]]
        return f'<a href="{link[1]}" class="{link[2]}" data-number="{number}" data-chapter="{escape(source)}">'

    return _NAV_LINK.sub(add, page)
