"""Two small sites compared, and the comparison put into words, whatever a stranger writes into it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from markdown import markdown

from conftest import ROOT
from dockernotes.changes.comment import LARGEST, NotAReport, comment, read
from dockernotes.changes.compare import Changes, compare
from dockernotes.changes.site import Site
from dockernotes.pages.session import session
from dockernotes.pages.site import Site as State

RUN = "https://github.com/example/docker-notes/actions/runs/1"


def page(body: str) -> str:
    return f"<!doctype html><title>x</title><nav>menu</nav><article>{body}</article>"


def write(folder: Path, pages: dict[str, str]) -> Site:
    """Write a site."""
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
    """New, gone, changed with its lines; what is the same is not named."""
    found = [(row["page"], row["kind"], row["added"], row["removed"]) for row in changes["pages"]]
    assert found == [("", "changed", 3, 1), ("gone/", "gone", 0, 1), ("new/", "new", 2, 0), ("ports/", "changed", 1, 1)]


def test_links(changes: Changes) -> None:
    """A link that was fine and no longer lands, one that never landed, one to another site."""
    assert [(row["page"], row["target"], row["kind"]) for row in changes["links"]] == [
        ("", "https://example.org/x", "new"),
        ("", "ports/#publish", "broken"),
        ("new/", "nowhere/", "broken"),
        ("new/", "picture.svg", "broken"),
    ]


def test_outputs(changes: Changes) -> None:
    """The second of two equal commands prints something else."""
    assert changes["outputs"] == [
        {"page": "ports/", "command": "docker ps", "before": "again", "after": "once more"},
    ]


def test_a_site_compared_with_itself_says_so(site: Path) -> None:
    """The real site: no page, no link, no output."""
    same = compare(Site(site), Site(site))
    assert (same["pages"], same["links"], same["outputs"]) == ([], [], [])
    assert "every page reads as before" in comment(read(json.dumps(same).encode()), RUN)
    assert sum(len(built.outputs) for built in Site(site).pages.values()) > 200


def test_in_words(changes: Changes) -> None:
    text = comment(read(json.dumps(changes).encode()), RUN)
    for part in (
        f"[this run]({RUN})",
        "| `ports/` | changed | +1 −1 |",
        "**Links that do not land** (3)",
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
    """No link, picture, tag, heading or mention comes out of a field; only what the program itself writes."""
    data: dict[str, Any] = {
        "pages": [{"page": text, "kind": "new", "added": 1, "removed": 0, "before": 0, "after": 9}],
        "links": [{"page": text, "target": text, "kind": kind} for kind in ("new", "broken")],
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
    whole: dict[str, object] = {"pages": [], "links": [], "outputs": [], "before": 0, "after": 0}
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
    """A thousand pages make a table of thirty."""
    row = {"page": "x", "kind": "new", "added": 1, "removed": 0, "before": 0, "after": 9}
    said = comment(read(_with(pages=[row] * 1000)), RUN)
    assert said.count("| `x` |") == 30
    assert "and 970 more." in said


def test_a_comment_is_never_too_long_for_github() -> None:
    """Thousands of long outputs, links and pages, in letters of four bytes: GitHub would refuse the whole."""
    long = "\n".join(["🐳" * 200] * 50)
    data = {
        "pages": [{"page": long, "kind": "new", "added": 1, "removed": 1, "before": 1, "after": 1}] * 5000,
        "links": [{"page": long, "target": long, "kind": kind} for kind in ("new", "broken")] * 5000,
        "outputs": [{"page": long, "command": long, "before": long, "after": long}] * 5000,
        "before": 1,
        "after": 2,
    }
    text = comment(data, "https://example.org/run")
    assert len(text.encode()) < 65_536
    assert "**Changed outputs** (5000)" in text
    assert text.rstrip().endswith("more.")


def test_the_command_line(tmp_path: Path) -> None:
    """Both halves, the second with nothing installed: `-I -S` leaves out all that is not Python's own."""
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
    (tmp_path / "changes.json").write_text("{}", encoding="utf-8")
    refused = subprocess.run(bare, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stderr) == (2, "changes.py: not the fields of a comparison\n")
