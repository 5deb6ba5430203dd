"""The site's search in real Chromium: what comes first for what a reader types or pastes."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route, expect

from conftest import ROOT

pytestmark = pytest.mark.browser

ERRORS: list[dict[str, Any]] = yaml.load((ROOT / "docs/_data/docker.yml").read_bytes(), yaml.CSafeLoader)["errors"]

FIRST = {
    # For a command's name, its own entry, whatever flags come with it.
    "docker ps": "reference/containers/#docker-ps",
    "docker run -it": "reference/containers/#docker-run",
    "docker run --rm": "reference/containers/#docker-run",
    "$ docker exec -it web sh": "reference/containers/#docker-exec",
    "docker compose up": "reference/compose/#docker-compose-up",
    "docker compose down -v": "reference/compose/#docker-compose-down",
    "docker container ls": "reference/containers/#docker-ps",
    '"docker run"': "reference/containers/#docker-run",
    # Flags, and names that aren't words.
    "--rm": "reference/containers/#docker-run",
    "--network": "reference/containers/#docker-run",
    "volumes-from": "reference/containers/#docker-run",
    "host.docker.internal": "beyond/11-networks/#reaching-your-own-machine",
    "FROM": "reference/dockerfile/#from",
    "services.ports": "reference/compose-file/#services-ports",
    "volume": "reference/glossary/#volume",
    # For an error's message, or a part of it, the error's own entry.
    "cannot connect to the docker daemon": "reference/errors/#daemon-not-running",
    "is the docker daemon running": "reference/errors/#daemon-not-running",
    "connection refused": "reference/errors/#connection-refused",
    "ECONNREFUSED": "reference/errors/#connection-refused",
    "TLS handshake timeout": "reference/errors/#i-o-timeout",
    "port is already allocated": "reference/errors/#port-in-use",
    "exec format error": "reference/errors/#exec-format-error",
    "volume is in use": "reference/errors/#volume-in-use",
    "toomanyrequests": "reference/errors/#toomanyrequests",
    "no space left on device": "reference/errors/#no-space-left",
    "unable to find image": "reference/errors/#image-not-local",
    'Conflict. The container name "/api" is already in use by container "cc21"': "reference/errors/#name-in-use",
    "/start.sh: line 2: $'\\r': command not found": "reference/errors/#no-such-file-entrypoint",
}


FIELD = "#dn-palette [role=combobox]"
HIT = "#dn-found [role=option]"


@pytest.fixture
def page(base: str, browser: Browser) -> Page:
    page = browser.new_page()
    page.goto(base)
    page.click("[data-dn-palette]")
    return page


def search(page: Page, words: str) -> None:
    """Search for these words, after a search without results: what is then shown answers these words."""
    page.fill(FIELD, "zzzqqqxxx")
    expect(page.locator("#dn-palette [role=status]")).to_contain_text("Nothing here")
    expect(page.locator(HIT)).to_have_count(0)
    page.fill(FIELD, words)


def first(page: Page, words: str, address: str) -> str | None:
    """Return the first result if it isn't this address, else None. A flag's row counts as its command."""
    search(page, words)
    link = page.locator(HIT).first
    link.wait_for(timeout=20_000)
    found, _, anchor = (link.get_attribute("href") or "").partition("#")
    places = {f"{found}#{name}" for name in (anchor, re.sub(r"^(docker[\w-]*?)--.*", r"\1", anchor))}
    return None if any(place.endswith("/" + address) for place in places) else f"{found}#{anchor}"


def test_what_stands_first(page: Page) -> None:
    wrong = {words: found for words, address in FIRST.items() if (found := first(page, words, address))}
    assert wrong == {}


def test_a_pasted_message_has_its_entry_first(page: Page) -> None:
    some = ERRORS[::8]
    assert len(some) > 10
    wrong = {e["id"]: found for e in some if (found := first(page, e["sample"], f"reference/errors/#{e['id']}"))}
    assert wrong == {}


def test_lines_that_are_pasted_stay_apart(base: str, browser: Browser) -> None:
    page = browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(base)
    page.evaluate("navigator.clipboard.writeText('Attaching to web-1\\nno space\\nleft on device\\n')")
    page.keyboard.press("/")
    page.keyboard.press("Control+v")
    expect(page.locator(FIELD)).to_have_value("Attaching to web-1 no space left on device")
    expect(page.locator(HIT).first).to_have_attribute("href", base + "reference/errors/#no-space-left")


@pytest.mark.parametrize(
    "words", ["Error: \"x\" -y 'z' +docker ~run ^container*", "title:docker", "--", "<b>x</b> &lt;"]
)
def test_signs_are_no_commands_of_the_search(page: Page, words: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    search(page, words)
    search(page, "docker")
    page.locator(HIT).first.wait_for(timeout=20_000)
    assert errors == []


def test_pages_for_contributors_come_last(page: Page) -> None:
    for words in ("docker ps", "flag", "site"):
        search(page, words)
        page.locator(HIT).first.wait_for(timeout=20_000)
        places = page.eval_on_selector_all(HIT, "all => all.map(a => /contributing/.test(a.href))")
        assert places == sorted(places), words


def test_a_place_says_what_it_is_and_marks_what_was_asked_for(page: Page) -> None:
    for words, kind, marks in (
        ("docker ps", "Command", {"docker", "ps"}),
        ("--restart", "Flag", {"--restart"}),
        ("port is already allocated", "Error", {"port"}),
        ("HEALTHCHECK", "Dockerfile", {"HEALTHCHECK"}),
        ("services.ports", "Compose", {"services.ports"}),
        ("exit code 137", "Exit code", {"137"}),
        ("tmpfs", "Word", {"tmpfs"}),
        ("restore a volume", "Section", {"restore"}),
    ):
        search(page, words)
        hit = page.locator(HIT).first
        expect(hit.locator(".dn-hit__kind")).to_have_text(kind)
        assert marks <= set(hit.locator("mark").all_inner_texts()), words


def test_only_words_that_can_be_read_are_shown(page: Page) -> None:
    """Words that the index keeps only to find a place aren't shown."""
    search(page, "ECONNREFUSED")
    text = page.locator(HIT).first.inner_text()
    assert len(text) < 400
    assert "\\s" not in text


def test_nothing_moves_while_results_come_and_go(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base + "course/07-running-containers/")
    page.keyboard.press("/")
    boxes = []
    for words in ("", "volume", "zzzqqqxxx", "docker run"):
        page.fill(FIELD, words)
        page.wait_for_timeout(300)
        boxes.append([page.locator(place).bounding_box() for place in ("#dn-palette", FIELD, "#dn-palette label")])
    assert all(box == boxes[0] for box in boxes)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_fits(base: str, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 640})
    page.goto(base + "404.html")
    page.keyboard.press("Control+k")
    page.fill(
        FIELD,
        "Error response from daemon: Get https://registry-1.docker.io/v2/: net/http: TLS handshake timeout",
    )
    page.locator(HIT).first.wait_for()
    wide = page.evaluate(
        "[...document.querySelectorAll('#dn-palette, #dn-palette *')].filter(e => {"
        " const {left, right} = e.getBoundingClientRect(); return right > innerWidth + 1 || left < -1"
        "}).map(e => e.className)"
    )
    assert wide == []
    box = page.locator("#dn-palette").bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 640


def test_keys_of_one_character_can_be_switched_off(base: str, browser: Browser) -> None:
    """See WCAG 2.1.4. Material's keys `,` and `.` turn the page; the switch covers them as well, and is remembered."""
    page = browser.new_page()
    page.goto(base + "course/06-registries/")
    palette = page.locator("#dn-palette")
    page.keyboard.press(".")
    page.wait_for_url("**/course/09-commands/")
    page.keyboard.press("/")
    expect(palette).to_be_visible()
    page.get_by_role("checkbox", name="Single-key shortcuts").uncheck()
    page.keyboard.press(".")
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    page.reload()
    for key in ("/", ".", ",", "n", "p"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    expect(palette).to_be_hidden()
    assert page.url.endswith("/course/09-commands/")
    page.keyboard.press("Control+k")
    expect(palette).to_be_visible()
    page.get_by_role("checkbox", name="Single-key shortcuts").check()
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement === document.body")
    page.keyboard.press(",")
    page.wait_for_url("**/course/06-registries/")


def test_what_is_typed_before_the_scripts_are_there_is_not_lost(base: str, browser: Browser) -> None:
    page, held = browser.new_page(), list[Route]()
    page.route("**/assets/search.json*", lambda route: held.append(route))  # noqa: PLW0108 (Playwright takes no built-in)
    page.goto(base)
    page.keyboard.press("/")
    page.keyboard.type("docker ps")
    page.wait_for_timeout(300)
    assert held
    assert page.locator(HIT).count() == 0
    for route in held:
        route.continue_()
    page.locator(HIT).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reference/containers/#docker-ps")


def test_a_search_that_cannot_be_loaded_says_so(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base)
    page.route("**/search.json", lambda route: route.abort())
    page.keyboard.press("/")
    expect(page.locator("#dn-palette [role=status]")).to_contain_text("couldn't be loaded")
    page.unroute("**/search.json")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement === document.body")
    page.keyboard.press("/")
    page.fill(FIELD, "docker ps")
    page.locator(HIT).first.wait_for()


def test_without_javascript_no_search_is_promised(base: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(base + "course/07-running-containers/")
    assert page.locator("header").get_by_role("button").count() == 0
    link = page.locator("header").get_by_role("link", name="Look it up")
    expect(link).to_be_visible()
    link.click()
    assert page.url == base + "reference/"
