"""An engine in use: what others made stays, and what is in a page's way is reported before anything is touched."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = pytest.mark.engine
THEIRS = ["dn-theirs", "dn-theirs-volume", "dn-theirs-network", "dn-theirs-image:1"]


def docker(*words: str) -> str:
    return subprocess.run(["docker", *words], capture_output=True, text=True, check=True).stdout.strip()


def lessons(page: Path, text: str, **options: object) -> subprocess.Popen[str]:
    """Run a page on an engine that others use too."""
    page.write_text(text)
    environment = {k: v for k, v in os.environ.items() if k != "DOCKER_NOTES_SCRATCH"}
    command = [sys.executable, str(ROOT / "hooks/lessons.py"), "run", str(page)]
    # A background job ignores Ctrl-C, unless the signal is set back to its default.
    command = ["env", "--default-signal=INT", *command]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def finished(page: Path, *commands: str) -> str:
    session = "\n".join(f"$ {command}" for command in commands)
    return lessons(page, f"# x\n\n```console\n{session}\n```\n").communicate(timeout=120)[0]


def appears(name: str) -> None:
    """Wait until a container runs."""
    for _ in range(120):
        if name in docker("ps", "--format", "{{.Names}}").split():
            return
        time.sleep(0.25)
    raise AssertionError(f"{name} does not run")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "page.md"


@pytest.fixture
def theirs() -> Iterator[None]:
    """What somebody else has in the engine."""
    container, volume, network, image = THEIRS
    docker("volume", "create", volume)
    docker("network", "create", network)
    docker("tag", "alpine", image)
    docker(
        "run",
        "-d",
        "--init",
        "--name",
        container,
        "-p",
        "127.0.0.1:8197:80",
        "-v",
        f"{volume}:/data",
        image,
        "sleep",
        "600",
    )
    yield
    docker("rm", "-f", container)
    docker("volume", "rm", volume)
    docker("network", "rm", network)
    docker("rmi", image)


def held() -> set[str]:
    """Return the ids and names of everything that the engine holds."""
    lists = [
        docker("ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.Names}} {{.State}}"),
        docker("volume", "ls", "--format", "{{.Name}}"),
        docker("network", "ls", "--no-trunc", "--format", "{{.ID}} {{.Name}}"),
        docker("image", "ls", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}"),
    ]
    return {row for rows in lists for row in rows.splitlines()}


@pytest.mark.usefixtures("theirs")
def test_what_others_made_stays_and_is_not_on_the_page(page: Path) -> None:
    before = held()
    text = finished(
        page,
        "docker run -d --name dn-mine -v dn-mine-volume:/data alpine sleep 600",
        "docker network create dn-mine-network",
        "docker ps --format '{{.Names}}' > names; grep -c dn-theirs names",
    )
    # These were left behind, so the page fails. They are removed all the same, and nothing else is.
    for kind, name in (("container", "dn-mine"), ("volume", "dn-mine-volume"), ("network", "dn-mine-network")):
        assert f"leaves the {kind} `{name}` behind\n" in text
    assert held() == before
    rows = lessons(page, "# x\n\n```console\n$ docker ps --format '{{.Names}}'\n(none)\n```\n").communicate(timeout=60)[
        0
    ]
    assert "dn-theirs" not in rows


COLLISIONS = [
    ("docker run --name dn-theirs alpine", "container", "dn-theirs"),
    ("docker run --rm -v dn-theirs-volume:/x alpine", "volume", "dn-theirs-volume"),
    ("docker network create dn-theirs-network", "network", "dn-theirs-network"),
    ("docker build -t dn-theirs-image:1 .", "image", "dn-theirs-image:1"),
    ("docker rmi dn-theirs-image:1", "image", "dn-theirs-image:1"),
]


@pytest.mark.usefixtures("theirs")
@pytest.mark.parametrize(("command", "kind", "name"), COLLISIONS, ids=[c[0] for c in COLLISIONS])
def test_a_name_that_is_taken_is_named(command: str, kind: str, name: str, page: Path) -> None:
    before = held()
    text = finished(page, "docker run --name dn-never alpine", command)
    assert f"page.md:5: `{command}` the engine already has the {kind} `{name}`, and this page creates one" in text
    assert "0 commands run" in text
    assert held() == before


@pytest.mark.usefixtures("theirs")
def test_a_port_of_another_container_is_named(page: Path) -> None:
    text = finished(page, "docker run --rm -p 8197:80 alpine true")
    assert (
        "page.md:4: `docker run --rm -p 8197:80 alpine true` port 8197 is taken: container `dn-theirs` has it" in text
    )
    assert "0 commands run" in text


def test_a_port_of_another_program_is_named(page: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        text = finished(page, "docker ps", f"docker run --rm -p 127.0.0.1:{port}:80 alpine true")
    assert f":5: `docker run --rm -p 127.0.0.1:{port}:80 alpine true` port {port} is taken: a program of this" in text
    assert "0 commands run" in text


def test_a_page_that_sweeps_is_refused(page: Path) -> None:
    text = finished(page, "docker container prune --force")
    assert "page.md:4: `docker container prune --force` `docker container prune` removes what others made too" in text


def test_what_somebody_makes_meanwhile_is_spared(page: Path) -> None:
    run = lessons(page, "# x\n\n```console\n$ docker run --rm --name dn-mine alpine sleep 6\n```\n")
    appears("dn-mine")
    try:
        name = docker("inspect", "-f", "{{.Name}}", docker("run", "-d", "--init", "alpine", "sleep", "600"))[1:]
        text = run.communicate(timeout=60)[0]
        assert f"leaves the container `{name}` behind, unless somebody else has made it meanwhile" in text
        assert docker("inspect", "-f", "{{.State.Running}}", name) == "true"
    finally:
        docker("rm", "-f", name)


def test_ctrl_c_leaves_nothing_behind(page: Path) -> None:
    before = held()
    run = lessons(page, "```console\n$ docker run -d --init --name dn-mine alpine sleep 600\n$ sleep 60\n```\n")
    appears("dn-mine")
    run.send_signal(signal.SIGINT)
    text = run.communicate(timeout=60)[0]
    assert run.returncode == 130, text
    assert "stopped; what this page had made is removed" in text
    assert held() == before


def test_a_lesson_has_its_own_home_and_folder(page: Path) -> None:
    session = "$ echo $HOME; pwd; ls -A\n/home/you\n/home/you/docker-notes"
    text = lessons(page, f"```console\n{session}\n```\n").communicate(timeout=60)[0]
    assert re.search(r"1 commands run on Docker \S+, 0 only read, 0 troubles", text), text
