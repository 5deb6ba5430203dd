"""What readers can take along: the course as a PDF, all pages as a zip, the printed cheat sheet."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

import offline
from conftest import ROOT

pytestmark = pytest.mark.browser
A4 = (595, 842)


@pytest.fixture(scope="module")
def made(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with its PDF and zip."""
    folder = tmp_path_factory.mktemp("offline") / "site"
    shutil.copytree(site, folder)
    command = [sys.executable, str(ROOT / "hooks/offline.py"), str(folder)]
    subprocess.run(command, check=True, env={"PATH": "/usr/bin:/bin", "SITE_URL": "https://example.org/docker-notes/"})
    return folder


@pytest.fixture(scope="module")
def unpacked(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zip")
    with zipfile.ZipFile(made / "download/docker-notes.zip") as archive:
        archive.extractall(folder)
    return folder / "docker-notes"


def test_the_pdf_has_every_chapter_on_the_page_that_its_contents_name(made: Path) -> None:
    book = PdfReader(made / "download/docker-notes.pdf")
    assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in book.pages} == {A4}
    texts = [page.extract_text() for page in book.pages]
    contents = re.findall(r"^(\d+) (.+?)\s(\d+)$", texts[1], re.M)
    assert [int(number) for number, _, _ in contents] == list(range(1, 20))
    for number, title, page in contents:
        text = " ".join(texts[int(page) - 1].split())
        assert text.startswith(f"Chapter {number} {title.strip()}"), (number, text[:80])
    questions = sum(page.read_text().count('class="dn-question"') for page in made.glob("*/*/index.html"))
    assert "".join(texts).count("Right.") == questions > 70  # the answers are open
    actions = [a.get_object().get("/A", {}) for p in book.pages for a in p.annotations or ()]
    links = {str(action["/URI"]) for action in actions if "/URI" in action}
    assert not any("127.0.0.1" in link or "book.invalid" in link for link in links)
    assert "https://example.org/docker-notes/reference/build/#docker-build--check" in links
    assert "/StructTreeRoot" in book.root_object  # for screen readers


def small(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, contents: str) -> Path:
    """Return a copy of the site, whose book will have one page."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    html = '<link rel="stylesheet" href="assets/css/site.css"><body class="md-typeset">{}<h1 id="chapter-1">One</h1>'
    monkeypatch.setattr(offline, "book", lambda *_: html.format(contents))
    return folder


def printing(folder: Path) -> int:
    """Run offline.py in its own thread, since the tests' browser has this one's event loop. Return its exit code."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(offline.main, [str(folder)]).result()


ROW = '<p><a href="#{0}">{0}</a> <b data-page-of="{0}">000</b></p>'


def test_a_number_that_is_missing_ends_the_printing(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small(site, tmp_path, monkeypatch, ROW.format("chapter-1") + ROW.format("chapter-2"))
    assert printing(folder) == 1
    assert "the PDF was not printed: no page is known for chapter-2" in capsys.readouterr().err
    assert not (folder / "download/docker-notes.pdf").exists()


def test_a_slow_machine_prints_the_same_numbers(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each font comes a second late, which is longer than a network must be quiet to count as idle."""
    folder = small(site, tmp_path, monkeypatch, ROW.format("chapter-1") + '<p style="break-after: page">a <i>b</i></p>')
    at_once = offline._Quiet.do_GET

    def late(self: offline._Quiet) -> None:
        time.sleep(1 if self.path.endswith(".woff2") else 0)
        at_once(self)

    monkeypatch.setattr(offline._Quiet, "do_GET", late)
    assert printing(folder) == 0
    text = PdfReader(folder / "download/docker-notes.pdf").pages[0].extract_text()
    assert "chapter-1 2" in text


def test_the_download_page_names_both_files(made: Path, site: Path) -> None:
    before, after = (LexborHTMLParser((s / "download/index.html").read_text()) for s in (site, made))
    assert before.css(".dn-downloads a") == []
    links = [a.attributes["href"] or "" for a in after.css(".dn-downloads a")]
    assert links == ["docker-notes.pdf", "docker-notes.zip"]
    assert all(100_000 < (made / "download" / link).stat().st_size < 7_000_000 for link in links)
    assert not (made / "book.html").exists()


def test_every_link_in_the_zip_leads_to_a_file(unpacked: Path) -> None:
    dead = []
    for file in unpacked.rglob("*.html"):
        if "examples" in file.parts:
            continue
        page = LexborHTMLParser(file.read_text(encoding="utf-8"))
        for node in page.css("a[href], link[href], script[src], img[src], form[action]"):
            target = node.attributes.get("href") or node.attributes.get("src") or node.attributes.get("action") or ""
            path = unquote(re.split("[#?]", target)[0])
            if ":" in path or "//" in path or not path:
                continue
            here = file.parent.relative_to(unpacked).as_posix()
            if not (unpacked / posixpath.normpath(posixpath.join(here, path))).is_file():
                dead.append(f"{file.relative_to(unpacked)}: {target}")
    assert dead == []


def test_the_zip_is_read_from_the_disk(unpacked: Path, browser: Browser) -> None:
    page = browser.new_page()
    errors: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((unpacked / "index.html").as_uri())
    page.click(".dn-contents >> text=Images and containers")
    page.locator(".dn-choices button").first.click()
    expect(page.locator(".dn-why").first).to_contain_text("Right.")
    page.go_back()
    page.fill("#hurry", "port is already allocated")
    page.click("text=Find the fix")
    expect(page.locator(".dn-finder [role=status]")).to_have_text("1 entry fits.")
    assert errors == []
    assert {url.split(":")[0] for url in asked} <= {"file", "data", "blob"}


def test_the_zip_is_searched(unpacked: Path, browser: Browser) -> None:
    page = browser.new_context(offline=True).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto((unpacked / "course/07-running-containers/index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("port is already alocated")
    expect(page.locator("#dn-found [role=option]").first).to_contain_text("The port on the host isn't free")
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_contain_text("The port on the host isn't free")
    assert page.url == (unpacked / "reference/errors/index.html").as_uri() + "#port-in-use"
    assert errors == []


def test_the_zip_has_the_terminal(unpacked: Path, browser: Browser) -> None:
    page = browser.new_context(offline=True).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto((unpacked / "practise/index.html").as_uri())
    page.get_by_role("button", name="Open the terminal").click()
    field, log = page.get_by_role("textbox", name="Command"), page.get_by_role("log")
    for line, printed in (
        ("docker run nosuchimage", "pull access denied"),
        ("docker run --rm node:24-alpine node -e 'console.log(40 + 2)'", "\n42"),
        ("docker compose up", "no configuration file provided"),
    ):
        field.fill(line)
        field.press("Enter")
        expect(log).to_contain_text(printed)
    found = page.get_by_role("link", name="The repository doesn't exist, or you can't see it")
    expect(found).to_have_attribute("href", (unpacked / "reference/errors/index.html").as_uri() + "#pull-access-denied")
    assert (unpacked / "course/07-running-containers/index.html").read_text(encoding="utf-8").count("dn-try") == 0
    assert errors == []


def test_the_zip_explains_commands(unpacked: Path, browser: Browser) -> None:
    """A page from a disk can't fetch or import anything, so this one carries everything it needs."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto((unpacked / "index.html").as_uri())
    page.get_by_role("link", name="Explain a command").first.click()
    page.get_by_label("Your command, file or message").fill("docker run --ports 8080:80 nginx")
    expect(page.locator(".dn-fault")).to_contain_text("did you mean --publish?")
    page.get_by_role("button", name="Use --publish").click()
    expect(page.get_by_label("compose.yaml")).to_contain_text('- "8080:80"')
    page.get_by_label("Your command, file or message").fill("docker compose down -v")
    expect(page.get_by_role("status")).to_contain_text("Data is permanently lost.")  # and the address has the command
    page.locator("dl.dn-words").get_by_role("link", name="down", exact=True).click()
    expect(page.locator(":target")).to_contain_text("docker compose down")
    assert page.url == (unpacked / "reference/compose/index.html").as_uri() + "#docker-compose-down"
    page.go_back()
    expect(page.get_by_label("Your command, file or message")).to_have_value("docker compose down -v")
    assert errors == []


def test_the_cheat_sheet_fills_two_sides_and_no_more(base: str, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(base + "reference/cheatsheet/")
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    sides = [" ".join(p.extract_text().split()) for p in PdfReader(tmp_path / "sheet.pdf").pages]
    assert len(sides) == 2
    assert sides[0].startswith("Cheat sheet")
    assert "docker run -d" in sides[0]
    assert "docker context use" in sides[0]
    assert sides[1].startswith("Options of docker run")
    assert "outside the usual" in sides[1]


def test_a_printed_chapter_has_no_navigation_and_nothing_is_cut(base: str, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 688, "height": 1000})  # the width of an A4 page's text
    page.goto(base + "course/08-dockerfile/")
    page.pdf(path=tmp_path / "chapter.pdf", prefer_css_page_size=True)
    text = "\n".join(p.extract_text() for p in PdfReader(tmp_path / "chapter.pdf").pages)
    assert "Table of contents" not in text
    assert "Beyond the notes" not in text
    assert "Right." in text
    page.emulate_media(media="print")
    large = page.eval_on_selector_all(
        "article :is(p, li):not(.dn-session *)",
        "all => all.filter(e => parseFloat(getComputedStyle(e).fontSize) > 12.8).map(e => e.textContent)",
    )
    assert large == []  # 9.5 points
    cut = page.eval_on_selector_all(
        "article pre, article table, article figure",
        "all => all.filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)",
    )
    assert cut == []
