"""Links to other sites, checked against a server on this machine that behaves as hosts do."""

from __future__ import annotations

import http.server
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from dockernotes.checks.online import link_external
from dockernotes.checks.online.link_external import ALLOWED, Patience, check, links

HASTE = Patience(pause=0.05, wait=1, tries=2, backoff=0.01)


class Host(http.server.BaseHTTPRequestHandler):
    """`/ok`, `/404`, `/busy` (429, then fine), `/down` (503), `/slow`, `/moved` (301), `/for-now` (302), `/loop`."""

    asked: ClassVar[Counter[str]] = Counter()
    at_once = 0
    most_at_once = 0

    def do_GET(self) -> None:
        cls = type(self)
        cls.asked[self.path] += 1
        cls.at_once += 1
        cls.most_at_once = max(cls.most_at_once, cls.at_once)
        time.sleep(3 if self.path == "/slow" else 0.01)
        cls.at_once -= 1
        busy = self.path == "/busy" and cls.asked[self.path] == 1
        codes = {"/404": 404, "/down": 503, "/moved": 301, "/for-now": 302, "/loop": 301}
        self.send_response(429 if busy else codes.get(self.path, 200))
        if self.path in ("/moved", "/for-now", "/loop"):
            self.send_header("Location", "/loop" if self.path == "/loop" else "/ok")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The server's address. This machine counts as another site here."""
    monkeypatch.setattr(link_external, "_LOCAL", re.compile("$^"))
    Host.asked, Host.at_once, Host.most_at_once = Counter(), 0, 0
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


SAID = [
    ("/ok", None),
    ("/ok#part", None),
    ("/busy", None),
    ("/for-now", None),
    ("/404", "answers 404"),
    ("/down", "answers 503"),
    ("/slow", "does not answer (ReadTimeoutError)"),
    ("/loop", "does not answer (ResponseError)"),
    ("/moved", "has moved to `HOST/ok`"),
]


@pytest.mark.parametrize(("path", "said"), SAID)
def test_what_a_host_answers(path: str, said: str | None, host: str, tmp_path: Path) -> None:
    page = f"Text.\n\nSee [this](<{host}{path}>).\n"
    found = list(check({"page.md": page}, tmp_path, None, HASTE))
    line = f"page.md:3:13: `{host}{path}` {said} [link-external]".replace("HOST", host)
    assert [str(p) for p in found] == ([line] if said else [])
    assert all(p.severity == ("style" if "moved" in p.message else "error") for p in found)
    assert Host.asked["/down"] in (0, 3)


def test_a_host_is_asked_one_question_at_a_time_and_once_for_all_links(host: str, tmp_path: Path) -> None:
    page = "".join(f"[a]({host}/{n}) [b]({host}/{n}#x) " for n in range(5))
    assert list(check({"a.md": page, "b.md": page}, tmp_path, None, HASTE)) == []
    assert (Host.most_at_once, sum(Host.asked.values())) == (1, 5)


def test_what_landed_is_not_asked_again_until_it_is_old(host: str, tmp_path: Path) -> None:
    cache, page = tmp_path / "links.json", f"[a]({host}/ok) [b]({host}/404)\n"
    for _ in range(2):
        assert len(list(check({"page.md": page}, tmp_path, cache, HASTE))) == 1
    assert Host.asked == {"/ok": 1, "/404": 2}
    cache.write_text(json.dumps({f"{host}/ok": int(time.time()) - link_external.FRESH - 1}))
    list(check({"page.md": page}, tmp_path, cache, HASTE))
    assert Host.asked["/ok"] == 2
    cache.write_text("[broken")
    assert len(list(check({"page.md": page}, tmp_path, cache, HASTE))) == 1


def test_hosts_that_turn_programs_away_are_not_asked(host: str, tmp_path: Path) -> None:
    file = tmp_path / ALLOWED
    file.parent.mkdir()
    file.write_text("- {pattern: /404, why: a test}\n- {pattern: '(', why: a test}\n- /down\n")
    found = sorted(str(p) for p in check({"page.md": f"[a]({host}/404)"}, tmp_path, None, HASTE))
    assert found == [
        f"{ALLOWED}:2:13: not a regular expression: missing ), unterminated subpattern at position 0 [link-external]",
        f"{ALLOWED}:3:3: an entry has `pattern` and `why` [link-external]",
    ]
    assert Host.asked == {}


def test_this_machine_and_examples_are_no_other_sites() -> None:
    page = (
        "[a](http://localhost:8080) [b](http://127.0.0.1/x) [c](https://example.com/x) [d](http://api:3000) [e](x.md)"
    )
    assert links({"page.md": page + " [f](https://docs.docker.com/x#y)"}).keys() == {"https://docs.docker.com/x"}
