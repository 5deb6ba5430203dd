"""The words of commands, in real Chromium: pointed at, reached by keyboard, tapped, read aloud."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

CHAPTER = "course/07-running-containers/"
COMMAND = "docker run -d --name web -p 127.0.0.1:8080:80 nginx:1.30"
TIP = """word => {
  const style = getComputedStyle(word, '::after');
  return {text: style.content, shown: style.display !== 'none' && style.content !== 'none',
          border: style.borderTopWidth, position: style.position};
}"""


@pytest.fixture
def page(base: str, browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(base + CHAPTER)
    return page


def tip_box(page: Page) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom, in CSS pixels, of the tip of the word that has the focus."""
    chromium = page.context.new_cdp_session(page)
    chromium.send("DOM.enable")
    word = chromium.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
    node = chromium.send("DOM.describeNode", {"objectId": word})["node"]
    after = next(n for n in node["pseudoElements"] if n["pseudoType"] == "after")
    border = chromium.send("DOM.getBoxModel", {"backendNodeId": after["backendNodeId"]})["model"]["border"]
    return border[0], border[1], border[4], border[5]


def step(page: Page) -> Locator:
    return page.get_by_role("group", name=COMMAND, exact=True).first


def test_a_screen_reader_is_told_the_command_as_one_line(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    names = [n["name"]["value"] for n in nodes if n.get("role", {}).get("value") == "group" and n.get("name")]
    assert COMMAND in names


def test_a_tip_shows_on_pointing_and_on_focus_and_goes_with_escape(page: Page) -> None:
    word = step(page).get_by_role("link", name="8080")
    word.hover()
    tip = word.evaluate(TIP)
    assert tip["shown"]
    assert "The port on the host" in tip["text"]
    assert tip["position"] == "fixed"  # no scrolling box around it can cut it off
    page.keyboard.press("Escape")
    assert not word.evaluate(TIP)["shown"]
    step(page).get_by_role("link", name="nginx").hover()
    assert step(page).get_by_role("link", name="nginx").evaluate(TIP)["shown"]


def test_the_pointer_may_go_onto_the_tip(page: Page) -> None:
    word = step(page).get_by_role("link", name="8080")
    word.hover()
    box = word.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] - 10)
    assert word.evaluate("word => word.matches(':hover')")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_a_tip_is_whole_in_the_window_and_off_its_word(base: str, browser: Browser, width: int) -> None:
    """This holds for every word of a command, even one that must be scrolled into view."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(base + CHAPTER)
    words = step(page).get_by_role("link")
    step(page).evaluate("step => step.scrollIntoView({block: 'center'})")
    words.first.focus()
    for _ in range(words.count() - 1):
        page.keyboard.press("ArrowRight")
        left, top, right, bottom = tip_box(page)
        word = page.locator(":focus").bounding_box()
        assert word
        assert (left, top) >= (0, 0)
        assert right <= width
        assert bottom <= word["y"] + 4 or top >= word["y"] + word["height"] - 4
        assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_command_is_one_stop_and_arrows_go_from_word_to_word(base: str, browser: Browser, *, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(base + CHAPTER)
    focused = page.locator(":focus")
    step(page).get_by_role("link").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert focused.text_content() == "-d"
    page.keyboard.press("ArrowLeft")
    assert focused.text_content() == "run"
    assert "Create a container" in focused.evaluate(TIP)["text"]
    page.keyboard.press("Tab")
    assert focused.evaluate("e => e.closest('.dn-step')?.ariaLabel") != COMMAND


def test_a_page_has_no_more_stops_than_commands(page: Page) -> None:
    stops = page.locator(".dn-step a:not([tabindex='-1'])").count()
    assert stops == page.locator(".dn-step").count()


def test_a_finger_gets_the_tip_first_and_the_entry_second(base: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(base + CHAPTER)
    word = step(page).get_by_role("link", name="run")
    word.tap()
    assert page.url == base + CHAPTER
    assert "Create a container" in word.evaluate(TIP)["text"]
    word.tap()
    page.wait_for_url("**/reference/containers/#docker-run")


def test_edges_are_there_where_colours_are_forced(base: str, browser: Browser) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(base + CHAPTER)
    word = step(page).get_by_role("link", name="run")
    word.hover()
    assert word.evaluate(TIP)["border"] == "1px"


def test_the_words_are_the_text(page: Page) -> None:
    """Copying from the page gives what is typed, links or not."""
    copied = page.evaluate(
        """name => { const step = [...document.querySelectorAll('.dn-step')].find(s => s.ariaLabel === name);
        getSelection().selectAllChildren(step); return getSelection().toString(); }""",
        COMMAND,
    )
    assert copied == COMMAND
