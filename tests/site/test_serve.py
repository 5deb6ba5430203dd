"""`mkdocs serve` while somebody edits: the log and the page say what is wrong, as long as it is wrong."""

from __future__ import annotations

import os
import queue
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT

MISTAKE = "\n```console\n$ docker run --ports 80:80 nginx\n```\n\n[gone](04-instal.md)\n"
LINES = (
    "unknown flag `--ports` of `docker run`; did you mean `--publish`? [docker-command]",
    "`04-instal.md`: no file `course/04-instal.md`; did you mean `04-install.md`? [link-page]",
)


class Served:
    """A copy of this project, served; `log` has the lines that were printed."""

    def __init__(self, folder: Path, breaks: Callable[[Path], str] | None = None) -> None:
        for name in ("hooks", "CONTRIBUTING.md"):
            (folder / name).symlink_to(ROOT / name)
        self.folder = folder
        self.mend()
        self.page = folder / "docs/course/03-vms.md"
        if breaks:
            breaks(folder / "docs")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=folder,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.log: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stderr or ():
            self.log.put(line)

    def until(self, *parts: str) -> str:
        """Return the log up to the line where all of `parts` have been seen."""
        seen, end = "", time.monotonic() + 90
        while missing := [part for part in parts if part not in seen]:
            try:
                seen += self.log.get(timeout=max(0.1, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"not in the log within 90 s: {missing}\n{seen}")
        return seen

    def html_without(self, part: str) -> str:
        """Return the page once it lacks `part`, or after 90 s: a build under way may still write the old one."""
        end = time.monotonic() + 90
        while part in (html := self.html()) and time.monotonic() < end:
            time.sleep(0.2)
        return html

    def printed(self) -> str:
        """Return what was printed since `until` last looked."""
        return "".join(self.log.get() for _ in range(self.log.qsize()))

    def mend(self) -> None:
        """Put all changed or missing files back."""
        for name in ("docs", "overrides"):
            for file in (ROOT / name).rglob("*"):
                own = self.folder / file.relative_to(ROOT)
                if file.is_file() and (not own.is_file() or own.read_bytes() != file.read_bytes()):
                    own.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(file, own)
        shutil.copy(ROOT / "mkdocs.yml", self.folder)

    def html(self, address: str = "course/03-vms/") -> str:
        try:
            with urllib.request.urlopen(self.url + address, timeout=60) as reply:
                text: str = reply.read().decode()
        except urllib.error.HTTPError as error:
            text = error.read().decode()
        return text

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that runs until all tests are over. Each test puts back what it changes."""
    found = Served(tmp_path_factory.mktemp("served"))
    found.until("Serving on")
    yield found
    found.end()


def test_an_edit_is_judged_at_once(served: Served) -> None:
    assert "dn-problems" not in served.html()
    text = served.page.read_text(encoding="utf-8")
    served.page.write_text(text + MISTAKE, encoding="utf-8")
    log = served.until(*LINES)
    served.until("Documentation built")
    html = served.html()
    for line in LINES:
        assert f"docs/course/03-vms.md:{text.count(chr(10)) + (3 if 'flag' in line else 6)}:" in log
        assert line.split(";")[0] in html
    assert "2 to mend on this page" in html
    served.page.write_text(text, encoding="utf-8")
    assert "dn-problems" not in served.html_without("dn-problems")


def break_data(docs: Path) -> str:
    file = docs / "_data/docker.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("level: destroys", "level: destroy", 1), encoding="utf-8")
    line = text[: text.index("level: destroys")].count("\n") + 1
    return f"docs/_data/docker.yml:{line}:|`destroy` is not a `level`; did you mean `destroys`? [data-shape]"


def break_front(docs: Path) -> str:
    file = docs / "course/03-vms.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: ", "title: a: ", 1) + MISTAKE, encoding="utf-8")
    return "docs/course/03-vms.md:2:|[front-matter]|unknown flag `--ports` of `docker run`"


def break_encoding(docs: Path) -> str:
    file = docs / "course/03-vms.md"
    file.write_bytes(file.read_bytes() + b"\n\xff\n")
    return "docs/course/03-vms.md:|[encoding]"


def break_settings(docs: Path) -> str:
    file = docs.parent / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("name: material", "name: materiel"), encoding="utf-8")
    return "mkdocs.yml:"


def break_template(docs: Path) -> str:
    file = docs.parent / "overrides/section.html"
    file.write_text(file.read_text(encoding="utf-8") + "{% if %}", encoding="utf-8")
    return "TemplateSyntaxError"


@pytest.mark.parametrize("breaks", [break_data, break_front, break_encoding, break_settings, break_template])
def test_what_is_broken_is_served_as_a_page(breaks: Callable[[Path], str], served: Served) -> None:
    """Every address shows each problem, without a traceback. Once it is fixed, the pages are back."""
    parts = breaks(served.folder / "docs").split("|")
    log = served.until("the served page says what to fix")
    page = served.html()
    assert "Traceback" not in log
    assert page.partition("<script>")[0] == served.html("").partition("<script>")[0]
    assert "The site can’t be built" in page
    assert "livereload(" in page  # MkDocs' script, which reloads it
    shown = LexborHTMLParser(page).css_first("main")
    assert shown is not None
    for part in parts:
        assert part in " ".join(shown.text().split())
    served.mend()
    assert "The site can’t be built" not in served.html_without("The site can’t be built"), served.printed()


def test_a_server_that_starts_on_a_broken_page_serves_the_problem(tmp_path: Path) -> None:
    found = Served(tmp_path, break_encoding)
    try:
        found.until("Serving on")
        assert "[encoding]" in found.html()
        assert 'http-equiv="refresh"' in found.html("nowhere/")
    finally:
        found.end()


def test_changed_hooks_are_told(served: Served) -> None:
    hooks = served.folder / "hooks"
    hooks.unlink()
    shutil.copytree(ROOT / "hooks", hooks, ignore=shutil.ignore_patterns("__pycache__"))
    (hooks / "dockernotes/cache.py").touch()
    served.page.write_text(served.page.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    served.until("hooks have changed since this server was started")
    served.until("Documentation built")
    assert "restart `make serve`" in served.html()
