"""What readers set in their browser, in real Chromium: no motion, their own colours, no JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

KINDS = ["", "course/05-images-and-containers/", "beyond/13-when-it-breaks/", "reference/containers/", "404.html"]

_MOVING = """() => [...document.querySelectorAll("*")].flatMap(node => [null, "::before", "::after"].map(part => {
    const {transitionDuration, animationDuration, scrollBehavior} = getComputedStyle(node, part)
    const moves = [transitionDuration, animationDuration].join().split(",").some(time => parseFloat(time) > 0)
    return moves || scrollBehavior === "smooth" ? node.outerHTML.slice(0, 90) + (part ?? "") : null
})).filter(Boolean)"""

# Parts drawn as a background behind a mask, which vanish if the reader's colours replace all backgrounds.
_VANISHED = """() => [...document.querySelectorAll("body *")].flatMap(node => ["::before", "::after"].map(part => {
    const style = getComputedStyle(node, part)
    const drawn = style.content !== "none" && style.display !== "none" && node.checkVisibility()
    const paper = getComputedStyle(document.body).backgroundColor
    return drawn && style.maskImage !== "none" && style.backgroundColor === paper
        ? node.outerHTML.slice(0, 90) + part : null
})).filter(Boolean)"""

_DRAWN = """() => [...document.querySelectorAll("svg.dn-svg")].filter(node => node.checkVisibility()).flatMap(svg =>
    [...svg.querySelectorAll("rect, path, text")].filter(node => {
        const {stroke, fill} = getComputedStyle(node), paper = getComputedStyle(document.body).backgroundColor
        return node.tagName === "text" ? fill === paper : stroke === paper && fill === paper
    }).map(node => node.outerHTML.slice(0, 90)))"""


@pytest.mark.parametrize("name", KINDS)
def test_nothing_moves_for_who_asks_for_rest(base: str, browser: Browser, name: str) -> None:
    page = browser.new_page(base_url=base, reduced_motion="reduce")
    page.goto(name)
    assert page.evaluate(_MOVING) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", KINDS)
def test_a_reader_s_own_colours_hide_nothing(base: str, browser: Browser, name: str, scheme: str) -> None:
    page = browser.new_page(base_url=base, forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(name)
    assert page.evaluate(_VANISHED) == []
    assert page.evaluate(_DRAWN) == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", KINDS)
def test_pages_serve_without_javascript(base: str, browser: Browser, name: str, width: int) -> None:
    context = browser.new_context(
        base_url=base, java_script_enabled=False, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(name)
    assert page.locator("article h1, section h1").first.is_visible()
    assert page.get_by_role("link", name="Reference").first.is_visible(), "no way to another part"
    for diagram in page.locator("figure.dn-diagram").all():
        assert diagram.locator("svg:visible").count() == 1
    dead = [button.evaluate("node => node.outerHTML") for button in page.locator("button:visible").all()]
    assert [html for html in dead if 'type="submit"' not in html] == [], "a button that does nothing"
    for folded in page.locator("article details").all()[:5]:
        folded.locator("summary").first.click()
        assert folded.get_attribute("open") is not None
