"""The built site: everything is there, every link lands, nothing leaves the host."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import PUBLISHED, ROOT

BASE = PUBLISHED["SITE_URL"]


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, LexborHTMLParser]:
    """Every page by its address."""
    found = {}
    # The HTML files of the examples are for reading and copying, not pages of the site.
    for file in sorted(f for f in site.rglob("*.html") if "examples" not in f.relative_to(site).parts):
        name = file.relative_to(site).as_posix().removesuffix("index.html")
        found[BASE + name] = LexborHTMLParser(file.read_text(encoding="utf-8"))
    return found


def test_every_chapter_is_there_and_whole(pages: dict[str, LexborHTMLParser]) -> None:
    chapters = [
        u for u in pages if any(f"/{part}/" in u for part in ("course", "beyond")) and u[-2].isalpha() and u.count("-")
    ]
    chapters = [u for u in chapters if u.split("/")[-2][:2].isdigit()]
    assert len(chapters) == 17
    for url in chapters:
        page = pages[url]
        article = page.css_first("article")
        assert article, url
        text = article.text()
        for heading in ("What you will be able to do", "Pitfalls", "Check yourself", "Exercise", "Commands used"):
            assert heading in text, (url, heading)
        assert page.css("figure.dn-diagram svg"), url
        assert page.css(".dn-session"), url
        assert len(page.css(".dn-question")) >= 3, url
        assert page.css("details.solution"), url


def test_every_link_and_anchor_lands(pages: dict[str, LexborHTMLParser], site: Path) -> None:
    ids = {url: {n.attributes["id"] for n in page.css("[id]")} for url, page in pages.items()}
    dead = []
    for url, page in pages.items():
        if url.endswith("404.html"):
            continue
        for node in page.css("a[href], link[href], img[src], script[src]"):
            target = node.attributes.get("href") or node.attributes.get("src") or ""
            address, anchor = urldefrag(urljoin(url, target))
            if not address.startswith(BASE):
                continue
            if address in pages:
                if anchor and unquote(anchor) not in ids[address] and anchor != "__skip":
                    dead.append(f"{url}: {target}")
            elif not (site / unquote(address.removeprefix(BASE)).split("?")[0]).exists():
                dead.append(f"{url}: {target}")
    assert dead == []


def test_every_edit_link_opens_the_file_of_its_page(pages: dict[str, LexborHTMLParser]) -> None:
    start = f"{PUBLISHED['REPO_URL']}/{PUBLISHED['EDIT_URI']}"
    for url, page in pages.items():
        links = [node.attributes["href"] or "" for node in page.css('a[href*="/edit/"]')]
        if url.endswith("404.html"):
            continue
        assert links or url == BASE, f"{url} has no edit link"
        for link in links:
            assert link.startswith(start), link
            assert (ROOT / "docs" / link.removeprefix(start)).is_file(), link


def test_one_h1_no_empty_alt_no_double_id(pages: dict[str, LexborHTMLParser]) -> None:
    for url, page in pages.items():
        assert len(page.css("h1")) == 1, url
        for image in page.css("article img"):
            assert (image.attributes.get("alt") or "").strip(), url
        names = [n.attributes["id"] or "" for n in page.css("[id]")]
        assert len(names) == len(set(names)), (url, sorted(n for n in names if names.count(n) > 1))


def test_nothing_is_fetched_from_another_host(pages: dict[str, LexborHTMLParser], site: Path) -> None:
    for url, page in pages.items():
        for node in page.css("link[rel=stylesheet], link[rel=preconnect], script[src], img[src], iframe"):
            target = urljoin(url, node.attributes.get("href") or node.attributes.get("src") or "")
            assert target.startswith(BASE), (url, target)
    for file in site.glob("assets/css/*.css"):
        assert "url(http" not in file.read_text()


def test_no_macro_is_left_and_none_failed(pages: dict[str, LexborHTMLParser]) -> None:
    for url, page in pages.items():
        html = page.html or ""
        assert "<!--[[" not in html, url
        assert "could not be shown" not in html, url


def test_credit_stands_on_every_page(pages: dict[str, LexborHTMLParser]) -> None:
    for url, page in pages.items():
        assert page.css('footer a[href="https://www.youtube.com/watch?v=pg19Z8LL06w"]'), url


def test_a_wrong_macro_fails_the_build_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/_data").symlink_to(ROOT / "docs/_data")
    for name in ("course", "beyond", "reference", "examples", "assets"):
        (tmp_path / "docs" / name).symlink_to(ROOT / "docs" / name)
    (tmp_path / "docs/index.md").write_text('# Home\n\n<!--[[ diagram("imge-layers") ]]-->\n')
    config = (
        (ROOT / "mkdocs.yml").read_text().split("\nnav:")[0]
        + "\ntheme:"
        + (ROOT / "mkdocs.yml").read_text().split("\ntheme:")[1]
    )
    for folder in ("hooks", "overrides"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "mkdocs.yml").write_text(config)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    message = (
        "docs/index.md:3:16: no diagram `imge-layers` in the data file; did you mean `image-layers`? [macro-argument]"
    )
    assert message in done.stderr + done.stdout


def test_a_wrong_anchor_in_the_data_file_fails_the_build(tmp_path: Path) -> None:
    for name in ("hooks", "overrides", "mkdocs.yml", "CONTRIBUTING.md"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs", tmp_path / "docs", symlinks=True)
    data = tmp_path / "docs/_data/docker.yml"
    data.write_text(data.read_text().replace("#docker-run--publish", "#docker-run--publsh", 1))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "no anchor `#docker-run--publsh`" in done.stderr
    assert "did you mean `docker-run--publish`? [data-link]" in done.stderr


def test_every_command_of_a_session_stands_on_the_page_of_proofs(pages: dict[str, LexborHTMLParser]) -> None:
    proofs = pages[BASE + "reference/verified/"]
    listed = {node.text() for node in proofs.css(".dn-proofs li code")}
    for url, page in pages.items():
        for session in page.css("pre.dn-cmd:not([data-search-exclude]) .dn-line[data-prompt='$']"):
            command = session.text().rstrip("\n")
            assert any(entry.split("\n")[0] == command for entry in listed), (url, command)
        for link in page.css(".dn-proof a"):
            target = link.attributes["href"] or ""
            assert urldefrag(urljoin(url, target))[1] in {n.attributes["id"] for n in proofs.css(".dn-proofs [id]")}, (
                url
            )
    assert sum(bool(page.css_first(".dn-proof")) for page in pages.values()) == 25
    # It is long, but still light: there are no links or marks inside the commands.
    assert len(proofs.html or "") < 150_000
    assert proofs.css(".dn-masks tbody tr")
