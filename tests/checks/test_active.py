"""What runs or loads on a page, in all the ways in which HTML lets it; and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.harness import problems
from dockernotes.checks.active import check_files
from dockernotes.checks.project import Found

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
    "fine.svg": ("<svg><style>p {}</style><path d='M0'/></svg>", None),
    "allowed.html": ("<script>", None),
    "e.txt": ("<script>", None),
}


def test_files_that_are_published_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, (text, _) in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    found = check_files(map(Path, FILES), {"allowed.html"}, Found())
    assert [(one.path, one.line) for one in found] == [(name, line) for name, (_, line) in FILES.items() if line]


def test_a_title_is_text() -> None:
    """It stands in the navigation, the head and the search, where nobody expects a tag."""
    (found,) = problems({"page.md": "---\ntitle: A <b>bold</b> claim\n---\n\n# A\n"})
    assert str(found) == "page.md:2:1: `title`: a title is text; tags don't belong in it [html-active]"
