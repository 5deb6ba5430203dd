"""The error messages, pasted and linked to, in real Chromium; and their patterns in both languages."""

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
const matches = (pattern, text) => {
  const found = new RegExp(pattern, "ism").exec(text);
  return found && [found.index, found[0]];
};
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
const lines = (line) => {
  let log = "";
  for (let at = 0; log.length < 1e5; at += 1) log += line(at) + "\\n";
  return log;
};
const SAMPLES = arguments_.flatMap((sample) => [sample.slice(0, -1), sample.slice(1)]);
const LOGS = {
  "a web server": lines((at) => `172.18.0.${at % 255} - - [29/Nov/2026:03:00:00 +0000] "GET /v2/items/${at}?q=a" 200`),
  "an engine": lines((at) => `time="2026-11-29T03:00:00.${at}Z" level=info msg="ignoring event" error: failed to`),
  "a build": lines((at) => `#${at % 40} ${at}.456 npm warn deprecated inflight@1.0.${at}: open /app/x: not supported`),
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
  const once = (text) => { const began = performance.now(); pattern.exec(text); return performance.now() - began; };
  const short = log.slice(0, 5000);
  once(short); // the first also makes machine code of it
  // What takes long on a short log would take for ever on a long one.
  const first = Math.min(once(short), once(short), once(short));
  const took = first > 5 ? first : Math.min(once(log), once(log), once(log));
  if (took > 5) slowest[`${id} on ${name}`] = took;
}
return slowest;
"""


@pytest.mark.browser
@pytest.mark.quiet
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
    ("zzz qqq", [], "No entry matches."),
    # Words that are in every message are no reason to show an entry.
    ("Error response from daemon: something that nobody has seen", [], "No entry matches."),
    (
        "Unable to find image 'ngnix:latest' locally\ndocker: Error response from daemon: pull access denied for "
        "ngnix, repository does not exist or may require 'docker login'",
        ["pull-access-denied"],
        "1 entry fits.",
    ),
    ("no space left on devcie", ["no-space-left"], "I read “devcie” as “device”."),
]


def asked(browser: Browser, address: str, message: str) -> Page:
    page = browser.new_page()
    page.goto(address)
    page.fill("#message", message)
    return page


@pytest.mark.browser
@pytest.mark.parametrize(("message", "entries", "says"), PASTED)
def test_a_pasted_message(base: str, browser: Browser, message: str, entries: list[str], says: str) -> None:
    page = asked(browser, base + PAGE, message)
    expect(page.locator(".dn-finder [role=status]")).to_contain_text(says)
    assert shown(page) == entries
    page.click("text=Show all")
    expect(page.locator(".dn-finder [role=status]")).to_have_text(f"{len(ERRORS)} messages")


@pytest.mark.browser
def test_the_answer_speaks_the_readers_names_until_all_is_shown_again(base: str, browser: Browser) -> None:
    page = asked(browser, base + PAGE, 'Conflict. The container name "/blog" is already in use by container "cc21"')
    entry = page.locator("section:has(> #name-in-use)")
    expect(entry.locator("mark")).to_have_text('The container name "/blog" is already in use')
    expect(entry.get_by_text("docker rm blog", exact=True)).to_be_visible()
    entry.get_by_role("button", name="Copy docker rm blog").click()
    expect(page.locator(".dn-finder [role=status]")).to_contain_text(re.compile("Copied|Not allowed"))
    page.click("text=Show all")
    expect(entry.get_by_text("docker rm api", exact=True)).to_be_visible()
    expect(entry.locator("mark, button")).to_have_count(0)


@pytest.mark.browser
def test_of_an_entry_with_variants_the_one_that_fits_is_shown_and_why(base: str, browser: Browser) -> None:
    page = asked(browser, base + PAGE, SAMPLES["windows-port-reserved"].replace("50070", "3306"))
    entry = page.locator("section:has(> #port-in-use)")
    expect(entry.locator("pre:visible")).to_have_count(1)
    expect(entry.locator(":scope > p:visible", has_text="Cause.")).to_have_count(1)
    expect(entry.locator("mark")).to_have_text(re.compile("forbidden by its access permissions"))
    expect(entry).to_contain_text("startport=3306")
    expect(entry.locator("#windows-port-reserved")).to_be_visible()
    expect(entry.locator(".dn-went-by")).to_contain_text("it could be: The port on the host isn't free")
    entry.get_by_role("link", name="The port on the host isn't free").click()
    expect(page.locator("#port-in-use + pre")).to_be_visible()
    expect(page.locator("#message")).to_have_value("")


@pytest.mark.browser
def test_the_address_follows_and_can_be_sent(base: str, browser: Browser) -> None:
    message = 'Conflict. The container name "/blog" is already in use by container "cc21"'
    page = asked(browser, base + PAGE, message)
    expect(page).to_have_url(re.compile("#message=Conflict"))
    other = browser.new_page()
    other.goto(page.url)
    expect(other.locator("#message")).to_have_value(message)
    expect(other.locator("section:has(> #name-in-use)")).to_contain_text("docker rm blog")
    assert shown(other) == ["name-in-use"]


@pytest.mark.browser
def test_some_words_are_enough_and_an_address_shows_its_entry(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base + PAGE + "?message=postgres+superuser+password+first+start")
    expect(page.locator(".dn-finder [role=status]")).to_contain_text("No message matches exactly.")
    assert "postgres-no-password" in shown(page)
    page.fill("#message", "a container has this name")
    expect(page.locator(".dn-finder [role=status]")).to_contain_text("come closest.")
    assert 1 <= len(shown(page)) <= 3
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
