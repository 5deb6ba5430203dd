"""The search of the site in real Chromium: what stands first for what a reader types or pastes."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from conftest import ROOT

pytestmark = pytest.mark.browser

ERRORS: list[dict[str, Any]] = yaml.load((ROOT / "docs/_data/docker.yml").read_bytes(), yaml.CSafeLoader)["errors"]

FIRST = {
    # A command's own entry for its name, whatever flags come with it.
    "docker ps": "reference/containers/#docker-ps",
    "docker run -it": "reference/containers/#docker-run",
    "docker run --rm": "reference/containers/#docker-run",
    "$ docker exec -it web sh": "reference/containers/#docker-exec",
    "docker compose up": "reference/compose/#docker-compose-up",
    "docker compose down -v": "reference/compose/#docker-compose-down",
    "docker container ls": "reference/containers/#docker-ps",
    '"docker run"': "reference/containers/#docker-run",
    # Flags, and names that are no words.
    "--rm": "reference/containers/#docker-run",
    "--network": "reference/containers/#docker-run",
    "volumes-from": "reference/containers/#docker-run",
    "host.docker.internal": "beyond/11-networks/#reaching-your-own-machine",
    "FROM": "reference/dockerfile/#from",
    "services.ports": "reference/compose-file/#services-ports",
    "volume": "reference/glossary/#volume",
    # An error's own entry for its message, or a part of it.
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


@pytest.fixture
def page(base: str, browser: Browser) -> Page:
    page = browser.new_page()
    page.goto(base)
    page.click("input.md-search__input")
    return page


def search(page: Page, words: str) -> None:
    """Search for something else first: what stands there is an answer to these words."""
    page.fill("input.md-search__input", "zzzqqq")
    expect(page.locator(".md-search-result__link")).to_have_count(0)
    page.fill("input.md-search__input", words)


def first(page: Page, words: str, address: str) -> str | None:
    """Return what stands first, when it is not this address."""
    search(page, words)
    link = page.locator(".md-search-result__link").first
    link.wait_for(timeout=20_000)
    found = (link.get_attribute("href") or "").split("?")[0].split("#")
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    return None if f"{found[0]}#{anchor}".endswith("/" + address) else f"{found[0]}#{anchor}"


def test_what_stands_first(page: Page) -> None:
    wrong = {words: found for words, address in FIRST.items() if (found := first(page, words, address))}
    assert wrong == {}


def test_a_pasted_message_has_its_entry_first(page: Page) -> None:
    some = ERRORS[::8]
    assert len(some) > 10
    wrong = {e["id"]: found for e in some if (found := first(page, e["sample"], f"reference/errors/#{e['id']}"))}
    assert wrong == {}


@pytest.mark.parametrize("words", ["Error: \"x\" -y 'z' +docker ~run ^container*", "title:docker", "--"])
def test_signs_are_no_commands_of_the_search(page: Page, words: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    search(page, words)
    search(page, "docker")
    page.locator(".md-search-result__link").first.wait_for(timeout=20_000)
    assert errors == []


def test_pages_for_contributors_come_last(page: Page) -> None:
    for words in ("docker ps", "flag", "fence", "console"):
        search(page, words)
        page.locator(".md-search-result__link").first.wait_for(timeout=20_000)
        places = page.eval_on_selector_all(
            ".md-search-result__item > a:first-child", "all => all.map(a => /contributing/.test(a.href))"
        )
        assert places == sorted(places), words


def test_no_words_of_the_index_are_shown(page: Page) -> None:
    search(page, "connection refused")
    page.locator(".md-search-result__link").first.wait_for(timeout=20_000)
    expect(page.locator(".md-search-result .md-tags")).to_have_count(0)
