"""`mkdocs serve` while somebody edits: the log and the page say what is wrong, for as long as it is."""

from __future__ import annotations

import os
import queue
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

MISTAKE = "\n```console\n$ docker run --ports 80:80 nginx\n```\n\n[gone](04-instal.md)\n"
LINES = (
    "unknown flag `--ports` of `docker run`; did you mean `--publish`? [docker-command]",
    "`04-instal.md`: no file `course/04-instal.md`; did you mean `04-install.md`? [link-page]",
)


class Served:
    """A copy of this project, served; `log` has the lines that were printed."""

    def __init__(self, folder: Path) -> None:
        for name in ("hooks", "overrides", "mkdocs.yml", "CONTRIBUTING.md"):
            (folder / name).symlink_to(ROOT / name)
        shutil.copytree(ROOT / "docs", folder / "docs", symlinks=True)
        self.page = folder / "docs/course/03-vms.md"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/course/03-vms/"
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

    def until(self, part: str) -> str:
        """Return the log up to the first line that has `part`."""
        seen, end = "", time.monotonic() + 90
        while part not in seen:
            seen += self.log.get(timeout=max(0.1, end - time.monotonic()))
        return seen

    def html(self) -> str:
        with urllib.request.urlopen(self.url, timeout=30) as reply:
            text: str = reply.read().decode()
        return text


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Served until the test is over."""
    found = Served(tmp_path)
    yield found
    found.process.terminate()
    found.process.wait()


def test_an_edit_is_judged_at_once(served: Served) -> None:
    served.until("Serving on")
    assert "dn-problems" not in served.html()
    text = served.page.read_text(encoding="utf-8")
    served.page.write_text(text + MISTAKE, encoding="utf-8")
    log = served.until("Documentation built")
    html = served.html()
    for line in LINES:
        assert f"docs/course/03-vms.md:{text.count(chr(10)) + (3 if 'flag' in line else 6)}:" in log
        assert line in log
        assert line.split(";")[0] in html
    assert "2 to mend on this page" in html
    served.page.write_text(text, encoding="utf-8")
    assert "WARNING" not in served.until("Documentation built")
    assert "dn-problems" not in served.html()


def test_a_broken_data_file_is_named_and_the_server_lives_on(served: Served) -> None:
    served.until("Serving on")
    data = served.page.parents[1] / "_data/docker.yml"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("level: destroys", "level: destroy", 1), encoding="utf-8")
    log = served.until("build errors are resolved")
    line = text[: text.index("level: destroys")].count("\n") + 1
    assert f"docs/_data/docker.yml:{line}:" in log
    assert "`destroy` is not a `level`; did you mean `destroys`? [data-shape]" in log
    assert "Traceback" not in log
    data.write_text(text, encoding="utf-8")
    served.until("Documentation built")
    assert "dn-problems" not in served.html()
