"""Check yourself and progress, in real Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

CHAPTER = "course/05-images-and-containers/"


def choose(page: Page, question: int, choice: int) -> None:
    page.locator(".dn-question").nth(question).locator(".dn-choices button").nth(choice).click()


def test_a_choice_says_why_and_is_kept_in_the_browser(base: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(base + CHAPTER)
    question = page.locator(".dn-question").first
    choose(page, 0, 1)
    expect(question.locator(".dn-why").nth(1)).to_have_text("Wrong. There's a separate command for images: docker rmi.")
    expect(page.locator(".dn-done")).to_contain_text("0 of 5 questions right")
    choose(page, 0, 0)
    expect(question.locator(".dn-why").first).to_have_text(re.compile("^Right. The image is shared"))
    page.reload()
    expect(question.locator("li[data-verdict]")).to_have_count(2)
    expect(page.locator(".dn-done")).to_contain_text("1 of 5 questions right")
    assert context.cookies() == []


def test_the_home_page_shows_how_far_the_reader_is_and_forgets_it(base: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(base)
    expect(page.locator(".dn-progress")).to_be_hidden()
    page.goto(base + "course/01-what-and-why/")
    page.get_by_label("I have read this chapter").check()
    page.goto(base + CHAPTER)
    for question, right in enumerate((0, 1, 1, 2, 0)):
        choose(page, question, right)
    # All questions right: the chapter counts as read.
    expect(page.get_by_label("I have read this chapter")).to_be_checked()
    for overview in ("", "course/"):
        page.goto(base + overview)
        expect(page.locator("li.dn-read .dn-read__note")).to_have_text(["read", "read, 5/5"])
        expect(page.locator(".dn-progress")).to_contain_text("You have read 2 of")
    page.goto(base)
    expect(page.locator("[data-continue]")).to_have_text("Go on: Running containers")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("text=Forget my progress")
    expect(page.locator(".dn-progress")).to_be_hidden()
    expect(page.locator("[data-continue]")).to_have_text("Start the course")
    expect(page.locator("[data-continue]")).to_be_focused()
    assert page.evaluate("localStorage.getItem('docker-notes-progress')") is None


@pytest.mark.parametrize("kept", ["null", "7", "{", "[]", '{"course/05-images-and-containers.md": null}'])
def test_a_damaged_memory_does_no_harm(base: str, browser: Browser, kept: str) -> None:
    context = browser.new_context()
    context.add_init_script(f"localStorage.setItem('docker-notes-progress', {kept!r})")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for name in ("", CHAPTER):
        page.goto(base + name)
    choose(page, 0, 0)
    expect(page.locator(".dn-done")).to_contain_text("1 of 5 questions right")
    assert errors == []


def test_the_choices_can_be_taken_by_keyboard(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base + CHAPTER)
    page.locator(".dn-choices button").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".dn-question").first.locator("[data-verdict=wrong]")).to_have_count(1)
