"""Run axe on what opens: the search with results, the menu, folded parts, a tip. Pages at rest: test_every_page.py."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from browser.visits import READERS, axe

pytestmark = [pytest.mark.browser, pytest.mark.npm]

CHAPTER = "course/07-running-containers/"


@pytest.fixture(params=[(reader, scheme) for reader in READERS for scheme in ("light", "dark")], ids="-".join)
def page(request: pytest.FixtureRequest, base: str, browser: Browser) -> Page:
    reader, scheme = request.param
    size = {"width": READERS[reader]["width"], "height": READERS[reader]["height"]}
    page = browser.new_page(base_url=base, viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto(CHAPTER)
    return page


def test_the_search_with_results(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("volume")
    page.locator("#dn-found [role=option]").first.wait_for()
    assert axe(page) == []
    page.keyboard.type("zzzqqqxxx")
    page.get_by_text("Nothing here").wait_for()
    assert axe(page) == []


def test_the_menu(page: Page) -> None:
    button = page.get_by_role("button", name="Menu")
    if not button.is_visible():  # on a wide screen it is always open
        assert page.locator(".md-sidebar--primary").is_visible()
        return
    button.click()
    page.get_by_role("link", name="Home").wait_for()
    assert axe(page) == []


def test_all_that_folds_and_a_tip(page: Page) -> None:
    page.evaluate("for (const node of document.querySelectorAll('details')) node.open = true")
    page.locator("article [data-tip]").first.focus()
    assert axe(page) == []
