"""A first set in real Chromium: no sideways scroll, no error, no request to another host, copy takes commands alone."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from conftest import CHROMIUM

pytestmark = pytest.mark.browser

PAGES = ["", "course/01-what-and-why/", "course/06-registries/", "beyond/12-compose/", "reference/containers/"]
PAGES += ["reference/errors/", "reference/cheatsheet/", "reference/compose-file/"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280, 1920])
def test_no_sideways_scroll_no_error_no_other_host(base: str, browser: Browser, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    errors: list[str] = []
    hosts: set[str] = set()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]) if request.url.startswith("http") else None)
    for name in PAGES:
        page.goto(base + name)
        wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        assert wide <= 0, (name, wide)
    assert errors == []
    assert hosts == {base.split("/")[2]}
    page.close()


def test_copy_takes_the_commands_alone(base: str, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(base + "course/02-problems/")
    page.locator(".dn-session").first.hover()
    page.locator(".dn-copy").first.click()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.splitlines()[0] == "docker run -d --name old-db -e POSTGRES_PASSWORD=secret -p 5433:5432 postgres:17"
    assert "$ " not in text
    assert len(text.splitlines()) == 2
    context.close()


def test_pages_read_without_javascript(base: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "course/05-images-and-containers/")
    assert page.locator("figure.dn-diagram svg").first.is_visible()
    question = page.locator("details.question").first
    question.locator("summary").click()
    assert question.locator("p").last.is_visible()
    context.close()


def test_the_cheat_sheet_prints_on_two_sides(base: str, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(base + "reference/cheatsheet/")
    pdf = page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 2
    page.close()
