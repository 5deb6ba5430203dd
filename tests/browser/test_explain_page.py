"""The page that explains a command, as a reader uses it: paste, correct, share, keyboard, offline, no scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
# If the engine has the last word, the page claims only that the client accepts the command.
ACCEPTED = r"Docker [\d.]+('s client)? accepts (it|them)(; the engine has the last word)?\."

ONE = re.compile(rf"^1 docker command\. {ACCEPTED}$")


@pytest.fixture
def page(base: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(base + "explain/")
    expect(page.get_by_label("Your command, file or message")).to_be_visible()
    yield page
    assert errors == []


def _paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.get_by_label("Your command, file or message").focus()
    page.keyboard.press("Control+V")


def test_paste(page: Page) -> None:
    _paste(page, "$ docker run -d -p 8080:80 nginx\n3f2c9e0b1a4d\n$ docker compose down -v\n")
    expect(page.get_by_role("heading", name="1. docker run")).to_be_visible()
    row = page.locator("dl.dn-words > div", has=page.get_by_role("link", name="-p 8080:80", exact=True))
    expect(row).to_contain_text("--publish")
    expect(row).to_contain_text("forward it to a port in the container")
    expect(page.locator(".dn-danger--destroys")).to_contain_text("permanently")
    said = rf"^2 docker commands\. {ACCEPTED} Data is permanently lost\. 1 line of output left out\.$"
    expect(page.get_by_role("status")).to_have_text(re.compile(said))
    expect(page.get_by_label("compose.yaml")).to_contain_text('- "8080:80"')


def test_a_word_leads_to_its_entry(page: Page, base: str) -> None:
    _paste(page, 'docker run -v "$(pwd)":/x -p 8080:80 nginx')
    expect(page.get_by_role("status")).to_have_text(ONE)
    page.get_by_role("link", name="-p 8080:80", exact=True).click()
    expect(page).to_have_url(base + "reference/containers/#docker-run--publish")
    expect(page.locator(":target")).to_have_count(1)


def test_a_mistake_is_corrected_by_its_button(page: Page) -> None:
    _paste(page, "docker run --ports 8080:80 Nginx")
    expect(page.locator(".dn-fault")).to_contain_text("Unknown flag --ports of docker run; did you mean --publish?")
    expect(page.locator(".dn-fault samp")).to_have_text("unknown flag: --ports")
    page.get_by_role("button", name="Use --publish").click()
    expect(page.get_by_label("Your command, file or message")).to_have_value("docker run --publish 8080:80 Nginx")
    expect(page.get_by_role("region", name="Explanation")).to_be_focused()
    page.get_by_role("button", name="Use nginx").click()
    expect(page.locator(".dn-fault")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text(ONE)


def test_typographic_signs_are_put_right(page: Page) -> None:
    _paste(page, "docker run –name web -e “A=b c” nginx")
    page.get_by_role("button", name="Use plain characters").click()
    expect(page.get_by_label("Your command, file or message")).to_have_value('docker run --name web -e "A=b c" nginx')
    expect(page.locator(".dn-fault")).to_have_count(0)


def test_flags_after_the_image_are_doubted(page: Page) -> None:
    """Docker accepts it, so it isn't a mistake, but the fix is offered all the same."""
    _paste(page, "docker run nginx -d -p 80:80")
    expect(page.locator(".dn-fault--doubt")).to_contain_text("Look again. -d and -p come after the image")
    expect(page.get_by_role("status")).to_have_text(
        re.compile(rf"{ACCEPTED} Look again: it may not do what you want\.")
    )
    page.get_by_role("button", name="Put them before the image").click()
    expect(page.get_by_label("Your command, file or message")).to_have_value("docker run -d -p 80:80 nginx")
    expect(page.locator(".dn-fault")).to_have_count(0)


def test_what_opens_the_host_has_a_label_of_its_own(page: Page) -> None:
    _paste(page, "docker run -d -v /var/run/docker.sock:/var/run/docker.sock portainer/portainer-ce")
    expect(page.locator(".dn-danger--opens")).to_contain_text("Opens the host. --volume /var/run/docker.sock")
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"{ACCEPTED} It opens the host to a container\."))
    _paste(page, "\ndocker rm web")
    colours = [
        page.locator(f".dn-danger--{level}").evaluate("e => getComputedStyle(e).color")
        for level in ("opens", "deletes")
    ]
    assert colours[0] != colours[1]


def test_the_shells_of_windows(page: Page) -> None:
    _paste(page, "docker ps -a")
    expect(page.get_by_text("It works unchanged in PowerShell and cmd.")).to_be_visible()
    _paste(page, " --format '{{.Names}}' \\\n  -f \"name=$X\"")
    expect(page.get_by_label("PowerShell", exact=True)).to_have_text(
        "docker ps -a --format '{{.Names}}' `\n  -f \"name=${env:X}\"", use_inner_text=True
    )
    page.get_by_role("button", name="Copy for cmd").click()
    assert page.evaluate("navigator.clipboard.readText()") == 'docker ps -a --format {{.Names}} ^\n  -f "name=%X%"'


def test_an_address_carries_the_command(page: Page, browser: Browser, base: str) -> None:
    text = "docker run -e 'A=b c' \"$X\" <image>\ndocker ps # 100 %"
    page.goto(base + "explain/#c=" + quote(text, safe=""))
    expect(page.get_by_label("Your command, file or message")).to_have_value(text)
    expect(page.get_by_role("heading", name="2. docker ps")).to_be_visible()
    _paste(page, "\ndocker images")
    expect(page).to_have_url(base + "explain/#c=" + quote(text + "\ndocker images", safe="!'()*"))
    page.get_by_role("button", name="Copy a link to this").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert unquote(copied.split("#c=")[1]) == text + "\ndocker images"
    page.get_by_role("button", name="one that deletes").click()
    expect(page.get_by_label("Your command, file or message")).to_have_value("docker compose down -v")
    page.goto(base + "explain/#c=%E0%A4%A")
    expect(page.get_by_label("Your command, file or message")).to_be_visible()


def test_the_way_back_from_an_entry_leads_to_the_whole_command(page: Page) -> None:
    page.get_by_label("Your command, file or message").press_sequentially("docker pull alpine")
    page.locator(".dn-explained a", has_text="pull").first.click()
    expect(page).to_have_url(re.compile("/reference/"))
    page.go_back()
    expect(page.get_by_label("Your command, file or message")).to_have_value("docker pull alpine")


def test_the_keyboard_is_enough(page: Page) -> None:
    page.locator("h1").click()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tab", name="Explain", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your command, file or message")).to_be_focused()
    page.keyboard.type("docker run --ports 1:1 x")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Explain")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Explanation")).to_be_focused()
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Use --publish":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your command, file or message")).to_have_value("docker run --publish 1:1 x")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("dl a").first).to_be_focused()


def test_it_works_offline_and_asks_nobody(page: Page) -> None:
    page.get_by_label("Your command, file or message").focus()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    _paste(page, "docker run --ports 80:80 nginx")
    page.get_by_role("button", name="Use --publish").click()
    page.get_by_role("button", name="Copy the file").click()
    expect(page.locator("section", has=page.locator("#as-compose"))).to_contain_text(
        "start it with docker compose up -d."
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == 'services:\n  nginx:\n    image: nginx\n    ports:\n      - "80:80"\n'
    # Further commands, which need parts of the parser and of the data that no command has needed yet.
    for command, said in (
        ("docker compose down -v", "Data is permanently lost."),
        ("docker build --tags x .", "1 docker command, 1 mistake."),
        ("docker exec -it db psql", "accepts it"),
    ):
        page.get_by_role("button", name="Clear").click()
        _paste(page, command)
        expect(page.get_by_role("status")).to_contain_text(said)
    # A new address in the bar makes Chromium look at the page's own pictures again.
    assert [url for url in asked if "/assets/images/" not in url] == []


def test_no_word_is_cut_off_on_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    _paste(
        page, "docker run -v " + "long" * 40 + ":/x --label " + "a" * 80 + "=b --unknown" + "x" * 60 + " " + "n" * 80
    )
    expect(page.locator(".dn-fault")).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    cut = "[...document.querySelectorAll('#explain *')].filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 4)"
    assert page.evaluate(f"{cut}.map(e => e.outerHTML)") == []


def test_a_screen_reader_is_told_once_the_typing_stops(page: Page) -> None:
    status = page.get_by_role("status")
    # The theme has its own status for the search, so observe this one.
    status.evaluate("""place => {
      window.said = [];
      new MutationObserver(() => said.push(place.textContent))
        .observe(place, { childList: true, characterData: true, subtree: true });
    }""")
    page.get_by_label("Your command, file or message").press_sequentially("docker ps --all", delay=20)
    expect(status).to_have_text(ONE)
    (said,) = page.evaluate("said")
    assert ONE.match(said)


def test_without_javascript_it_says_so(base: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "explain/")
    expect(page.get_by_text("This part of the page needs JavaScript")).to_be_visible()
    expect(page.get_by_label("Your command, file or message")).to_be_hidden()
    page.locator(".dn-explain__off").get_by_role("link", name="reference").click()
    expect(page).to_have_url(base + "reference/")


def test_the_home_page_leads_here(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base)
    page.get_by_label("Found a command? See what it does").fill("docker ps -a")
    page.get_by_role("button", name="Explain it").click()
    page.wait_for_url(base + "explain/?c=docker+ps+-a*")
    expect(page.get_by_label("Your command, file or message")).to_have_value("docker ps -a")
