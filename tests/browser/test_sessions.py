"""Sessions in real Chromium: what is copied and selected, and the choice of a shell."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.browser

DATA = "beyond/10-data/"
LIFE = "course/07-running-containers/"
MOUNT = {
    "bash": '-v "$(pwd)"/site:/etc/nginx',
    "powershell": '-v "${PWD}/site:/etc/nginx"',
    "cmd": '-v "%cd%/site:/etc/nginx"',
}
SELECTED = "getSelection().toString()"


@pytest.fixture
def context(browser: Browser) -> BrowserContext:
    return browser.new_context(
        viewport={"width": 1280, "height": 1000}, permissions=["clipboard-read", "clipboard-write"]
    )


def session(page: Page, text: str) -> Locator:
    return page.locator(".dn-session", has_text=text).first


def typed(where: Locator) -> list[str]:
    """Return the visible lines of a session."""
    return [line.rstrip("\n") for line in where.locator(".dn-line:visible").all_text_contents()]


def drag(page: Page, start: Locator, end: Locator) -> str:
    """Press the mouse at the left of one element, release it at the right of another, and return the selected text."""
    page.mouse.click(5, 5)
    first, last = start.bounding_box(), end.bounding_box()
    assert first
    assert last
    page.mouse.move(first["x"] + 2, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + 40, last["y"] + last["height"] / 2, steps=8)
    page.mouse.move(last["x"] + last["width"] - 4, last["y"] + last["height"] / 2, steps=8)
    page.mouse.up()
    return str(page.evaluate(SELECTED))


def test_a_mouse_drawn_over_a_session_selects_its_commands(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(base + LIFE)
    box = session(page, "no-such-program")
    box.scroll_into_view_if_needed()
    commands, outputs = box.locator(".dn-cmd:visible .dn-line"), box.locator(".dn-out samp")
    over_all = drag(page, commands.first, outputs.last)
    assert [line for line in over_all.split("\n") if line] == typed(box)
    assert len(typed(box)) == 3
    assert "Error response" not in over_all
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Error response" not in copied
    assert "code $?" in copied


def test_an_output_can_be_selected_by_itself(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(base + LIFE)
    output = session(page, "no-such-program").locator(".dn-out pre").first
    output.scroll_into_view_if_needed()
    output.click()
    output.click(click_count=3, position={"x": 60, "y": 20})
    assert page.evaluate(SELECTED).startswith("docker: Error response")


def test_the_whole_page_selected_has_no_output_and_no_prompt(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(base + LIFE)
    # A question may show a printed line, to be read and copied like any text.
    page.evaluate("for (const question of document.querySelectorAll('.dn-question')) question.remove()")
    page.keyboard.press("Control+a")
    text = page.evaluate(SELECTED)
    assert "docker run -d --name web -p 127.0.0.1:8080:80 nginx:1.30" in text
    assert "Error response from daemon" not in "\n".join(
        line for line in text.split("\n") if line.startswith("docker: ")
    )
    assert not any(line.startswith(("$ ", "> ")) for line in text.split("\n"))


def test_an_output_is_announced_as_output(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(base + LIFE)
    outputs = page.get_by_role("group", name="Output", exact=True)
    assert outputs.count() == page.locator(".dn-out:visible").count() > 10
    assert page.locator(".dn-out samp:visible").count() == outputs.count()


def test_continued_lines_are_copied_so_that_a_shell_joins_them(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(base + "beyond/14-cleaning-up/")
    for shell, mark in (("bash", "\\"), ("powershell", "--%"), ("cmd", "^")):
        box = session(page, "chatty")
        page.locator(f".dn-shells [value={shell}]").check(force=True)
        box.locator(".dn-copy").click()
        text = page.evaluate("navigator.clipboard.readText()")
        assert text.startswith("docker run -d --name chatty") or shell == "powershell"
        if shell == "powershell":
            assert text.startswith("docker --% run")
            assert "\n" not in text
        else:
            first, second = text.split("\n")
            assert first.endswith(f" {mark}")
            assert second.startswith("  sh -c")


@pytest.mark.parametrize("shell", MOUNT)
def test_copy_takes_what_the_chosen_shell_wants(base: str, context: BrowserContext, shell: str) -> None:
    page = context.new_page()
    page.goto(base + DATA)
    box = session(page, "ls /etc/nginx")
    page.locator(f".dn-shells [value={shell}]").check(force=True)
    assert MOUNT[shell] in typed(box)[0]
    assert len(typed(box)) == 1
    box.locator(".dn-copy").click()
    assert page.evaluate("navigator.clipboard.readText()") == typed(box)[0]


def test_the_choice_holds_for_all_sessions_and_pages(base: str, context: BrowserContext) -> None:
    page, other = context.new_page(), context.new_page()
    page.goto(base + DATA)
    other.goto(base + LIFE)
    assert page.locator(".dn-shells").count() == 1
    page.locator(".dn-shells [value=cmd]").check(force=True)
    page.goto(base + "course/08-dockerfile/")
    assert typed(session(page, "npm install"))[-1] == "dir"
    expect(other.locator(".dn-shells [value=cmd]:checked")).to_be_attached()


def test_all_shells_can_be_chosen_without_javascript_by_keyboard(base: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + DATA)
    box = session(page, "ls /etc/nginx")
    page.locator(".dn-shells [value=bash]").focus()
    seen = []
    for _ in MOUNT:
        seen.append(typed(box))
        page.keyboard.press("ArrowRight")
    assert [MOUNT[shell] in lines[0] for shell, lines in zip(MOUNT, seen, strict=True)] == [True] * 3


def test_a_choice_moves_nothing_under_the_finger(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(base + LIFE)
    button = page.locator(".dn-shells [value=cmd]")
    button.scroll_into_view_if_needed()
    before = button.bounding_box()
    button.check(force=True)
    after = button.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2


def test_explain_takes_the_commands_along(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(base + LIFE)
    box = session(page, "no-such-program")
    box.locator(".dn-tool--explain").click()
    page.wait_for_url(base + "explain/#c=*")
    assert page.input_value("textarea") == "\n".join(typed_on(context, base))


def typed_on(context: BrowserContext, base: str) -> list[str]:
    page = context.new_page()
    page.goto(base + LIFE)
    return typed(session(page, "no-such-program"))


def test_a_file_can_be_copied_and_downloaded(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(base + "beyond/developing/")
    listing = page.locator(".highlight", has_text="FROM node:24-slim AS base").first
    listing.get_by_role("button", name="Copy board/Dockerfile").click()
    expect(listing.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("FROM node:24-slim AS base\n")
    with page.expect_download() as waiting:
        listing.get_by_role("link", name="Download Dockerfile").click()
    assert waiting.value.suggested_filename == "Dockerfile"
    assert "FROM base AS test" in waiting.value.path().read_text()


def test_a_command_of_the_reference_is_tried_in_explain(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(base + "reference/volumes/")
    page.get_by_role("link", name="Try it in Explain").first.click()
    page.wait_for_url(base + "explain/#c=*")
    assert page.input_value("textarea") == "docker volume create"
