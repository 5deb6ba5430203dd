"""A page's security policy: what is allowed by its hash, and what can't be allowed."""

from __future__ import annotations

import base64
import hashlib

import pytest

from dockernotes.pages.marks import marked
from dockernotes.pages.policy import with_policy

PAGE = '<!doctype html><head><meta charset="utf-8"></head><body>%s</body>'


def directive(page: str, name: str) -> list[str]:
    policy = page.partition('content="')[2].partition('"')[0]
    return next(part.split()[1:] for part in policy.split("; ") if part.startswith(name))


@pytest.mark.parametrize(
    ("body", "name", "hashed"),
    [
        ("<script>go()</script>", "script-src", ["go()"]),
        ("<script>\n  a < b && c\n</script>", "script-src", ["\n  a < b && c\n"]),
        ("<script>é</script><script>é</script>", "script-src", ["é"]),
        ('<script src="x.js"></script>', "script-src", []),
        ('<script id="c" type="application/json">{}</script>', "script-src", []),
        ('<script type="module">import "./x.js"</script>', "script-src", ['import "./x.js"']),
        ("<style>p{}</style>", "style-src", ["p{}"]),
        ("<p>&lt;script&gt;no()&lt;/script&gt;</p>", "script-src", []),
    ],
)
def test_inline_code_is_let_in_by_its_hash(body: str, name: str, hashed: list[str]) -> None:
    page, problems = with_policy(marked(PAGE % body))
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in hashed]
    assert directive(page, name) == ["'self'", *hashes]
    assert problems == []
    assert page.index("Content-Security-Policy") < page.index("<body>")


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        (
            PAGE % '<p style="color: red">',
            "`style` on `<p>`: the security policy forbids it; use a class or a listener",
        ),
        (PAGE % '<a onclick="go()">', "`onclick` on `<a>`: the security policy forbids it; use a class or a listener"),
        ("<p>no head</p>", 'no `<meta charset="utf-8">`, behind which the security policy goes'),
    ],
)
def test_what_no_hash_lets_in_is_told(html: str, problem: str) -> None:
    assert with_policy(html)[1] == [problem]


STRANGE = {
    "<script>a()</script>": "`<script>`: no template of ours has it; remove it from the page",
    '<script src="x.js"></script>': "`<script>`: no template of ours has it; remove it from the page",
    '<script data-ours="guess">a()</script>': "`<script>`: no template of ours has it; remove it from the page",
    "<svg><style>p {}</style></svg>": "`<style>`: no template of ours has it; remove it from the page",
    '<iframe src="x"></iframe>': "`<iframe>`: no template of ours has it; remove it from the page",
    '<a href="java&#10;script:a()">': "`href` on `<a>`: `java\nscript:a()` runs something; a link leads to a page",
}


@pytest.mark.parametrize("body", STRANGE)
def test_what_no_template_brings_is_told_and_not_let_in(body: str) -> None:
    page, problems = with_policy(PAGE.replace("<meta", marked("<meta")) % body)
    assert problems == [STRANGE[body]]
    assert "sha256" not in page


def test_words_about_styles_are_no_styles() -> None:
    assert with_policy(PAGE % '<p data-copy="x style=a onclick=b">')[1] == []
