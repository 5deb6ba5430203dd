"""A door: `python hooks/offline.py site` adds two files to a built site: the course as a PDF, and all pages as a zip.

Chromium prints the PDF. Playwright, which the tests use as well, drives it.
"""

from __future__ import annotations

import http.server
import io
import json
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from dockernotes.offline.archive import archive
from dockernotes.offline.book import book
from dockernotes.offline.chromium import ARGS, MISSING, chromium

SETTLED = """async () => {
    await document.fonts.ready
    await Promise.all([...document.images].map(image => { image.loading = "eager"; return image.decode() }))
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
}"""
"""Resolves once fonts and pictures are loaded, because only then do lines break where they will in print."""
NUMBER = """numbers => [...document.querySelectorAll("[data-page-of]")].flatMap(node => {
    const number = numbers[node.dataset.pageOf], same = node.textContent === number
    node.textContent = number
    return same ? [] : [node.dataset.pageOf]
})"""
FOOTER = '<p style="font:7pt sans-serif;width:100%;text-align:center;color:#444"><span class="pageNumber"></span></p>'


class Unfinished(Exception):
    """The book would be printed with something missing."""


def main(arguments: list[str]) -> int:
    """Make both files, and link to them on the download page.

    Exit code 1: the PDF was not printed, 2: no built site, or no Chromium.
    """
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
    try:
        pages = _print(site, folder / "docker-notes.pdf", browser)
    except (Unfinished, PlaywrightError) as error:
        print(f"{site}: the PDF was not printed: {error}", file=sys.stderr)
        return 1
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
    """Print the book twice, the second time with page numbers in its contents. Return how many pages it has."""
    base = os.environ.get("SITE_URL") or "http://127.0.0.1:8000/"
    proofs = json.loads((site / "data/verified.json").read_text(encoding="utf-8"))
    engine, day = max((entry["docker"], entry["date"]) for entry in proofs.values())
    last = date.fromisoformat(day)
    ran = sum(command["proof"] == "run" for entry in proofs.values() for command in entry["commands"])
    when = f"{last.day} {last:%B %Y}"
    proved = f"{ran} of its commands were run on Docker {engine}, last on {when}; the site says how each was checked."
    source = site / "book.html"
    source.write_text(book(site, base, proved), encoding="utf-8")
    try:
        with _served(site) as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=program, args=ARGS)
            page = browser.new_page()
            page.goto(urljoin(address, "book.html"), wait_until="load")
            page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
            page.evaluate(SETTLED)
            _number(page, _pages_of(_pdf(page)))
            printed = _pdf(page)
            misplaced = _number(page, _pages_of(printed))
            if misplaced:
                raise Unfinished(f"the contents moved while they were numbered: {', '.join(misplaced)}")
            _pack(printed, file)
            browser.close()
    finally:
        source.unlink()
    return len(PdfReader(io.BytesIO(printed)).pages)


def _pages_of(printed: bytes) -> dict[str, int]:
    """Return the page that each named place of a printed book is on. Pages count from 1."""
    pdf = PdfReader(io.BytesIO(printed))
    found = {name: pdf.get_destination_page_number(place) for name, place in pdf.named_destinations.items()}
    return {name.removeprefix("/"): page + 1 for name, page in found.items() if page is not None and page >= 0}


def _number(page: Page, pages: Mapping[str, int]) -> list[str]:
    """Write page numbers into the table of contents, and return the chapters whose number changed by that.

    Raises Unfinished if a chapter has no page.
    """
    wanted: list[str] = page.evaluate("[...document.querySelectorAll('[data-page-of]')].map(n => n.dataset.pageOf)")
    if missing := [name for name in wanted if name not in pages]:
        raise Unfinished(f"no page is known for {', '.join(missing)}")
    changed: list[str] = page.evaluate(NUMBER, {name: str(pages[name]) for name in wanted})
    return changed


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
    # This halves the size: Chromium writes each of the many tags for screen readers as a separate, uncompressed object.
    try:
        import pikepdf
    except ImportError:
        print("no pikepdf here: the PDF is twice the size; see requirements-pdf.txt", file=sys.stderr)
        file.write_bytes(printed)
        return
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
