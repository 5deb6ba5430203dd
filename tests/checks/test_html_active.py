"""What runs or loads on a page, in all the ways that HTML allows; and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.harness import problems
from dockernotes.checks.reading.project import Found
from dockernotes.checks.rules.html_active import check_files

RUNS = [
    "<script>a()</script>",
    "<SCRIPT src='a.js'></SCRIPT>",
    "<style>p {color: red}</style>",
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    '<base href="https://example.org/">',
    '<form action="https://example.org/"></form>',
    '<iframe src="https://example.org/"></iframe>',
    '<object data="a.swf"></object>',
    '<embed src="a.swf">',
    '<link rel="stylesheet" href="https://example.org/a.css">',
    '<b onclick="a()">a</b>',
    "<b/onmouseover=a()>a</b>",
    '<b title="a > b" onfocus="a()">a</b>',
    "<svg><script>a()</script></svg>",
    "[a](javascript:a())",
    "[a](JaVaScRiPt:a())",
    "[a](data:text/html,x)",
    "[a][b]\n\n[b]: javascript:a()",
    "- a\n\n    <script>a()</script>",
    "[a](&#106;avascript:a())",
    '<a href="java&#x0A;script:a()">a</a>',
    "<a href=' &#1;javascript:a()'>a</a>",
    '<a href="jav&Tab;ascript:a()">a</a>',
    '<button formaction="javascript:a()">a</button>',
    '<area href="javascript:a()">',
    '<svg><a xlink:href="javascript:a()">a</a></svg>',
    "<frameset onload=a()>",
    "A paragraph\n{: onclick='a()' }",
    '[a](page.md){: onclick="a()" }',
    '[a](page.md){ href="javascript:a()" }',
]
KEEPS_STILL = [
    "`<script>a()</script>`",
    "```html\n<script>a()</script>\n```",
    "Text\n\n    <script>a()</script>",
    "<!-- <script>a()</script> -->",
    "<details markdown>\n<summary>On: x</summary>\n\nText\n\n</details>",
    "<pre>&lt;script></pre>",
    "[javascript: a guide](page.md)",
    "a < form and b > c",
    '<b class="on" title="x">a</b>',
    "# A {#one}",
    "A set {one, on = two}",
    '<img src="data:image/png;base64,AA" alt="a">',
]


@pytest.mark.parametrize("text", RUNS)
def test_what_runs_is_told(text: str) -> None:
    found = [one for one in problems({"page.md": f"# A\n\n{text}\n"}) if one.rule == "html-active"]
    assert found
    assert found[0].line >= 3


@pytest.mark.parametrize("text", KEEPS_STILL)
def test_what_keeps_still_is_left_alone(text: str) -> None:
    assert [one for one in problems({"page.md": f"# A\n\n{text}\n"}) if one.rule == "html-active"] == []


FILES = {
    "a.svg": ("<svg>\n<script>a()</script></svg>", 2),
    "b.svg": ('<svg onload="a()"></svg>', 1),
    "c.svg": ('<svg><a href="javascript:a()"></a></svg>', 1),
    "d.html": ("<p>", 1),
    "e.XHTML": ("<p>", 1),
    "e.xml": ("<p>", 1),
    "f.svg": ('<svg>\n\n<x:script xmlns:x="http://www.w3.org/2000/svg">a()</x:script></svg>', 3),
    "g.svg": ('<svg><set attributeName="href" to="javascript:a()"/></svg>', 1),
    "h.svg": ('<!DOCTYPE svg [\n<!ENTITY a "&#60;script>">]>\n<svg>&a;</svg>', 2),
    "i.svg": ('<?xml-stylesheet href="a.xsl"?><svg/>', 1),
    "j.svg": ("<svg><foreignObject>\n<iframe src='a'/></foreignObject></svg>", 2),
    "fine.svg": ("<svg><style>p {}</style><path d='M0'/></svg>", None),
    "allowed.html": ("<script>", None),
    "e.txt": ("<script>", None),
}


def test_files_that_are_published_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, (text, _) in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    found = check_files(map(Path, FILES), {"allowed.html"}, Found(), tmp_path)
    assert [(one.path, one.line) for one in found] == [(name, line) for name, (_, line) in FILES.items() if line]


def test_a_link_out_of_the_docs_publishes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret").mkdir()
    (docs / "inside.txt").write_text("x", encoding="utf-8")
    for name, target in {"a.txt": "/etc/hostname", "b": "../secret", "c.txt": "inside.txt"}.items():
        (docs / name).symlink_to(target)
    found = check_files(sorted(docs.iterdir()), (), Found(), docs)
    assert [one.path for one in found] == ["docs/a.txt", "docs/b"]


def test_a_page_cannot_let_itself_run() -> None:
    """A comment can switch off other rules, but not this one."""
    found = problems({"page.md": "<!-- docker-notes ignore-page: html-active -->\n\n# A\n\n<script>a()</script>\n"})
    assert "html-active" in {one.rule for one in found}


FRONT = {
    "title: A <b>bold</b> claim": "`title`: a title is text; tags don't belong in it",
    "title: A\ndescription: <script>a()</script>": "`description`: a description is text; tags don't belong in it",
    "title: A\nstatus: [x, <b>]": "`status`: a value is text; tags don't belong in it",
    "title: A\ndescription: '0;url=//x.org\" http-equiv=\"refresh'": (
        '`description`: this goes into an attribute, which a straight `"` would end; write “ and ”'
    ),
}


@pytest.mark.parametrize("front", FRONT)
def test_front_matter_is_text(front: str) -> None:
    """It is shown in the navigation, the head and the search, where nobody expects a tag."""
    (found,) = problems({"page.md": f"---\n{front}\n---\n\n# A\n"})
    assert str(found) == f"page.md:{front.count(chr(10)) + 2}:1: {FRONT[front]} [html-active]"


def test_a_title_may_be_any_text() -> None:
    assert problems({"page.md": "---\ntitle: '\"3 < 4\" & more'\ndescription: a < b > c\n---\n\n# A\n"}) == []
