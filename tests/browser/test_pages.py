"""What single pages promise, in real Chromium: copying takes only commands, and folding needs no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_copy_takes_the_commands_alone(base: str, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(base + "course/02-problems/")
    page.locator(".dn-session").first.hover()
    page.locator(".dn-copy").first.click()
    text = page.evaluate("navigator.clipboard.readText()")
    first = "docker run -d --name old-db -e POSTGRES_PASSWORD=secret -p 127.0.0.1:5433:5432 postgres:17"
    assert text.splitlines()[0] == first
    assert "$ " not in text
    assert len(text.splitlines()) == 2


def test_pages_read_without_javascript(base: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "course/05-images-and-containers/")
    assert page.locator("figure.dn-diagram svg").first.is_visible()
    question = page.locator(".dn-question").first
    assert question.locator(".dn-choices li").last.is_visible()
    assert not question.locator("strong").is_visible()
    question.locator("summary").click()
    assert question.locator("strong").inner_text() == "Right."
