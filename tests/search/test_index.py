"""The index of the search: what it has of a page, and what it leaves out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.catalog.lookup import Index
from dockernotes.search import index, library
from dockernotes.search.place_kinds import KINDS, known
from dockernotes.search.sections import sections

PAGE = """
<h1 id="volumes">Volumes</h1>
<p>Where data <code>lives</code>.</p>
<figure><svg><text>Box</text><text>Arrow</text></svg><figcaption>A drawing</figcaption></figure>
<script>var hidden = 1</script>
<h2 id="docker-volume-rm"><code>docker volume rm</code><a class="headerlink" href="#x">&para;</a></h2>
<p>Remove volumes.</p><pre class="dn-usage"><code>docker volume rm NAME</code></pre>
<p>See also docker volume prune.</p>
<div class="dn-tablewrap"><table class="dn-table dn-flags"><thead><tr><th>Flag</th></tr></thead>
<tbody><tr id="docker-volume-rm--force"><th><code>-f</code>, <code>--force</code></th><td>Ask nothing.</td></tr></tbody>
</table></div>
<div class="dn-session"><pre class="dn-cmd">docker volume rm x</pre><div class="dn-out">x</div></div>
<div><h2 id="inside">Inside a block</h2><p>Found as well.</p></div>
"""


def test_a_page_is_cut_at_its_headings() -> None:
    assert [(part.anchor, part.title, part.text) for part in sections(PAGE)] == [
        ("", "", "Where data lives. A drawing"),
        ("docker-volume-rm", "docker volume rm", "Remove volumes."),
        ("inside", "Inside a block", "Found as well."),
        ("docker-volume-rm--force", "-f, --force", "Ask nothing."),
    ]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Names: tag and digest", "names-tag-and-digest"),
        ("A container's life", "a-containers-life"),
        ("docker compose up", "docker-compose-up"),
        ("docker run -p, --publish", "docker-run--publish"),
        ("docker run --rm", "docker-run--rm"),
        ("services.env_file", "servicesenv_file"),
    ],
)
def test_the_anchor_of_a_title(title: str, slug: str) -> None:
    assert index.slug(title) == slug


def test_words_that_say_nothing_are_no_part_of_a_phrase() -> None:
    script = (ROOT / "docs/assets/js/search/words.js").read_text(encoding="utf-8")
    dropped = script.split("new Set(`")[1].split("`")[0].split()
    assert set(dropped) >= index.EMPTY
    assert index.telling("how to stop a container") == "stop container"
    assert index.telling("what is it") == "what is it"


@pytest.fixture(scope="module")
def catalog() -> Index:
    found = load((ROOT / "docs/_data/docker.yml").read_bytes(), "docker.yml")[0]
    assert found
    return Index(found)


@pytest.fixture(scope="module")
def written(site: Path) -> dict[str, Any]:
    """The index of the built site."""
    data: dict[str, Any] = json.loads((site / index.ADDRESS).read_text(encoding="utf-8"))
    return data


def rows(written: dict[str, Any]) -> dict[str, list[Any]]:
    return {index.row_address(page[0], row): row for page in written["pages"] for row in page[3]}


def test_every_entry_of_the_data_file_can_be_found(site: Path, written: dict[str, Any], catalog: Index) -> None:
    def address(target: str) -> str:
        page, hash_, anchor = target.partition("#")
        return f"{page.removesuffix('.md')}/{hash_}{anchor}"

    found = rows(written)
    missing = [place for place in known(catalog, address) if place not in found]
    assert missing == []
    kinds = {KINDS[row[0]] for row in found.values()}
    assert kinds == set(KINDS)
    errors = {f"reference/errors/#{error.id}": error.finds(catalog.catalog.errors) for error in catalog.catalog.errors}
    assert {place: found[place][6] for place in errors} == errors
    assert all((site / place.split("#")[0] / "index.html").is_file() for place in found)


def test_what_is_asked_for_stands_at_its_place(written: dict[str, Any], catalog: Index) -> None:
    found = rows(written)
    for asked in catalog.catalog.asked:
        page, hash_, anchor = asked.at.partition("#")
        row = found[f"{page.removesuffix('.md')}/{hash_}{anchor}"]
        assert {index.telling(phrase) for phrase in asked.words} <= set(row[5].split("\n")), asked.at
        assert len(set(asked.words)) == len(asked.words), asked.at


def test_drawings_labels_and_what_says_nothing_stay_out(written: dict[str, Any]) -> None:
    places = rows(written)
    assert not [place for place in places if place.endswith(("#check-yourself", "#commands-used", "#clean-up"))]
    assert not [place for place in places if place.startswith(("contributing/checks/", "reference/verified/"))]
    text = json.dumps(written)
    assert "PowerShellcmd" not in text
    assert "docker compose down" in text


def test_without_the_library_the_palette_is_told_so(tmp_path: Path, catalog: Index) -> None:
    assert not library.there(tmp_path)
    assert list(library.files(tmp_path)) == []
    page = index.Page("a/", "A", "Said of it.", sections("<h2 id='b'>B</h2><p>Text.</p>"))
    data = json.loads(index.index([page], catalog, lambda target: target, library.MISSING))
    assert data["missing"] == library.MISSING
    assert data["pages"] == [["a/", "A", 1.0, [[0, "", "A", "Said of it. "], [1, 1, "B", "Text."]]]]


@pytest.mark.npm
def test_the_library_comes_along_without_its_comments(site: Path) -> None:
    source = (ROOT / "node_modules/minisearch/dist/es/index.js").read_text(encoding="utf-8")
    copy = (site / "assets/js/search/minisearch.js").read_text(encoding="utf-8")
    assert len(copy) < len(source) * 0.6
    lines = {line.strip() for line in source.split("\n")} | {
        line.split(" // ")[0].strip() for line in source.split("\n")
    }
    assert [line for line in copy.split("\n")[1:] if line.strip() not in lines] == []
    ours = (site / "assets/js/search/engine.js").read_text(encoding="utf-8")
    assert "/**" not in ours
    assert not [line for line in ours.split("\n") if line.startswith(" ") or "; // " in line]
    assert "Permission is hereby granted" in (site / "assets/js/search/minisearch.LICENSE.txt").read_text(
        encoding="utf-8"
    )


def test_nothing_of_the_theme_s_own_search_is_published(site: Path) -> None:
    assert not (site / "search").exists()
    assert not list(site.glob("assets/javascripts/workers/*"))
    assert not list(site.glob("assets/javascripts/lunr/**/*.js"))
