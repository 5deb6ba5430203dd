"""Run docker commands without an engine, or with one that refuses everything: they read their words and do nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dockernotes.dockercli.spec.silent_engine import socket

LONGEST = 10
"""How many seconds a command may take. Then it's killed."""


NOWHERE = "unix:///nowhere/docker.sock"


def call(argv: Sequence[str], stdin: int = subprocess.DEVNULL, *, engine: bool = True) -> tuple[int, str]:
    """Run a docker command in an empty home and folder. Return its exit code and everything that it prints.

    The code is -1 for a command that had to be killed. `engine`: whether there's an engine, which refuses everything.
    """
    with tempfile.TemporaryDirectory() as home:
        _use_own_plugins(Path(home))
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": home,
            "DOCKER_HOST": f"unix://{socket()}" if engine else NOWHERE,
            "SSH_AUTH_SOCK": str(socket()),
            "HTTPS_PROXY": "http://127.0.0.1:9",
            "HTTP_PROXY": "http://127.0.0.1:9",
        }
        process = subprocess.Popen(
            list(argv),
            cwd=home,
            env=environment,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        try:
            out, err = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            # A plugin is a separate process, and may still wait for input after the CLI has ended.
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return -1, ""
    return process.returncode, out + err


def _use_own_plugins(home: Path) -> None:
    """Make the CLI prefer the plugins that its package installed next to it to those of the machine."""
    program = shutil.which("docker")
    if not program:
        return
    found = Path(program).resolve()
    beside = (found.parents[1] / "libexec/docker/cli-plugins", found.parents[1] / "cli-plugins", found.parent)
    folder = next((each for each in beside if (each / "docker-compose").is_file()), None)
    if folder:
        (home / ".docker").mkdir()
        (home / ".docker/config.json").write_text(json.dumps({"cliPluginsExtraDirs": [str(folder)]}))
