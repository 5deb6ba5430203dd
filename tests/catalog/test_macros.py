"""Macros show what is in the data, and a wrong call is reported at its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from conftest import ROOT
from dockernotes.catalog import inline
from dockernotes.catalog.calls import check_calls
from dockernotes.catalog.load import load
from dockernotes.catalog.lookup import Index
from dockernotes.catalog.macros import Macros, vocabulary

CATALOG = load((ROOT / "docs/_data/docker.yml").read_bytes(), "docker.yml")[0]
assert CATALOG
INDEX = Index(CATALOG)
MACROS = Macros(INDEX, lambda address: "/" + address)

SHOWN = [
    (
        MACROS.commands("docker run")(),
        ['href="/reference/containers.md#docker-run"', "<code>docker run</code>", "also"],
    ),
    (MACROS.command_group("volumes")(), ["docker volume rm", "Destroys data.", "All data in the volume"]),
    (MACROS.flags("docker run", "-p")(), ["--publish", "#docker-run--publish"]),
    (MACROS.comparison("container-vs-vm")(), ['<th scope="col">Virtual machine</th>', 'scope="row"']),
    (MACROS.error("port-in-use")(), ["port is already allocated", "**Fix.**"]),
    (MACROS.term("image", "images")(), ['href="/reference/glossary.md#image"', ">images</a>", "data-tip="]),
    (MACROS.exit_codes("137")(), ["137"]),
    (MACROS.instructions("FROM")(), ["#from"]),
    (MACROS.compose_keys("services.ports")(), ["#services-ports"]),
    (MACROS.nana()(), ["youtube.com/watch?v=pg19Z8LL06w"]),
]


@pytest.mark.parametrize(("html", "parts"), SHOWN)
def test_macro_shows(html: str, parts: list[str]) -> None:
    for part in parts:
        assert part in html


@pytest.mark.parametrize("diagram", CATALOG.diagrams, ids=lambda d: d.id)
def test_every_diagram_is_an_accessible_drawing(diagram: object) -> None:
    html = MACROS.diagram(diagram.id)()  # type: ignore[attr-defined]
    assert "<svg" in html
    assert "<title" in html
    assert "<desc" in html
    assert "<figcaption>" in html
    assert "<script" not in html
    assert "\n" not in html
    for node in diagram.nodes:  # type: ignore[attr-defined]
        for word in node.label.split():
            # A diagram may break a label between any two words.
            assert word.replace("&", "&amp;").replace("'", "&#x27;").replace('"', "&quot;") in html


WRONG = [
    ('a\n<!--[[ comands("docker run") ]]-->', 2, 8, "no macro `comands`; did you mean `commands`?", "macro-unknown"),
    (
        '<!--[[ commands("docker rn") ]]-->',
        1,
        17,
        "no command `docker rn` in the data file; did you mean",
        "macro-argument",
    ),
    ('x <!--[[ flags("docker run", "--publsh") ]]-->', 1, 30, "did you mean `--publish`?", "macro-argument"),
    ("<!--[[ diagram() ]]-->", 1, 8, "missing a required argument", "macro-argument"),
    ("<!--[[ 1 + 1 ]]-->", 1, 8, "is not a macro call", "macro-syntax"),
    ('<!--[[ term("image")', 1, 1, "not closed", "macro-syntax"),
    ('<!--[[ term(open("/etc/passwd")) ]]-->', 1, 8, "is not a macro call", "macro-syntax"),
]


@pytest.mark.parametrize(("text", "line", "column", "message", "rule"), WRONG, ids=[w[3] for w in WRONG])
def test_a_wrong_call_is_named(text: str, line: int, column: int, message: str, rule: str) -> None:
    (problem,) = check_calls(text, "page.md", INDEX)
    assert (problem.line, problem.column, problem.rule) == (line, column, rule), str(problem)
    assert message in problem.message


@given(st.from_regex(inline._PLAIN, fullmatch=True))
@settings(max_examples=500, deadline=None)
def test_a_plain_line_is_what_markdown_makes_of_it(text: str) -> None:
    """The shortcut gives the same result as Markdown itself."""
    assert inline.blocks(text) == Markdown(output_format="html").convert(text)


def test_every_macro_says_what_it_shows() -> None:
    for name, macro in vocabulary(MACROS).items():
        assert macro.__doc__, name
