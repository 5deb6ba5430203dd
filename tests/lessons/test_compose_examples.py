"""The examples of Compose's keys, each brought up on a real engine: what they show must start."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from dockernotes.catalog.catalog import ComposeKey
from dockernotes.catalog.load import load

pytestmark = pytest.mark.engine

CATALOG = load((ROOT / "docs/_data/docker.yml").read_bytes(), "docker.yml")[0]
assert CATALOG

BESIDE = {
    "Dockerfile": 'FROM alpine AS production\nCMD ["sleep", "60"]\n',
    "common.yaml": "services: {base: {image: 'nginx:1.29'}}\n",
    "database.yaml": "services: {db: {image: 'redis:8'}}\n",
    "password.txt": "secret\n",
    "site/index.html": "<h1>Hello</h1>\n",
    "src/main.js": "\n",
}
"""Files that the examples expect in their folder."""


class Project:
    """One example, under its own project name, so that nothing else in the engine is touched."""

    def __init__(self, folder: Path, example: str) -> None:
        self.folder = folder
        for name, text in BESIDE.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text)
        # A volume that exists already, a fixed name and a fixed port could be somebody's.
        own = example.replace("site:", "dnerr-site:", 2) if "external" in example else example
        own = own.replace("shop-web", "dnerr-web").replace(":8080:", ":8197:")
        (folder / "compose.yaml").write_text(own)

    def compose(self, *words: str) -> str:
        command = ["docker", "compose", "--project-name", "dnerr", "--profile", "*", *words]
        environment = os.environ | {"TOKEN": "secret"}
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            text=True,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return done.stdout


@pytest.fixture
def external() -> Iterator[None]:
    subprocess.run(["docker", "volume", "create", "dnerr-site"], capture_output=True, check=True)
    yield
    subprocess.run(["docker", "volume", "rm", "dnerr-site"], capture_output=True, check=False)


@pytest.mark.usefixtures("external")
@pytest.mark.parametrize("key", CATALOG.compose_keys, ids=[k.key for k in CATALOG.compose_keys])
def test_an_example_starts(key: ComposeKey, tmp_path: Path) -> None:
    project = Project(tmp_path, key.example)
    said = project.compose("up", "--detach")
    try:
        time.sleep(1)  # what can't run ends immediately
        states = project.compose("ps", "--all", "--format", "{{.State}} {{.ExitCode}}").split("\n")[:-1]
        assert states, said
        assert set(states) <= {"running 0", "exited 0"}, said + project.compose("logs", "--tail", "5")
    finally:
        project.compose("down", "--timeout", "0", "--volumes", "--remove-orphans", "--rmi", "local")
