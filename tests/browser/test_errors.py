"""The error messages: pasted, linked to, in real Chromium; and the patterns in both languages."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

from catalog.pasted import ERRORS, SAMPLES
from dockernotes.catalog.entry import MESSAGE

PAGE = "reference/errors/"

JAVASCRIPT = """
const {patterns, texts} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const matches = (pattern, text) => { const found = new RegExp(pattern, "ism").exec(text); return found && [found.index, found[0]]; };
process.stdout.write(JSON.stringify(patterns.map((pattern) => texts.map((text) => matches(pattern, text)))));
"""
ANSWERS = [answer for error in ERRORS for answer in (error, *error.get("variants", []))]


@pytest.mark.node
def test_every_expression_finds_the_same_in_python_and_javascript() -> None:
    names = [name["find"] for answer in ANSWERS for name in answer.get("names", [])]
    patterns, texts = [*(answer["pattern"] for answer in ANSWERS), *names], list(SAMPLES.values())
    done = subprocess.run(
        ["node", "-e", JAVASCRIPT],
        input=json.dumps({"patterns": patterns, "texts": texts}),
        capture_output=True,
        text=True,
        check=True,
    )
    found = [[re.search(pattern, text, MESSAGE) for text in texts] for pattern in patterns]
    assert json.loads(done.stdout) == [[m and [m.start(), m[0]] for m in row] for row in found]


def test_every_error_stands_on_the_page_once_in_a_group(site: Path) -> None:
    page = LexborHTMLParser((site / PAGE / "index.html").read_text(encoding="utf-8"))
    assert sorted(n.attributes["id"] or "" for n in page.css("article h3")) == sorted(e["id"] for e in ERRORS)
    assert len(page.css("article h2")) == 9


def shown(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("h3", "all => all.filter(h => h.offsetParent).map(h => h.id)")
    return found


LOGS = """
const lines = (line) => Array.from({length: 1e5}, (_, at) => line(at)).reduce((log, line) => (log.length < 1e5 ? log + line + "\\n" : log), "");
const SAMPLES = arguments_.flatMap((sample) => [sample.slice(0, -1), sample.slice(1)]);
const LOGS = {
  "a web server": lines((at) => `172.18.0.${at % 255} - - [29/Nov/2026:03:00:00 +0000] "GET /v2/items/${at}?q=a%20b HTTP/1.1" 200 ${at} "-" "curl/8.14"`),
  "an engine": lines((at) => `time="2026-11-29T03:00:00.${at}Z" level=info msg="ignoring event" container=5ea0307ba8a2 module=libcontainerd error: failed to`),
  "a build": lines((at) => `#${at % 40} ${at}.456 npm warn deprecated inflight@1.0.${at}: open /app/node_modules/x: not supported`),
  "words of all messages": SAMPLES.join(" ").repeat(9).slice(0, 1e5),
  "lines of all messages": SAMPLES.join("\\n").repeat(9).slice(0, 1e5),
  "one letter": "a".repeat(1e5),
  "blanks": " ".repeat(1e5),
  "one line": lines((at) => `word${at}`).replaceAll("\\n", " "),
};
"""
MEASURED = """
const slowest = {};
for (const [id, source] of patterns) for (const [name, log] of Object.entries(LOGS)) {
  const pattern = new RegExp(source, "ism");
  const once = () => { const began = performance.now(); pattern.exec(log); return performance.now() - began; };
  once(); // the first also makes machine code of it
  const took = Math.min(once(), once(), once());
  if (took > 5) slowest[`${id} on ${name}`] = took;
}
return slowest;
"""


@pytest.mark.browser
def test_no_pattern_takes_more_than_five_milliseconds_on_a_long_log(browser: Browser) -> None:
    patterns = [[answer["id"], answer["pattern"]] for answer in ANSWERS]
    script = f"([patterns, arguments_]) => {{ {LOGS} {MEASURED} }}"
    assert browser.new_page().evaluate(script, [patterns, list(SAMPLES.values())]) == {}


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
