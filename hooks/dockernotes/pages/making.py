"""Make a page from Markdown's HTML, and the files that are made from all pages: everything that takes time.

Loaded only if something has to be made.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dockernotes.catalog import tasklist
from dockernotes.catalog.lookup import Index
from dockernotes.checks.rules.chapter import is_chapter
from dockernotes.dockercli.spec.model import load_spec
from dockernotes.lessons import proof_page, starts
from dockernotes.lessons.inventory import is_lesson, titles
from dockernotes.lessons.proof_stamp import stamp
from dockernotes.pages import explain_data, explain_files, lab_data, lab_tasks
from dockernotes.pages.anchors import anchors
from dockernotes.pages.chapter_top import Place, with_top
from dockernotes.pages.command_words import in_code
from dockernotes.pages.made import Made
from dockernotes.pages.mentions import Mentions
from dockernotes.pages.question_html import with_questions
from dockernotes.pages.site import Site
from dockernotes.pages.unbroken import unbroken
from dockernotes.source.questions import SECTION


def file(address: str, site: Site, docs: Path, texts: Mapping[str, str]) -> str:
    """Return a file that the site has besides its pages."""
    assert site.index
    link = site.linker("explain.md")
    if address == explain_data.ADDRESS:
        return explain_data.explain_data(load_spec(), site.index, link)
    if address == explain_files.ADDRESS:
        return explain_files.files_data(site.index, link)
    if address == lab_data.ADDRESS:
        return lab_data.lab_data(site.index, titles(texts), site.linker("index.md"))
    return lab_tasks.tasks_json(site.index.catalog, docs, titles(texts), site.linker(tasklist.PAGE))


def start(source: str, text: str, docs: Path) -> tuple[str, str]:
    """Return the address and the text of the file for a page's sessions. The text is empty if there are none."""
    return starts.address(source), starts.starts(text, docs) if is_lesson(source) else ""


def chapters(texts: Mapping[str, str]) -> list[str]:
    """Return the sources of the chapters among the pages, in order."""
    return [source for source, text in texts.items() if is_chapter(source, text)]


def content(html: str, source: str, site: Site, minutes: int) -> tuple[str, int]:
    """Return a page's HTML with everything that is added to it, and how many questions it asks."""
    index, link = site.marked, site.linker(source)
    assert index
    html = in_code(html, index, link)
    every = frozenset(t.id for t in index.catalog.glossary)
    # The glossary has every term; and for contributors, "repository", "tag" and "artifact" mean those of Git.
    quiet = every if source == "reference/glossary.md" or source.startswith("contributing/") else frozenset()
    html, count = with_questions(_mentions(index).link(html, link, quiet=quiet), source)
    number = index.number_of(source)
    html = with_top(unbroken(html), Place(number, len(index.chapters), minutes) if number else None)
    return html + stamp(site.proofs.get(source), link(f"{proof_page.PAGE}#{proof_page.anchor(source)}")), count


@lru_cache(maxsize=1)
def _mentions(index: Index) -> Mentions:
    return Mentions(index)


def made(
    html: str, toc: list[Any], heading: str | None, ids: set[str], questions: int, copy: str, sections: list[Any]
) -> Made:
    """Return a finished page, with what the rest of the site takes from it."""
    if questions:
        _without_questions(toc)
    return Made(html, toc, heading, sorted(ids), questions, copy, sorted(anchors(html)), sections)


def _without_questions(toc: list[Any]) -> None:
    """Remove the questions from the table of contents: there are many, and readers don't navigate to them."""
    for title, _, _, below in toc:
        if title == SECTION:
            below.clear()
        _without_questions(below)
