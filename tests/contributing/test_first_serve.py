"""What it costs on a new machine, without any cache, until the first page is there."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

MOST = 60
"""Seconds of CPU."""
LEFT_BEHIND = (".git", ".venv", ".cache", "site", "node_modules", ".hypothesis", ".pytest_cache", "__pycache__")


def spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.skipif(not os.environ.get("DOCKER_NOTES_ALL"), reason="downloads 40 packages; DOCKER_NOTES_ALL=1 tries it")
def test_the_first_page_is_there_in_a_minute_of_cpu(tmp_path: Path) -> None:
    folder = tmp_path / "clone"
    shutil.copytree(ROOT, folder, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "HOME": str(tmp_path),
        "PIP_NO_CACHE_DIR": "1",
        "npm_config_cache": str(tmp_path / "npm"),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": "hooks",
    }
    before = spent()
    stamp = ["make", f"PYTHON={sys.executable}", ".venv/build.stamp"]
    subprocess.run(stamp, cwd=folder, env=environment, check=True, capture_output=True)
    serve = [".venv/bin/mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(serve, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as served:
        assert served.stderr
        assert any("Serving on" in line for line in served.stderr)
        served.send_signal(signal.SIGINT)
    assert spent() - before < MOST
