"""Versions that the course names and nothing else updates, checked against a server with the newest ones."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from conftest import ROOT
from dockernotes.checks.online.outdated import ON_PURPOSE, Sources, check, named, on_purpose

ANSWERS = {
    "/images/nginx": "Tags: 1.31.6, mainline, 1, 1.31, latest\nGitCommit: a\n\nTags: 1.30.5, 1.30, stable\n",
    "/releases/actions/checkout": '{"tag_name": "v7.0.1"}',
    "/releases/actions/broken": "no JSON",
}

CASES = [
    ("FROM nginx:1.30\n", []),
    ("FROM nginx:1.29-alpine\n", ["a.md:1:6: `nginx:1.29-alpine` gets no more releases; the newest is `1.31.6`"]),
    ("`docker run nginx:1.28` and more", ["a.md:1:13: `nginx:1.28` gets no more releases; the newest is `1.31.6`"]),
    ("localhost:5001/nginx:1.28 nginx:latest mynginx:1.1", []),
    ("nginx:1.27", []),  # on purpose
    ("- uses: actions/checkout@v7\n", []),
    ("  - uses: actions/checkout@v5\n", ["a.md:1:11: `actions/checkout@v5` is not the newest; it is `v7`"]),
    (
        f"  - uses: actions/checkout@{'0' * 40} # v6.1.0\n",
        ["a.md:1:11: `actions/checkout@v6` is not the newest; it is `v7`"],
    ),
    ("postgres:18", ["a.md:1:1: `SERVER/images/postgres` answers 404"]),
    ("uses: actions/broken@v1", ["a.md:1:7: `SERVER/releases/actions/broken` gives no answer that can be read"]),
]


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answer = ANSWERS.get(self.path)
        self.send_response(200 if answer else 404)
        self.end_headers()
        self.wfile.write((answer or "").encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0].strip() for c in CASES])
def test_what_is_outdated_is_named_with_the_newest(text: str, expected: list[str], server: str) -> None:
    sources = Sources(f"{server}/images/", server + "/releases/{}")
    said = [str(problem).replace(server, "SERVER") for problem in check({"a.md": text}, {"nginx:1.27": "why"}, sources)]
    assert [line.split("\n")[0].split(" [")[0].split(": JSON")[0] for line in said] == expected


def test_what_is_old_on_purpose_is_still_named() -> None:
    entries, problems = on_purpose((ROOT / ON_PURPOSE).read_bytes(), "outdated.yml")
    texts = {str(f): f.read_text("utf-8") for f in (ROOT / "docs").rglob("*.md")}
    texts["docker.yml"] = (ROOT / "docs/_data/docker.yml").read_text("utf-8")
    assert problems == []
    assert entries.keys() <= {item.text for item in named(texts)}


def test_an_entry_without_a_reason_is_a_mistake() -> None:
    assert [str(p).split("\n")[0] for p in on_purpose(b"- name: nginx:1.1\n", "o.yml")[1]] == [
        "o.yml:1:3: an entry has `name` and `why` [outdated]"
    ]
