"""What tests need of the machine. Where it lacks something they skip, in a line; with DOCKER_NOTES_ALL=1 they fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)


def _engine() -> bool:
    if not shutil.which("docker"):
        return False
    try:
        return subprocess.run(["docker", "info"], capture_output=True, timeout=20, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


NEEDS: dict[str, tuple[Callable[[], bool], str]] = {
    "browser": (lambda: CHROMIUM is not None, "Chromium is missing; on Debian: apt install chromium"),
    "docker": (lambda: shutil.which("docker") is not None, "the docker command is missing; see docs.docker.com/engine"),
    "engine": (_engine, 'no Docker Engine answers; start yours, or as root on Debian: eval "$(tests/engine/start)"'),
    "node": (lambda: shutil.which("node") is not None, "Node.js is missing; see nodejs.org"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine can't run, or say that CI lacks it."""
    for name, (there, why) in NEEDS.items():
        marked = [item for item in items if item.get_closest_marker(name)]
        if not marked or there():
            continue
        if os.environ.get("DOCKER_NOTES_ALL"):
            raise pytest.UsageError(f"nothing may be skipped here, but {why}")
        for item in marked:
            item.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site once, strictly, and return its folder."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://example.org/docker-notes/"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
