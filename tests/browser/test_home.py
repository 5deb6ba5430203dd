"""The home page and the page of missing addresses, in real Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_one_screen_says_what_for_and_where_to(base: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(base)
    for what in (".dn-home__intro h1", ".dn-annotated dd", ".dn-door button", ".dn-figures b"):
        place = page.locator(what).last.bounding_box()
        assert place, what
        assert place["y"] + place["height"] <= 900, what
    logo, heading = (page.locator(x).bounding_box() for x in (".md-header .md-logo img", ".dn-home h1"))
    assert logo
    assert heading
    assert abs(logo["x"] - heading["x"]) <= 4
    assert page.locator(".dn-contents li").count() == 19


def test_a_message_typed_at_home_arrives_at_the_error_messages(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base)
    page.fill("#hurry", "port is already allocated")
    page.click("text=Find the fix")
    page.wait_for_url(base + "reference/errors/?message=port+is+already+allocated")


def test_a_missing_address_offers_to_search_its_words(base: str, browser: Browser) -> None:
    page = browser.new_page()
    # The page of missing addresses has links from the site's root; our server has the site at a different path.
    page.goto(base + "404.html")
    assert page.input_value("#missing") == "", "a number is nothing to search for"
    for address, words in (("/course/docker-volumes.html", "docker volumes"), ("/%E0%A4%A", "")):
        page.evaluate("address => history.replaceState({}, '', address)", address)
        page.evaluate("document.querySelector('#missing').value = ''")
        page.add_script_tag(url=base + "assets/js/site.js")
        assert page.input_value("#missing") == words
    page.goto(base + "?q=docker+volumes")
    page.wait_for_selector("#dn-found [role=option]")
    assert page.input_value("#dn-palette [role=combobox]") == "docker volumes"
