"""The security policy in real Chromium while a reader uses everything. Pages at rest: test_every_page.py."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from browser.visits import WATCH

pytestmark = pytest.mark.browser


@pytest.fixture
def page(base: str, browser: Browser) -> Page:
    context = browser.new_context(base_url=base, permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script(WATCH)
    return context.new_page()


def blocked(page: Page) -> list[str]:
    page.wait_for_timeout(200)
    found: list[str] = page.evaluate("notes.policy")
    return found


def test_nothing_a_reader_does_is_blocked(page: Page) -> None:
    page.goto("course/07-running-containers/")
    page.locator("label[for^=__palette]:visible").click()
    page.locator(".dn-copy").first.click()
    page.locator("[data-tip]").first.hover()
    for question in page.locator("details.solution > summary").all():
        question.click()
    page.locator(".dn-choices button").first.click()
    for tab in page.locator(".tabbed-labels label:visible").all()[:2]:
        tab.click()
    page.mouse.wheel(0, 4000)
    page.mouse.wheel(0, -500)
    page.keyboard.press("/")
    page.keyboard.type("volume")
    page.locator("#dn-found mark").first.wait_for()
    assert blocked(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/reference/**")
    assert blocked(page) == []


@pytest.mark.parametrize(
    ("what", "planted"),
    [
        (
            "script-src-elem",
            "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)",
        ),
        ("script-src-attr", "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')"),
        ("style-src-attr", "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')"),
        ("img-src", "new Image().src = 'https://example.com/x.png'"),
        ("connect-src", "fetch('https://example.com/').catch(() => {})"),
    ],
)
def test_what_is_planted_is_blocked(page: Page, what: str, planted: str) -> None:
    page.goto("reference/")
    page.evaluate(planted)
    assert {line.split()[0] for line in blocked(page)} == {what}
    assert page.evaluate("window.ran === undefined")
