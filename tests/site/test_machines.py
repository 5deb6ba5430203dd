"""What the site has for programs: Markdown twins, llms.txt, data, structured data, cards, sitemap."""

from __future__ import annotations

import json
import posixpath
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from fontTools.ttLib import TTFont
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT
from dockernotes.machines.cards import Cards
from dockernotes.machines.markdown_copy import markdown_copy
from dockernotes.machines.structured import markup
from dockernotes.source.markdown import scan

BASE = "https://example.org/docker-notes/"
FONTS = ROOT / "docs/assets/fonts"


def pages(site: Path) -> list[Path]:
    found = [f for f in site.rglob("index.html") if "examples" not in f.parts]
    return [f for f in found if 'http-equiv="refresh"' not in f.read_text(encoding="utf-8")]


def test_every_page_has_a_twin_in_plain_markdown_whose_links_land(site: Path) -> None:
    dead = []
    for html in pages(site):
        page = LexborHTMLParser(html.read_text(encoding="utf-8"))
        path = html.with_name("index.md")
        text = path.read_text(encoding="utf-8")
        assert attribute(page, 'link[type="text/markdown"]', "href") == "index.md", html
        outside = re.sub(r"^[> ]*(`{3,}).*?^[> ]*\1`*$|`[^`\n]*`", "", text, flags=re.M | re.S)
        assert not re.search(r"<(?!/?(details|summary|kbd)\b)[a-z]+[ >]|^(!!!|\?\?\?|===) |<!--\[", outside, re.M), path
        assert len(re.findall(r"^## ", outside, re.M)) >= len(page.css("article h2")) - 2, path
        here = path.relative_to(site).parent.as_posix()
        for link in scan(text).links:
            target = link.target.partition("#")[0]
            if target and "//" not in target and not (site / posixpath.join(here, target)).is_file():
                dead.append(f"{path.relative_to(site)}: {link.target}")
    assert dead == []


def attribute(page: LexborHTMLParser, selector: str, name: str) -> str:
    node = page.css_first(selector)
    assert node, selector
    return node.attributes[name] or ""


def graph(page: LexborHTMLParser) -> list[dict[str, Any]]:
    node = page.css_first('script[type="application/ld+json"]')
    assert node
    found: list[dict[str, Any]] = json.loads(node.text() or "")["@graph"]
    return found


TWINS = [
    ('!!! pitfall "Mind"\n    One.\n\n    Two.\n\nAfter', "> **Mind**\n>\n> One.\n>\n> Two.\n\nAfter"),
    ('=== "bash"\n    ```bash\n    ls\n    ```', "> **bash**\n>\n> ```bash\n> ls\n> ```"),
    ("```md\n!!! note\n    <div>\n```", "```md\n!!! note\n    <div>\n```"),
    ("[a](../x/b.md#c) and [d](https://e.org/f.md)", "[a](../../x/b/index.md#c) and [d](https://e.org/f.md)"),
    ('See <a class="dn-term" href="../g/#i" data-tip="x">an image</a>.', "See [an image](../g/index.md#i)."),
    ("## `docker run` { #docker-run }", "## `docker run`"),
    (
        "<div><table><thead><th>A</th></thead><tbody><tr><th>x|y <code>z</code></th></tr></tbody></table></div>",
        "| A |\n| --- |\n| x\\|y `z` |",
    ),
    ("<dl><div><dt>Run</dt><dd>447</dd></div></dl>", "- Run: 447"),
    (
        "<details><summary>A page</summary><p>Run.</p><ul><li><code>ls</code></li></ul></details>",
        "**A page**\n\nRun.\n\n- `ls`",
    ),
    ('<pre class="dn-usage"><code>docker run &lt;image&gt;</code></pre>', "```text\ndocker run <image>\n```"),
]


@pytest.mark.parametrize(("source", "plain"), TWINS)
def test_a_twin(source: str, plain: str) -> None:
    urls = {"x/b.md": "../../x/b/#c"}
    assert markdown_copy("T", source, "y/a.md", lambda target: urls[target.partition("#")[0]]) == f"# T\n\n{plain}\n"


def test_llms_txt_lists_every_page(site: Path) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# Docker Notes\n\n> ")
    listed = {target.removeprefix(BASE) for target in re.findall(r"\]\((\S+)\)", text)}
    twins = {p.relative_to(site).with_suffix(".md").as_posix() for p in pages(site)} - {"index.md"}
    assert twins <= listed
    assert all((site / name).is_file() for name in listed)


def test_the_data_is_published_with_its_schema(site: Path) -> None:
    data = json.loads((site / "data/docker.json").read_text(encoding="utf-8"))
    assert data.pop("$schema") == "docker.schema.json"
    assert data == yaml.safe_load((site / "data/docker.yml").read_bytes())
    jsonschema_rs.validator_for(json.loads((site / "data/docker.schema.json").read_text())).validate(data)
    assert not (site / "_data").exists()


def test_every_page_says_what_it_is(site: Path) -> None:
    titles, images = set(), set()
    for html in pages(site):
        page = LexborHTMLParser(html.read_text(encoding="utf-8"))
        address = BASE + html.relative_to(site).as_posix().removesuffix("index.html")
        assert attribute(page, "link[rel=canonical]", "href") == address
        about = next(part for part in graph(page) if part["@type"] not in ("WebSite", "BreadcrumbList"))
        assert about["url"] == address
        minutes = "timeRequired" in about
        assert minutes == bool(re.search(r"/\d\d-|/beyond/(?:building|developing)/", address)), address
        image = attribute(page, 'meta[property="og:image"]', "content")
        with Image.open(site / image.removeprefix(BASE)) as card:
            assert card.size == (1200, 630)
        images.add(image)
        titles.add(attribute(page, 'meta[property="og:title"]', "content"))
    assert len(images) == len(titles) == len(pages(site))
    home = LexborHTMLParser((site / "index.html").read_text(encoding="utf-8"))
    course = graph(home)[1]
    assert (course["@type"], len(course["hasPart"])) == ("Course", 19)


def test_the_sitemap_has_every_page(site: Path) -> None:
    found = set(re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8")))
    assert found == {BASE + p.relative_to(site).as_posix().removesuffix("index.html") for p in pages(site)}


def test_no_text_ends_the_element_of_structured_data() -> None:
    assert "<" not in markup({"name": "</script><script>alert(1)</script>"})


def test_a_card_has_the_same_bytes_every_time_and_is_drawn_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = ("Several containers: Compose", "A web application.", "Docker Notes", "12")
    first = Cards(FONTS, tmp_path / "a").card(*text)
    assert Cards(FONTS, tmp_path / "b").card(*text) == first
    with Image.open(BytesIO(first)) as image:
        assert len(image.getcolors(256) or ()) > 8  # not an empty sheet
    monkeypatch.setattr(Cards, "_draw", lambda *_: pytest.fail("drawn again"))
    assert Cards(FONTS, tmp_path / "a").card(*text) == first


def test_the_fonts_have_every_character_of_the_cards(site: Path) -> None:
    known = {name: set(TTFont(FONTS / f"{name}.woff2").getBestCmap()) for name in ("heading", "text")}
    for html in pages(site):
        page = LexborHTMLParser(html.read_text(encoding="utf-8"))
        for name, field in (("heading", "og:title"), ("text", "og:description")):
            content = attribute(page, f'meta[property="{field}"]', "content")
            missing = {c for c in content if ord(c) not in known[name]} - ({"·"} if name == "heading" else set())
            assert missing == set(), html
