"""Commands as HTML: the text stays as typed, each word leads to its entry, and a page can't slip in HTML."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT
from dockernotes.catalog.lookup import Index
from dockernotes.pages.command_words import in_code, links_of, marked
from dockernotes.pages.session import script, session
from dockernotes.pages.site import Site
from dockernotes.source.console import steps
from dockernotes.source.fences import fences
from vectors.record import index

INDEX: Index = index()
PAGES = sorted(path for part in ("course", "beyond") for path in (ROOT / "docs" / part).glob("*.md"))

PIECES = [
    ('docker run -e "A=b c" nginx', 'docker|run|-e|"A|b c"|nginx'),
    ('docker run -v "$(pwd)"/site:/work alpine', 'docker|run|-v|"$(pwd)"/site|/work|alpine'),
    ("docker ps -q | xargs docker rm -f", "docker|ps|-q|docker|rm|-f"),
    ('docker events --since "$(docker inspect x)"', "docker|events|--since|docker|inspect|x"),
    ("docker volume ls", "docker|volume ls"),
    ("docker run nginx sh -c 'a b'", "docker|run|nginx|sh|-c 'a b'"),
    ("sudo docker ps && ls", "docker|ps"),
    ("ls -l", ""),
]


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize(("line", "pieces"), PIECES, ids=[p[0] for p in PIECES])
def test_pieces(line: str, pieces: str) -> None:
    assert "|".join(line[link.start : link.end] for link in links_of(line, INDEX)) == pieces


@pytest.mark.parametrize(
    ("language", "text", "pieces"),
    [
        ("powershell", "docker run `\n  -v ${PWD}:/app nginx", "docker|run|-v|${PWD}|/app|nginx"),
        ("powershell", r'docker --% run alpine sh -c "echo \"$A b\""', r'docker|run|alpine|sh|-c "echo \"$A b\""'),
        ("cmd", 'docker run -v "%cd%:/app" nginx', 'docker|run|-v|"%cd%|/app"|nginx'),
    ],
)
def test_pieces_of_other_shells(language: str, text: str, pieces: str) -> None:
    assert "|".join(text[link.start : link.end] for link in links_of(text, INDEX, language)) == pieces


@given(st.text(st.sampled_from("docker run-p80:<>&\"'\\$()\n "), max_size=40))
def test_links_never_change_the_text(rest: str) -> None:
    text = "docker run " + rest
    rows = marked(text, links_of(text, INDEX), lambda address: address)
    assert "\n".join(text_of(row) for row in rows) == text
    assert all(row.count("<a ") == row.count("</a>") for row in rows)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_session_shows_what_the_page_says(page: object) -> None:
    """It shows each command and each output, whatever is added around them."""
    for fence in fences((ROOT / str(page)).read_text(encoding="utf-8")):
        if fence.language != "console":
            continue
        shown = LexborHTMLParser(session(fence.text, Site(marked=INDEX)))
        lines = [node.text() for node in shown.css("pre.dn-in--bash .dn-line, pre[class=dn-cmd] .dn-line")]
        found = steps(fence.lines)
        assert "".join(lines) == "".join(step.text + "\n" for step in found if step.command)
        printed = ["\n".join(line.text for line in step.output) for step in found]
        assert [node.text() for node in shown.css("samp")] == [text for text in printed if text.strip()]


def test_a_script_of_a_shell_is_explained_and_other_listings_are_left_alone() -> None:
    shown = script("docker run \\\n  -d nginx", "bash", Site(marked=INDEX), title="Script")
    assert 'aria-label="docker run -d nginx"' in shown
    assert "data-prompt" not in shown
    assert script("ls -l", "bash", Site(marked=INDEX), title="") == ""
    assert script("docker run", "python", Site(marked=INDEX), title="") == ""


def test_examples_in_tables_are_explained() -> None:
    html = in_code('<p><code class="dn-words">docker ps -a</code> <code>docker ps</code></p>', INDEX, lambda a: a)
    assert html.count("<a ") == 3
    assert html.endswith("<code>docker ps</code></p>")
