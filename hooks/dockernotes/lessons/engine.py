"""What the engine holds, as the docker CLI reports it: a lesson must leave nothing behind."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass

_LISTS = {
    "container": (
        ["docker", "ps", "-a", "--no-trunc"],
        '{{.ID}}\t{{.Names}}\t{{.Label "com.docker.compose.project.working_dir"}}',
    ),
    "volume": (["docker", "volume", "ls"], '{{.Name}}\t{{.Name}}\t{{.Label "com.docker.compose.project"}}'),
    "network": (
        ["docker", "network", "ls", "--no-trunc"],
        '{{.ID}}\t{{.Name}}\t{{.Label "com.docker.compose.project"}}',
    ),
    # Since Docker 29, an image without a name is listed only with --all.
    "image": (["docker", "image", "ls", "--all", "--no-trunc"], "{{.ID}}\t{{.Repository}}:{{.Tag}}\t"),
}
_FIRST_BY_DATE = 17
"""Docker's first release named after its year (2017). The engine's Go module, moby/v2, is numbered separately."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Something that the engine holds. `project`: Compose's label on it, a folder for a container, else a name."""

    kind: str
    id: str
    name: str
    project: str = ""


def holdings() -> set[Holding]:
    """Return all containers, volumes, networks and images. The name of an image without one is its id."""
    found = set()
    for kind, (command, form) in _LISTS.items():
        for row in _docker([*command, "--format", form]).splitlines():
            ident, name, project = (row + "\t\t").split("\t")[:3]
            found.add(Holding(kind, ident, ident if "<none>" in name else name, project))
    return found


@dataclass(frozen=True, slots=True)
class Engine:
    """The engine that answers. `docker`: the release, such as 29.9.3; `engine`: what it calls itself, where that isn't
    the release; `store`: where it keeps images; `standins`: whether the images are ours, under the Hub's names.
    """

    docker: str
    engine: str
    store: str
    standins: bool


def look() -> Engine | None:
    """Return the engine that answers, or None if none does."""
    try:
        said = json.loads(_docker(["docker", "version", "--format", "{{json .}}"]))
        info = json.loads(_docker(["docker", "info", "--format", "{{json .}}"]))
    except (OSError, subprocess.CalledProcessError, json.JSONDecodeError):
        return None
    if not said.get("Server"):
        return None
    server = said["Server"]["Version"].split("+")[0]
    major = server.split(".")[0]
    dated = major.isdecimal() and int(major) >= _FIRST_BY_DATE
    own = "" if dated else f"moby {server}, API {said['Server']['ApiVersion']}"
    containerd = any("containerd" in value for _, value in info.get("DriverStatus") or ())
    store = "containerd" if containerd else info["Driver"]
    return Engine(server if dated else said["Client"]["Version"], own, store, _is_standin("alpine"))


def _is_standin(image: str) -> bool:
    form = '{{index .Config.Labels "docker-notes.recipe"}}'
    done = subprocess.run(
        ["docker", "image", "inspect", "-f", form, image], capture_output=True, text=True, check=False
    )
    return done.returncode == 0 and done.stdout.strip() not in ("", "<no value>")


def address() -> str | None:
    """Return where the docker CLI finds its engine, or None. A lesson has its own HOME, which has no context."""
    try:
        return _docker(["docker", "context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]).strip() or None
    except (OSError, subprocess.CalledProcessError):
        return None


def publisher(port: str) -> str:
    """Return the name of the container that publishes a port of the host, or an empty string."""
    return _docker(["docker", "ps", "--filter", f"publish={port}", "--format", "{{.Names}}"]).strip()


def remove(holding: Holding) -> None:
    """Remove something that a lesson made. Ignore errors: the next run reports what is in its way."""
    force = [] if holding.kind == "network" else ["-f"]
    volumes = ["-v"] if holding.kind == "container" else []
    target = holding.name if holding.kind == "image" else holding.id
    subprocess.run(["docker", holding.kind, "rm", *force, *volumes, target], capture_output=True, check=False)


def forget_builds() -> None:
    """Empty the build cache, so that builds print `CACHED` only for what the page itself has built."""
    subprocess.run(["docker", "builder", "prune", "--all", "--force"], capture_output=True, check=False)


def _docker(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
