"""The docker command with nothing to connect to: it parses first, so it answers at once and does nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path


def call(argv: Sequence[str], stdin: int = subprocess.DEVNULL) -> tuple[int, str]:
    """Run a docker command in an empty home and folder, and return its exit code and all that it prints.

    The code is -1 for one that is still running after 30 seconds.
    """
    with tempfile.TemporaryDirectory() as home:
        _use_own_plugins(Path(home))
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": home,
            "DOCKER_HOST": "unix:///nowhere/docker.sock",
            "HTTPS_PROXY": "http://127.0.0.1:9",
            "HTTP_PROXY": "http://127.0.0.1:9",
        }
        try:
            done = subprocess.run(
                list(argv),
                cwd=home,
                env=environment,
                stdin=stdin,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=30,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return -1, ""
    return done.returncode, done.stdout + done.stderr


def _use_own_plugins(home: Path) -> None:
    """Let the CLI take the plugins that lie beside it, as Debian's packages put them, before those of the machine."""
    program = shutil.which("docker")
    beside = Path(program).resolve().parents[1] / "libexec/docker/cli-plugins" if program else None
    if beside and beside.is_dir():
        folder = home / ".docker"
        folder.mkdir()
        (folder / "config.json").write_text(json.dumps({"cliPluginsExtraDirs": [str(beside)]}))
