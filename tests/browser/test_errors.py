"""The error messages: pasted, linked to, in real Chromium; and the patterns in both languages."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT
from dockernotes.catalog.entry import MESSAGE

ERRORS: list[dict[str, Any]] = yaml.load((ROOT / "docs/_data/docker.yml").read_bytes(), yaml.CSafeLoader)["errors"]
PAGE = "reference/errors/"

JAVASCRIPT = """
const errors = JSON.parse(require("fs").readFileSync(0, "utf8"));
const found = errors.map(({pattern}) => errors.map(({sample}) => new RegExp(pattern, "ism").test(sample)));
process.stdout.write(JSON.stringify(found));
"""


@pytest.mark.node
def test_every_pattern_finds_the_same_samples_in_python_and_javascript() -> None:
    done = subprocess.run(
        ["node", "-e", JAVASCRIPT], input=json.dumps(ERRORS), capture_output=True, text=True, check=True
    )
    python = [[bool(re.search(e["pattern"], other["sample"], MESSAGE)) for other in ERRORS] for e in ERRORS]
    assert json.loads(done.stdout) == python
    assert sum(map(sum, python)) == len(ERRORS)  # each finds its own, and no other


def test_every_error_stands_on_the_page_once_in_a_group(site: Path) -> None:
    page = LexborHTMLParser((site / PAGE / "index.html").read_text(encoding="utf-8"))
    assert sorted(n.attributes["id"] or "" for n in page.css("article h3")) == sorted(e["id"] for e in ERRORS)
    assert len(page.css("article h2")) == 9


def shown(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("h3", "all => all.filter(h => h.offsetParent).map(h => h.id)")
    return found


@pytest.mark.browser
def test_every_sample_pasted_leads_to_its_entry_alone(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base + PAGE)
    wrong = {}
    for error in ERRORS:
        page.fill("#message", f"$ docker something\n{error['sample'].strip()}\n")
        expect(page.locator(f"#{error['id']}")).to_be_visible()
        page.wait_for_timeout(160)
        if shown(page) != [error["id"]]:
            wrong[error["id"]] = shown(page)
    assert wrong == {}


PASTED = [
    (
        "docker: Error response from daemon: driver failed programming external connectivity on endpoint web "
        "(9f1c): Bind for 0.0.0.0:80 failed: port is already allocated.\n\nRun 'docker run --help'",
        ["port-in-use"],
        "1 entry fits.",
    ),
    (
        "\x1b[31mERROR: toomanyrequests: You have reached your pull rate limit.\x1b[0m",
        ["toomanyrequests"],
        "1 entry fits.",
    ),
    ("zzz qqq", [], "No entry fits."),
    # Words that stand in every message are no reason to show an entry.
    ("Error response from daemon: a prune operation is already running", [], "No entry fits."),
    ("Error response from daemon: something that nobody has seen", [], "No entry fits."),
    (
        "Unable to find image 'ngnix:latest' locally\ndocker: Error response from daemon: pull access denied for "
        "ngnix, repository does not exist or may require 'docker login'",
        ["pull-access-denied"],
        "1 entry fits.",
    ),
    ("multi-platform builds with the docker driver", ["multi-platform-driver"], "1 entry has its words."),
]


@pytest.mark.browser
@pytest.mark.parametrize(("message", "entries", "says"), PASTED)
def test_a_pasted_message(base: str, browser: Browser, message: str, entries: list[str], says: str) -> None:
    page = browser.new_page()
    page.goto(base + PAGE)
    page.fill("#message", message)
    expect(page.locator(".dn-finder [role=status]")).to_contain_text(says)
    assert shown(page) == entries
    page.click("text=Show all")
    expect(page.locator(".dn-finder [role=status]")).to_have_text(f"{len(ERRORS)} messages")


@pytest.mark.browser
def test_some_words_are_enough_and_an_address_shows_its_entry(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base + PAGE + "?message=postgres+password")
    expect(page.locator(".dn-finder [role=status]")).to_contain_text("No message is quite like it.")
    assert "postgres-no-password" in shown(page)
    page.fill("#message", "container name conflict")
    expect(page.locator(".dn-finder [role=status]")).to_contain_text("3 entries have its words.")
    # The best first, which is not the order of the page.
    assert shown(page) == ["image-in-use", "name-in-use", "image-has-several-names"]
    page.evaluate("location.hash = 'port-in-use'")
    expect(page.locator("#port-in-use")).to_be_in_viewport()
    assert shown(page)[0] == "daemon-not-running"


@pytest.mark.browser
def test_a_long_table_of_flags_is_filtered(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base + "reference/containers/")
    table = page.locator("table.dn-flags").first
    page.locator(".dn-filter input").first.fill("memory kernel")
    expect(table.locator("tbody tr:visible")).to_have_count(1)
    expect(table.locator("tbody tr:visible")).to_contain_text("--memory")
    page.evaluate("location.hash = 'docker-run--publish'")
    expect(page.locator("[id='docker-run--publish']")).to_be_in_viewport()
