"""A stranger's page, built in spite of what the checks report: nothing in it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from checks.test_in_a_build import build, project
from dockernotes.pages.policy import hash_of

PAGE = """---
title: A <img src=x onerror=a()><script>t()</script> title
description: '0;url=//evil.example" http-equiv="refresh'
minutes: 1
---

# A <script>h()</script> heading

<script>a()</script> <style>p {}</style> <base href="//evil.example/"> <iframe src="//evil.example"></iframe>
<script data-ours="guess">b()</script> <script src="../assets/js/site.js"></script>

[a](&#106;avascript:a()) <meta http-equiv="refresh" content="0;url=//evil.example">

Text
{: onclick="a()" }
"""
NAV = """
nav:
  - Home: index.md
  - The course: [course/index.md, course/01-strange.md]
"""
SAID = {
    "`<script>`: no template of ours has it; remove it from the page",
    "`<style>`: no template of ours has it; remove it from the page",
    "`<base>`: no template of ours has it; remove it from the page",
    "`<iframe>`: no template of ours has it; remove it from the page",
    "`<meta>`: no template of ours has it; remove it from the page",
    "`onerror` on `<img>`: the security policy forbids it; use a class or a listener",
    "`onclick` on `<p>`: the security policy forbids it; use a class or a listener",
    "`href` on `<a>`: `javascript:a()` runs something; a link leads to a page",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The site, and the log of its build."""
    folder = tmp_path_factory.mktemp("strange")
    docs = project(folder)
    (docs / "index.md").write_text("---\ntemplate: home.html\n---\n\n# Start\n", encoding="utf-8")
    (docs / "course").mkdir()
    (docs / "course/index.md").write_text("---\ntemplate: section.html\n---\n\n# The course\n", encoding="utf-8")
    (docs / "course/01-strange.md").write_text(PAGE, encoding="utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(NAV)
    log = build(folder)
    return folder / "site", log


def pages(site: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    for file in sorted(site.rglob("*.html")):
        if not file.is_relative_to(site / "examples"):
            yield file.relative_to(site).as_posix(), LexborHTMLParser(file.read_text(encoding="utf-8"))


def test_the_build_says_what_no_template_brings(built: tuple[Path, str]) -> None:
    _, log = built
    found = re.findall(r"course/01-strange/index\.html: (.*)", log)
    assert set(found) == SAID


def test_no_script_of_a_page_is_let_in(built: tuple[Path, str]) -> None:
    """Neither the page's own scripts nor those with a guessed mark are allowed; the templates' scripts are."""
    site, _ = built
    strange = {hash_of(text) for text in ("a()", "b()", "h()", "t()", "p {}")}
    for name, page in pages(site):
        (policy,) = [node.attributes["content"] or "" for node in page.css("meta[http-equiv=Content-Security-Policy]")]
        let_in = set(re.findall(r"'sha256-\S+'", policy))
        assert len(let_in) >= 3, name
        assert let_in & strange == set(), name
        assert [node.attributes["data-ours"] for node in page.css("[data-ours]")] in ([], ["guess"]), name


@pytest.mark.parametrize("name", ["index.html", "404.html"])
def test_a_title_is_text_where_all_chapters_are_listed(built: tuple[Path, str], name: str) -> None:
    page = dict(pages(built[0]))[name]
    assert [link.text() for link in page.css("[data-chapter] a")] == ["A t() title"]
    assert not page.css("img[onerror]")
    assert all(script.text() != "t()" for script in page.css("script"))
