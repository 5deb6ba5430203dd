"""What tests need on the machine. If something is missing they skip and say so; with DOCKER_NOTES_ALL=1 they fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from dockernotes.offline import chromium
from serve import serve

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = chromium.chromium()
CHROMIUM_ARGS = chromium.ARGS


def _engine() -> bool:
    if not shutil.which("docker"):
        return False
    try:
        return subprocess.run(["docker", "info"], capture_output=True, timeout=20, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


NEEDS: dict[str, tuple[Callable[[], bool], str]] = {
    "browser": (lambda: CHROMIUM is not None, chromium.MISSING),
    "docker": (lambda: shutil.which("docker") is not None, "the docker command is missing; see docs.docker.com/engine"),
    "engine": (_engine, 'no Docker Engine answers; start yours, or as root on Debian: eval "$(tests/engine/start)"'),
    "npm": (
        lambda: all((ROOT / "node_modules" / name).is_dir() for name in ("axe-core", "minisearch")),
        "axe, Lighthouse and MiniSearch are missing; install them: npm ci",
    ),
    "node": (lambda: shutil.which("node") is not None, "Node.js is missing; see nodejs.org"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine can't run, or fail if nothing may be skipped."""
    for name, (there, why) in NEEDS.items():
        marked = [item for item in items if item.get_closest_marker(name)]
        if not marked or there():
            continue
        if os.environ.get("DOCKER_NOTES_ALL"):
            raise pytest.UsageError(f"nothing may be skipped here, but {why}")
        for item in marked:
            item.add_marker(pytest.mark.skip(reason=why))


PUBLISHED = {
    "SITE_URL": os.environ.get("DOCKER_NOTES_URL", "https://example.org/docker-notes/"),
    "REPO_URL": "https://github.com/" + os.environ.get("DOCKER_NOTES_REPO", "example/docker-notes"),
    "REPO_NAME": os.environ.get("DOCKER_NOTES_REPO", "example/docker-notes"),
    "EDIT_URI": "edit/main/docs/",
}
"""What the publishing workflow sets, so that the tests see the site as its readers get it."""


def built(folder: Path) -> subprocess.CompletedProcess[str]:
    """Build the site strictly, as it is published."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | PUBLISHED
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site once and return its folder; or return the one that DOCKER_NOTES_SITE names."""
    if known := os.environ.get("DOCKER_NOTES_SITE"):
        return ROOT / known
    folder = tmp_path_factory.mktemp("site")
    done = built(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """Serve the site as GitHub Pages does and return its address."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium_started() -> Iterator[Browser]:
    """Chromium, without a window."""
    expect.set_options(timeout=30_000)  # milliseconds: a busy machine is slow, not wrong
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield started
        started.close()


@pytest.fixture
def browser(chromium_started: Browser) -> Iterator[Browser]:
    """Chromium, for one test. Whatever the test opens is closed after it.

    Tests close nothing themselves: closing a page that is loading another address may never return, because of a race
    in Chromium (playwright issue 42068). So every page first goes to an empty one.
    """
    yield chromium_started
    for context in chromium_started.contexts:
        for page in context.pages:
            page.goto("about:blank")
        context.close()
