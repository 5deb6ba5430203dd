"""Firefox and WebKit, the engine of Safari: every page, and what these two do differently."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from browser import declarations
from browser.inserted import watched
from browser.others import BROWSERS, Visit, missing, visit
from conftest import ROOT

pytestmark = pytest.mark.browser
PROBE = """({
    notes: window.notes,
    wide: document.scrollingElement.scrollWidth - innerWidth,
    script: document.documentElement.classList.contains("js"),
    title: document.querySelector("h1")?.textContent,
    bare: [...document.querySelectorAll("article p a[href]")].filter(link => {
        const {textDecorationLine, borderBottomStyle, display} = getComputedStyle(link)
        return link.checkVisibility() && !textDecorationLine.includes("underline") && borderBottomStyle === "none"
            && display !== "inline-block" && display !== "block"
    }).map(link => link.outerHTML),
})"""


@pytest.fixture(scope="module")
def at(site: Path) -> Iterator[str]:
    """The address of the site. Its pages note what goes wrong."""
    with watched(site) as address:
        yield address


@pytest.fixture(params=BROWSERS)
def name(request: pytest.FixtureRequest) -> str:
    """Each of the two browsers, if it is installed."""
    found: str = request.param
    if why := missing(found):
        assert not os.environ.get("DOCKER_NOTES_ALL"), f"nothing may be skipped here, but {why}"
        pytest.skip(why)
    return found


def test_every_page(name: str, at: str, site: Path) -> None:
    """No error, nothing blocked by the policy, nothing outside the window, a heading, links that look like links."""
    files = [file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html"))]
    pages = [file.removesuffix("index.html") for file in files if not file.startswith("examples/")]
    visits = [Visit(at + page, [PROBE]) for page in pages]
    visits += [Visit(at + page, [PROBE], width=500) for page in pages[::4]]
    for one, found in zip(visits, visit(name, visits), strict=True):
        moved = found["title"] == "This page has moved"
        assert (found["notes"] or []) == [], one
        assert found["wide"] <= 0, one
        assert found["title"], one
        assert found["bare"] == [], one
        assert found["script"] or moved, one
    assert len(pages) > 40


# Declarations that a browser may refuse, and why that does no harm.
ELSEWHERE = {
    "field-sizing: content": "explain/page.js sizes the field",
    "forced-color-adjust: none": "stands where colours are forced, which WebKit never does",
    "orphans: 3": "Firefox knows no lines that belong together; a paragraph may part anywhere there",
    "widows: 3": "the same",
    "-webkit-user-drag: none": "Firefox has nothing like it; a word is selected from beside it there",
}


def refused(said: list[bool], pairs: list[tuple[str, str]]) -> list[str]:
    """Return the refused declarations of a block for which no other of the same property is accepted."""
    taken = {re.sub(r"^-(webkit|moz)-", "", key) for (key, _), good in zip(pairs, said, strict=True) if good}
    return [
        f"{key}: {value}"
        for (key, value), good in zip(pairs, said, strict=True)
        if not good and re.sub(r"^-(webkit|moz)-", "", key) not in taken and f"{key}: {value}" not in ELSEWHERE
    ]


BLOCKS = declarations.of(ROOT / "docs/assets/css")
ASK = (
    f"{json.dumps([pairs for _, pairs in BLOCKS])}.map(block => block.map(([key, value]) => CSS.supports(key, value)))"
)


def told(said: list[list[bool]]) -> list[str]:
    return [f"{at}: {one}" for (at, pairs), good in zip(BLOCKS, said, strict=True) for one in refused(good, pairs)]


def test_every_declaration_is_understood(name: str, at: str) -> None:
    (said,) = visit(name, [Visit(at + "404.html", [ASK])])
    assert told(said) == []
    assert sum(map(len, said)) > 1000


def test_chromium_understands_every_declaration(browser: Browser) -> None:
    said: list[list[bool]] = browser.new_page().evaluate(ASK)
    assert told(said) == []


def test_a_declaration_that_nobody_knows_is_noticed() -> None:
    pairs = [("user-select", "none"), ("-webkit-user-select", "none"), ("colour", "red")]
    assert refused([False, True, False], pairs) == ["colour: red"]
    sheet = "/* a: b */ p { a: url(data:x;y); --b: c } @media print { p > q { d: e !important } @page { size: A4 } }"
    assert list(declarations.blocks(sheet)) == [("p", [("a", "url(data:x;y)")]), ("p > q", [("d", "e")])]


def test_a_command_and_its_meaning_stand_in_one_column(name: str, at: str) -> None:
    where = """[...document.querySelectorAll(".dn-sheet dl > div")].map(row =>
        [...row.children].map(node => Math.round(node.getClientRects()[0].left)))"""
    for found in visit(name, [Visit(at + "reference/cheatsheet/", [where], width) for width in (1280, 1700)]):
        assert len(found) > 60
        assert [row for row in found if row[0] != row[1]] == []


def test_tab_leaves_the_field_of_a_wrong_address_forwards(name: str, at: str) -> None:
    """Material's script once sent the reader to the top of the page, so nothing after the field could be reached."""
    field = "document.querySelector('#missing').focus()"
    now = "document.activeElement.textContent.trim()"
    visits = [Visit(at + "404.html", [field, {"key": "Tab"}, now], width) for width in (500, 1280)]
    assert visit(name, visits) == ["Search", "Search"]


def test_the_field_of_explain_grows(name: str, at: str) -> None:
    height = "document.querySelector('#explain-input').offsetHeight"
    fill = """(() => { const field = document.querySelector("#explain-input")
        field.value = "docker run nginx\\n".repeat(12); field.dispatchEvent(new Event("input", {bubbles: true})) })()"""
    before, after = visit(name, [Visit(at + "explain/", [height]), Visit(at + "explain/", [fill, height])])
    assert after > 1.5 * before


def test_what_is_not_read_is_not_selected(name: str, at: str) -> None:
    """These are words for screen readers, for a command without output."""
    chosen = """[...document.querySelectorAll(".dn-none")].map(node => {
        const style = getComputedStyle(node); return style.userSelect || style.webkitUserSelect })"""
    (found,) = visit(name, [Visit(at + "course/05-images-and-containers/", [chosen])])
    assert found
    assert set(found) == {"none"}


@pytest.fixture(scope="module")
def printed(at: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Any, PdfReader]]:
    """Pages printed by Firefox: the paragraph before each session with the session's first line, and the PDF."""
    if why := missing("firefox"):
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("printed")
    pages = ["reference/cheatsheet/", "course/05-images-and-containers/", "beyond/12-compose/"]
    pairs = """[...document.querySelectorAll("article p:has(+ .dn-session)")].map(node =>
        [node.textContent, node.nextElementSibling.querySelector(".dn-line")?.textContent ?? ""])"""
    files = [str(folder / f"{number}.pdf") for number in range(len(pages))]
    said = visit(
        "firefox", [Visit(at + page, [pairs, {"print": file}]) for page, file in zip(pages, files, strict=True)]
    )
    return {page: (one, PdfReader(file)) for page, one, file in zip(pages, said, files, strict=True)}


def test_firefox_prints_the_cheat_sheet_on_two_sides(printed: dict[str, tuple[Any, PdfReader]]) -> None:
    assert len(printed["reference/cheatsheet/"][1].pages) == 2


def test_a_sentence_and_its_session_are_printed_on_one_page(printed: dict[str, tuple[Any, PdfReader]]) -> None:
    found = 0
    for said, pdf in printed.values():
        texts = ["".join(page.extract_text().split()) for page in pdf.pages]
        for sentence, command in said:
            end, start = ("".join(text.split()) for text in (sentence[-25:], command[:25]))
            assert any(end in text and start in text[text.index(end) :] for text in texts), (sentence, command)
            found += 1
    assert found > 10
