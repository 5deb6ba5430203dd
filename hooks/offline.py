"""A door: `python hooks/offline.py site` adds to a built site the course as a PDF and all pages as a zip.

Chromium prints the PDF, by way of Playwright, which is one of the tools for tests.
"""

from __future__ import annotations

import http.server
import io
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import pikepdf
from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from dockernotes.offline.archive import archive
from dockernotes.offline.book import book
from dockernotes.offline.chromium import ARGS, MISSING, chromium

FOOTER = '<p style="font:7pt sans-serif;width:100%;text-align:center;color:#444"><span class="pageNumber"></span></p>'


def main(arguments: list[str]) -> int:
    """Make both files, and say on the download page that they are there."""
    site = Path(arguments[0] if arguments else "site")
    browser = chromium()
    if not (site / "index.html").is_file() or not (site / "download/index.html").is_file():
        print(f"{site}: no built site; run `make build` first", file=sys.stderr)
        return 2
    if browser is None:
        print(MISSING, file=sys.stderr)
        return 2
    folder = site / "download"
    archive(site, folder / "docker-notes.zip")
    pages = _print(site, folder / "docker-notes.pdf", browser)
    rows = [
        ("docker-notes.pdf", "The course as a PDF", f"{pages} pages, "),
        ("docker-notes.zip", "All pages as a zip", ""),
    ]
    items = "".join(
        f'<li><a class="dn-button" href="{name}">{text}</a> {more}{(folder / name).stat().st_size / 1e6:.1f} MB</li>'
        for name, text, more in rows
    )
    page = LexborHTMLParser((folder / "index.html").read_text(encoding="utf-8"))
    place = page.css_first(".dn-downloads")
    assert place
    place.inner_html = f"<ul>{items}</ul>"
    html = page.root.html if page.root else ""
    (folder / "index.html").write_text(f"<!doctype html>\n{html}", encoding="utf-8")
    return 0


def _print(site: Path, file: Path, program: str) -> int:
    """Print the book twice: the second time the table of contents knows the pages. Returns how many there are."""
    base = os.environ.get("SITE_URL") or "http://127.0.0.1:8000/"
    proofs = json.loads((site / "data/verified.json").read_text(encoding="utf-8"))
    engine, day = max((entry["docker"], entry["date"]) for entry in proofs.values())
    last = date.fromisoformat(day)
    ran = sum(command["proof"] == "run" for entry in proofs.values() for command in entry["commands"])
    when = f"{last.day} {last:%B %Y}"
    proved = f"{ran} of its commands were run on Docker {engine}, last on {when}; the site says how each was proved."
    source = site / "book.html"
    source.write_text(book(site, base, proved), encoding="utf-8")
    try:
        with _served(site) as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=program, args=ARGS)
            page = browser.new_page()
            page.goto(urljoin(address, "book.html"), wait_until="networkidle")
            page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
            printed = PdfReader(io.BytesIO(_pdf(page)))
            numbers = {
                name.removeprefix("/"): printed.get_destination_page_number(place) or 0
                for name, place in printed.named_destinations.items()
            }
            page.evaluate(
                "numbers => { for (const n of document.querySelectorAll('[data-page-of]'))"
                " n.textContent = numbers[n.dataset.pageOf] + 1 }",
                numbers,
            )
            _pack(_pdf(page), file)
            browser.close()
    finally:
        source.unlink()
    return len(printed.pages)


def _pdf(page: Page) -> bytes:
    return page.pdf(
        prefer_css_page_size=True,
        print_background=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=FOOTER,
        outline=True,
        tagged=True,
    )


def _pack(printed: bytes, file: Path) -> None:
    # Half the size: Chromium writes each of the many tags for screen readers as an object of its own, uncompressed.
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
