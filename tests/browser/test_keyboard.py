"""The keyboard alone, in real Chromium: every stop is visible; search, menu and the rest need no pointer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

CHAPTER = "course/07-running-containers/"
SIZES = {"phone": {"width": 390, "height": 844}, "laptop": {"width": 1280, "height": 800}}
KINDS = ["", "course/", CHAPTER, "reference/containers/", "reference/errors/", "reference/cheatsheet/", "404.html"]

# A radio button that is invisible shows its focus on its label.
_STOP = """() => {
    const node = document.activeElement
    if (node === document.body) return null
    const face = node.matches("input[type=radio]") ? document.querySelector(`label[for="${node.id}"]:not([hidden])`)
        ?? node.nextElementSibling : node
    const {x, y, width, height} = face.getBoundingClientRect(), {outlineStyle, outlineWidth} = getComputedStyle(face)
    const seen = width > 1 && height > 1 && x + width > 0 && x < innerWidth && y + height > 0 && y < innerHeight
    return {
        name: node.outerHTML.slice(0, 110),
        trouble: !seen || !face.checkVisibility({opacityProperty: true, visibilityProperty: true}) ? "can't be seen"
            : outlineStyle === "none" || parseFloat(outlineWidth) < 1.5 ? "shows no ring" : null,
    }
}"""


@pytest.fixture(params=list(SIZES))
def page(request: pytest.FixtureRequest, base: str, browser: Browser) -> Page:
    """A page on a screen of each size, with a clipboard and without motion."""
    context = browser.new_context(
        viewport=SIZES[request.param],  # type: ignore[arg-type]
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
        base_url=base,
    )
    return context.new_page()


def focused(page: Page) -> Any:
    """Return the tag and the text of the element that has the focus."""
    return page.evaluate("[document.activeElement.tagName, document.activeElement.textContent.trim()]")


def narrow(page: Page) -> bool:
    return (page.viewport_size or {"width": 0})["width"] < 960


@pytest.mark.parametrize("name", KINDS)
def test_each_stop_is_seen(page: Page, name: str) -> None:
    page.goto(name)
    troubles = []
    for number in range(1, 1000):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            break
        if stop["trouble"]:
            troubles.append(f"stop {number} {stop['trouble']}: {stop['name']}")
    assert number > 10, "the walk ended at once"
    if troubles:
        pytest.fail(f"/{name}: {len(troubles)} stops of the Tab key\n" + "\n".join(troubles[:20]), pytrace=False)


def test_the_first_stop_skips_to_the_text(page: Page) -> None:
    page.goto(CHAPTER)
    page.keyboard.press("Tab")
    assert focused(page) == ["A", "Skip to content"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null"), focused(page)


def test_search_opens_finds_and_gives_the_focus_back(page: Page) -> None:
    page.goto(CHAPTER)
    link = page.locator("article p a[href]").first
    for key in ("/", "Control+k"):
        link.focus()
        page.keyboard.press(key)
        field = page.get_by_role("combobox", name="Search the site")
        expect(field).to_be_focused()
        page.keyboard.press("Escape")
        expect(link).to_be_focused()
        assert not field.is_visible()

    page.keyboard.press("/")
    page.keyboard.type("tmpfs")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_attribute("id", "dn-hit-0")
    expect(page.locator("#dn-palette").get_by_role("status")).to_contain_text("results")
    options = page.get_by_role("option")
    for key, number in (
        ("ArrowDown", 1),
        ("ArrowDown", 2),
        ("ArrowUp", 1),
        ("ArrowUp", 0),
        ("ArrowUp", -1),
        ("ArrowDown", 0),
    ):
        page.keyboard.press(key)
        chosen_id = f"dn-hit-{number % options.count()}"
        expect(chosen).to_have_attribute("id", chosen_id)
        expect(field).to_have_attribute("aria-activedescendant", chosen_id)
        expect(field).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reference/glossary/#tmpfs")


def test_tab_walks_through_the_search_and_stays_in_it(page: Page) -> None:
    """Material takes the focus off its field on Tab, which leaves Firefox and WebKit without any focus."""
    page.goto(CHAPTER)
    page.keyboard.press("/")
    page.keyboard.type("tmpfs")
    page.locator("#dn-found [role=option]").first.wait_for()
    stops = [
        page.evaluate("document.activeElement.outerHTML.match(/role=.combobox|data-dn-close|checkbox/)?.[0] ?? ''")
    ]
    for _ in range(2):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate("document.activeElement.outerHTML.match(/role=.combobox|data-dn-close|checkbox/)?.[0] ?? ''")
        )
    assert stops == ['role="combobox', "data-dn-close", "checkbox"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#dn-palette")).to_be_hidden()


def test_a_place_on_this_page_is_gone_to(page: Page) -> None:
    page.goto(CHAPTER)
    page.keyboard.press("/")
    page.keyboard.type("ten seconds to stop")
    page.locator("#dn-found [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#ten-seconds-to-stop")
    expect(page.locator("#dn-palette")).to_be_hidden()
    expect(page.locator("#ten-seconds-to-stop")).to_be_in_viewport()


def test_the_menu_of_a_narrow_screen(page: Page) -> None:
    page.goto(CHAPTER)
    button = page.get_by_role("button", name="Menu")
    if not narrow(page):
        assert not button.is_visible()
        return
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert focused(page) == ["A", "Home"]
    page.keyboard.press("Escape")
    assert button.evaluate("node => node === document.activeElement")
    assert button.get_attribute("aria-expanded") == "false"

    page.keyboard.press("Space")
    page.locator(".md-sidebar--primary .md-nav__link[href]").last.focus()
    page.keyboard.press("Tab")
    assert button.get_attribute("aria-expanded") == "false", "the menu stays open over what has the focus"


def test_colours_are_switched(page: Page) -> None:
    """Nothing is stored before somebody chooses: a system that turns dark in the evening turns the pages dark."""
    page.goto(CHAPTER)
    assert page.evaluate("localStorage.length") == 0
    bar = page.locator("meta[name=theme-color]")
    expect(bar).to_have_attribute("content", re.compile("rgb"))
    light = bar.get_attribute("content")
    page.locator("#__palette_0").focus()
    for key, scheme in (("ArrowRight", "slate"), ("ArrowRight", "default"), ("Enter", "slate")):
        page.keyboard.press(key)
        assert page.evaluate("document.body.dataset.mdColorScheme") == scheme, key
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == (
            "dark" if scheme == "slate" else "light"
        )
        assert (bar.get_attribute("content") == light) == (scheme == "default")
    page.goto("reference/")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate", "the choice is not kept"


def test_a_question_unfolds_and_a_command_is_copied(page: Page) -> None:
    page.goto(CHAPTER)
    question = page.locator("details.solution")
    question.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert question.first.get_attribute("open") is not None
    copy = page.locator(".dn-copy").first
    copy.focus()
    page.keyboard.press("Enter")
    expect(copy).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("docker ")
