"""Compare two small sites, and put the comparison into words, whatever a stranger writes into it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from markdown import markdown

from conftest import ROOT
from dockernotes.changes.built import Site
from dockernotes.changes.comment import LARGEST, NotAReport, comment, read
from dockernotes.changes.differences import Changes, compare
from dockernotes.pages.session import session
from dockernotes.pages.site import Site as State

RUN = "https://github.com/example/docker-notes/actions/runs/1"


def page(body: str) -> str:
    return f"<!doctype html><title>x</title><nav>menu</nav><article>{body}</article>"


def write(folder: Path, pages: dict[str, str]) -> Site:
    """Write the pages of a site, and return it."""
    for name, body in pages.items():
        file = folder / name / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(body), encoding="utf-8")
    return Site(folder)


OLD = {
    "": "<h1>Home</h1><p>One</p><a href='ports/#publish'>ports</a>",
    "ports": "<h1 id=publish>Ports</h1>" + session("$ docker ps\nCONTAINER ID\n$ docker ps\nagain", State()),
    "gone": "<h1>Gone</h1>",
    "same": "<p>same</p>",
}
NEW = {
    "": "<h1>Home</h1><p>Two</p><p>Three</p><a href='ports/#publish'>ports</a><a href='https://example.org/x'>x</a>",
    "ports": "<h1 id=ports>Ports</h1>" + session("$ docker ps\nCONTAINER ID\n$ docker ps\nonce more", State()),
    "new": "<h1>New</h1><a href='../nowhere/'>nowhere</a><img src='../picture.svg' alt='A picture'>",
    "same": "<p>same</p>",
}


@pytest.fixture
def changes(tmp_path: Path) -> Changes:
    """The comparison of the two sites."""
    return compare(write(tmp_path / "old", OLD), write(tmp_path / "new", NEW))


def test_pages(changes: Changes) -> None:
    """Pages are new, gone, or changed, with their lines. Unchanged pages aren't listed."""
    found = [(row["page"], row["kind"], row["added"], row["removed"]) for row in changes["pages"]]
    assert found == [("", "changed", 3, 1), ("gone/", "gone", 0, 1), ("new/", "new", 2, 0), ("ports/", "changed", 1, 1)]


def test_links(changes: Changes) -> None:
    """There is a link that is broken now, one that never worked, and one to another site."""
    assert [(row["page"], row["target"], row["kind"]) for row in changes["links"]] == [
        ("", "ports/#publish", "broken"),
        ("new/", "nowhere/", "broken"),
        ("new/", "picture.svg", "broken"),
        ("", "https://example.org/x", "away"),
    ]


STRANGE = {
    "": """<script>a()</script><script src=x.js></script><style>p {}</style><base href=//e.example/>
        <iframe src=https://e.example></iframe><object data=o.swf></object><form action=//e.example/f></form>
        <form></form><b onclick=b()>b</b><a href="java&#10;script:c()">c</a><button formaction=//e.example/g>g</button>
        <meta http-equiv=refresh content=0><link rel=stylesheet href=s.css><script type=application/json>{}</script>
        <a href=mailto:a@e.example>m</a><a href="http://[">n</a><a href=new/>new</a>""",
    "new": "<script>a()</script><script src=../x.js></script><p>as on the page before",
}


def test_what_runs_loads_or_sends(tmp_path: Path) -> None:
    """Each is listed once, with the first page that has it, unless it was there before. Other files count too."""
    old = write(tmp_path / "old", {"": "<form></form>"})
    new = write(tmp_path / "new", STRANGE)
    (tmp_path / "new/examples").mkdir()
    (tmp_path / "new/examples/p.html").write_text("<script>p()</script>", encoding="utf-8")
    (tmp_path / "new/examples/p.svg").write_text(
        '<svg onload="q()"><a xlink:href="//e.example/s"/></svg>', encoding="utf-8"
    )
    found = compare(old, new)
    assert [(row["page"], row["kind"], row["content"]) for row in found["active"]] == [
        ("", "address", "a href=java\nscript:c()"),
        ("", "address", "button formaction=//e.example/g"),
        ("", "base", "//e.example/"),
        ("", "form", "//e.example/f"),
        ("", "frame", "/o.swf"),
        ("", "frame", "https://e.example"),
        ("", "listener", "b onclick=b()"),
        ("", "meta", "refresh: 0"),
        ("", "script", "/x.js"),
        ("", "script", "a()"),
        ("", "style", "/s.css"),
        ("", "style", "p {}"),
        ("examples/p.html", "script", "p()"),
        ("examples/p.svg", "listener", "svg onload=q()"),
    ]
    away = {row["target"] for row in found["links"] if row["kind"] == "away"}
    assert away >= {"mailto:a@e.example", "http://[", "https://e.example/s"}
    assert any("script:c()" in target for target in away)
    assert [row["target"] for row in found["links"] if row["kind"] == "new"] == ["new/"]
    said = comment(read(json.dumps(found).encode()), RUN)
    assert "| `/` | `script` | `a()` |" in said
    assert "| `/` | `mailto:a@e.example` |" in said


def test_outputs(changes: Changes) -> None:
    """The second of two equal commands has a changed output."""
    assert changes["outputs"] == [
        {"page": "ports/", "command": "docker ps", "before": "again", "after": "once more"},
    ]


def test_a_site_compared_with_itself_says_so(site: Path) -> None:
    """The real site has no changed page, link or output."""
    same = compare(Site(site), Site(site))
    assert (same["pages"], same["active"], same["links"], same["outputs"]) == ([], [], [], [])
    assert "every page reads as before" in comment(read(json.dumps(same).encode()), RUN)
    assert sum(len(built.outputs) for built in Site(site).pages.values()) > 200


def test_in_words(changes: Changes) -> None:
    text = comment(read(json.dumps(changes).encode()), RUN)
    for part in (
        f"[this run]({RUN})",
        "| `ports/` | changed | +1 −1 |",
        "**Links that lead nowhere** (3)",
        "| `new/` | `nowhere/` |",
        "```diff\n$ docker ps\n- again\n+ once more\n```",
    ):
        assert part in text


HOSTILE = [
    "`](https://evil.example) [x",
    "```\n\n# Heading\n\n<img src=x onerror=alert(1)>\n```",
    "@everyone @octocat fixes #1",
    "a | b | c",
    "<script>alert(1)</script>",
    "<!-- -->",
    "\x00\x1b[31m\u202e\u2028red",
    "x" * 5000,
    "\n" * 5000,
    "[link](javascript:alert(1))",
    "![image](https://evil.example/pixel.png)",
    "https://evil.example/",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_in_it_stays_text(text: str) -> None:
    """No field becomes a link, picture, tag, heading or mention; only the program itself writes those."""
    data: dict[str, Any] = {
        "pages": [{"page": text, "kind": "new", "added": 1, "removed": 0, "before": 0, "after": 9}],
        "active": [{"page": text, "kind": text, "content": text}],
        "links": [{"page": text, "target": text, "kind": kind} for kind in ("new", "away", "broken")],
        "outputs": [{"page": text, "command": text, "before": text, "after": text}],
        "before": 1,
        "after": 2,
    }
    said = comment(read(json.dumps(data).encode()), RUN)
    html = markdown(said, extensions=["tables", "fenced_code"])
    assert html.count("<a ") == 1
    assert html.count("<h") == html.count("<h3")
    assert html.count("<h3") == 1
    for tag in ("<img", "<script", "<!-- -->"):
        assert tag not in html
    outside = "".join(part for at, part in enumerate(said.replace("```", "`").split("`")) if at % 2 == 0)
    assert "@" not in outside
    assert "evil" not in outside.replace(RUN, "")
    assert len(said) < 6000
    assert all(letter.isprintable() or letter == "\n" for letter in said)


def _with(**fields: object) -> bytes:
    whole: dict[str, object] = {"pages": [], "active": [], "links": [], "outputs": [], "before": 0, "after": 0}
    return json.dumps(whole | fields).encode()


WRONG = [
    b"",
    b"\xff",
    b"[]",
    b"[" * 100_000,
    b'{"pages": []}',
    _with(extra=1),
    _with(before="1"),
    _with(before=-1),
    _with(after=True),
    _with(pages={}),
    _with(pages=[1]),
    _with(pages=[{"page": "x"}]),
    _with(active=[{"page": "x", "kind": "y"}]),
    _with(links=[{"page": "x", "target": 1, "kind": "new"}]),
    _with(links=[{"page": "x", "target": "y", "kind": "<b>"}]),
    _with(outputs=[{"page": "x", "command": "y", "before": None, "after": ""}]),
    b" " * (LARGEST + 1),
]


@pytest.mark.parametrize("raw", WRONG, ids=range(len(WRONG)))
def test_what_is_no_comparison_is_refused(raw: bytes) -> None:
    with pytest.raises(NotAReport):
        read(raw)


def test_it_is_limited() -> None:
    """A thousand pages give a table of thirty rows."""
    row = {"page": "x", "kind": "new", "added": 1, "removed": 0, "before": 0, "after": 9}
    said = comment(read(_with(pages=[row] * 1000)), RUN)
    assert said.count("| `x` |") == 30
    assert "and 970 more" in said


def test_what_a_reviewer_has_to_see_is_not_cut_to_thirty() -> None:
    rows = [{"page": "x", "kind": "script", "content": f"s{number}()"} for number in range(200)]
    said = comment(read(_with(active=rows)), RUN)
    assert all(f"`s{number}()`" in said for number in range(200))


def test_a_comment_is_never_too_long_for_github() -> None:
    """With thousands of long outputs, links and pages, in letters of four bytes, GitHub would refuse the comment."""
    long = "\n".join(["🐳" * 200] * 50)
    data = {
        "pages": [{"page": long, "kind": "new", "added": 1, "removed": 1, "before": 1, "after": 1}] * 5000,
        "active": [{"page": long, "kind": long, "content": long}] * 5000,
        "links": [{"page": long, "target": long, "kind": kind} for kind in ("new", "away", "broken")] * 5000,
        "outputs": [{"page": long, "command": long, "before": long, "after": long}] * 5000,
        "before": 1,
        "after": 2,
    }
    text = comment(data, "https://example.org/run")
    assert len(text.encode()) < 65_536
    assert "**Changed outputs** (5000)" in text
    assert text.rstrip().endswith("more.")


def test_the_command_line(tmp_path: Path) -> None:
    """Both halves work, the second with nothing installed: `-S` leaves out everything that isn't Python's own."""
    write(tmp_path / "old", OLD)
    write(tmp_path / "new", NEW)
    door = str(ROOT / "hooks/changes.py")
    done = subprocess.run(
        [sys.executable, door, "compare", "old", "new"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    (tmp_path / "changes.json").write_text(done.stdout, encoding="utf-8")
    bare = [sys.executable, "-S", door, "comment", "changes.json", RUN]
    said = subprocess.run(bare, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "**Changed outputs** (1)" in said
    for wrong, why in {"{}": "not the fields of a comparison", " " * (LARGEST + 1): "2000001 bytes"}.items():
        (tmp_path / "changes.json").write_text(wrong, encoding="utf-8")
        said = subprocess.run(bare, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        assert f"[this run]({RUN}) can't be shown: {why}" in said
    refused = subprocess.run([*bare[:-2], "gone", RUN], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stderr) == (2, "changes.py: [Errno 2] No such file or directory: 'gone'\n")
