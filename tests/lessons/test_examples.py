"""The example projects: built, started, asked over HTTP, and stopped; each from a copy, as a reader would have it."""

from __future__ import annotations

import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from conftest import ROOT

pytestmark = pytest.mark.engine
EXAMPLES = sorted(f.name for f in (ROOT / "docs/examples").iterdir() if f.is_dir())
ALONE = {
    "board": ("3000", "Hello, stranger!"),
    "greeter": ("5000", "Hello from Python"),
    "hello-go": ("8080", "Hello from Go"),
    "hello-node": ("3000", "Welcome to my awesome app!"),
    "multistage": ("80", 'src="main.js"'),
}
"""Projects with one image: the port in the container, and a part of its answer."""


def docker(*words: str, folder: Path | None = None) -> str:
    done = subprocess.run(["docker", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def ask(address: str, data: bytes | None = None) -> str:
    """Return the answer of an address, asked up to 40 times, a quarter of a second apart."""
    for _ in range(40):
        try:
            with urllib.request.urlopen(f"http://{address}", data, timeout=5) as answer:
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            time.sleep(0.25)
    raise AssertionError(f"nobody answers at {address}")


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / str(request.param)
    shutil.copytree(ROOT / "docs/examples" / str(request.param), folder)
    yield folder
    subprocess.run(["docker", "rm", "-f", "dn-example"], capture_output=True, check=False)
    subprocess.run(["docker", "rmi", "dn-example"], capture_output=True, check=False)


def test_every_example_is_tried() -> None:
    assert sorted([*ALONE, "guestbook"]) == EXAMPLES


@pytest.mark.parametrize("project", ALONE, indirect=True)
def test_an_image_is_built_started_asked_and_stopped(project: Path) -> None:
    port, piece = ALONE[project.name]
    docker("build", "-q", "--check", ".", folder=project)
    docker("build", "-q", "-t", "dn-example", ".", folder=project)
    docker("run", "-d", "--name", "dn-example", "-p", f"127.0.0.1::{port}", "dn-example")
    assert piece in ask(docker("port", "dn-example", port))
    docker("stop", "dn-example")
    # 0: it ended by itself when asked to, before the ten seconds were over.
    assert docker("inspect", "-f", "{{.State.ExitCode}}", "dn-example") == "0"


@pytest.mark.parametrize("project", ["multistage"], indirect=True)
def test_the_stages_of_multistage(project: Path) -> None:
    docker("build", "-q", "--target", "test", ".", folder=project)
    docker("build", "-q", "-t", "dn-example", ".", folder=project)
    served = docker("run", "--rm", "dn-example", "ls", "/usr/share/nginx/html").split()
    assert "main.js" in served
    assert "main.ts" not in served
    assert docker("run", "--rm", "dn-example", "sh", "-c", "command -v node || echo none") == "none"


@pytest.mark.parametrize("project", ["guestbook"], indirect=True)
def test_the_guestbook_is_built_started_asked_and_stopped(project: Path) -> None:
    (project / "db_password.txt").write_text("a long password")
    (project / "db_password.txt").chmod(0o644)
    compose = ["compose", "--progress", "quiet", "-p", "dn-example"]
    try:
        docker(*compose, "build", folder=project)
        docker(*compose, "up", "-d", "--wait", folder=project)
        address = docker(*compose, "port", "web", "3000", folder=project)
        assert ask(address) == "visit 1\n"
        assert ask(address, b"first") == "thank you\n"
        assert ask(address) == "visit 2\n- first\n"
        assert ask(f"{address}/health") == "ok\n"
        docker(*compose, "stop", folder=project)
        assert docker("inspect", "-f", "{{.State.ExitCode}}", "dn-example-web-1") == "0"
    finally:
        docker(*compose, "down", "-v", folder=project)
        docker("rmi", "localhost:5001/guestbook:1.0")
