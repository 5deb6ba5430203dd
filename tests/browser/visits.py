"""Visit every page as two readers, a phone by day and a laptop by night, each with an empty cache.

Everything that one look at a page shows is noted here once, and judged in test_every_page.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from playwright.sync_api import Browser, Page, Response, sync_playwright

from conftest import CHROMIUM, CHROMIUM_ARGS, ROOT

READERS = {
    "phone": {"width": 390, "height": 844, "scheme": "light"},
    "laptop": {"width": 1280, "height": 800, "scheme": "dark"},
}
WIDTHS = (320, 600, 768, 1000, 1280, 1920)
AXE = ROOT / "node_modules/axe-core/axe.min.js"

WATCH = """
window.notes = {policy: [], shift: 0}
document.addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI, sample, sourceFile}) =>
    notes.policy.push(`${violatedDirective} blocks ${blockedURI} ${sample} of ${sourceFile || "the page"}`))
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) notes.shift += entry.value
}).observe({type: "layout-shift", buffered: true})
"""
_WIDE = """() => {
    const all = [...document.querySelectorAll("body *")]
    const stuck = all.find(node => node.closest("article") && node.checkVisibility()
        && node.scrollWidth > node.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(node).overflowX)
        && node.tabIndex < 0 && !node.querySelector("a, button, summary, [tabindex='0']"))
    if (stuck) return `hides a part that no keyboard can scroll to: ${stuck.outerHTML.slice(0, 120)}`
    const much = document.scrollingElement.scrollWidth - innerWidth
    if (much <= 0) return null
    const out = all.find(node => node.getBoundingClientRect().right > innerWidth + 1)
    return `is ${much} px too wide; the first element that sticks out: ${out?.outerHTML.slice(0, 120)}`
}"""
_AXE = """async () => (await axe.run({resultTypes: ["violations"]})).violations.flatMap(
    ({id, help, nodes}) => nodes.map(({target, failureSummary}) =>
        `${id} (${help}): ${target.join(" ")}: ${failureSummary.split("\\n").slice(1, 3).join(" ").trim()}`))"""


@dataclass
class Visit:
    """What one reader met on one page."""

    page: str
    reader: str
    status: int = 0
    requests: dict[str, int] = field(default_factory=dict)  # address -> bytes transferred, without headers
    errors: list[str] = field(default_factory=list)
    policy: list[str] = field(default_factory=list)
    shift: float = 0
    wide: list[str] = field(default_factory=list)
    axe: list[str] | None = None

    @property
    def name(self) -> str:
        """The name of this visit in messages."""
        return f"/{self.page} ({self.reader})"


def visit_all(base: str, pages: Sequence[str]) -> list[Visit]:
    """Visit every page as every reader, in two browsers side by side."""
    todo = [(page, reader) for page in pages for reader in READERS]
    with ThreadPoolExecutor(2) as pool:
        return list(chain(*pool.map(lambda part: _visit_some(base, part), (todo[::2], todo[1::2]))))


def _visit_some(base: str, todo: Sequence[tuple[str, str]]) -> list[Visit]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        visits = [_visit(browser, base, *each) for each in todo]
        browser.close()
    return visits


def _visit(browser: Browser, base: str, name: str, reader: str) -> Visit:
    visit = Visit(name, reader)
    device: dict[str, Any] = READERS[reader]
    size = {"width": device["width"], "height": device["height"]}
    context = browser.new_context(viewport=size, color_scheme=device["scheme"])  # type: ignore[arg-type]
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
    page.on("response", lambda response: _note(visit, response))
    answer = page.goto(base + name, wait_until="load")
    visit.status = answer.status if answer else 0
    page.wait_for_timeout(300)  # scripts make their requests soon
    visit.shift = page.evaluate("notes.shift")
    visit.axe = axe(page) if AXE.exists() else None
    if reader == "laptop":
        page.emulate_media(reduced_motion="reduce")  # a part that moves from one width to the next isn't a finding
        visit.wide = [f"at {width} px: {wide}" for width in WIDTHS if (wide := _wide(page, width))]
    visit.policy = page.evaluate("notes.policy")
    context.close()
    return visit


def _note(visit: Visit, response: Response) -> None:
    if response.url.startswith("http"):
        if not response.ok:
            visit.errors.append(f"{response.status} for {response.url}")
        visit.requests[response.url] = int(response.headers.get("content-length", 0))


_AT_REST = """() => Promise.race([
    Promise.allSettled(document.getAnimations().map(each => each.finished)),
    new Promise(done => setTimeout(done, 1000)),
])"""
"""Wait a second at most: an endless animation never finishes."""


def axe(page: Page) -> list[str]:
    """Return what axe objects to on a page as it is, once nothing fades in any more."""
    page.evaluate(_AT_REST)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_AXE)
    return found


def _wide(page: Page, width: int) -> str | None:
    page.set_viewport_size({"width": width, "height": 800})
    wide: str | None = None
    for _ in range(10):
        wide = page.evaluate(_WIDE)
        if not wide:
            break
        page.wait_for_timeout(300)  # scripts notice a new width a moment later
    return wide
