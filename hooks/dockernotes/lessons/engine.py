"""What the engine holds, asked through the docker CLI, so that a lesson can be held to leaving nothing behind."""

from __future__ import annotations

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
    "image": (["docker", "image", "ls", "--no-trunc"], "{{.ID}}\t{{.Repository}}:{{.Tag}}\t"),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """A thing in the engine. `project`: what Compose noted on it; of a container the folder, else the name."""

    kind: str
    id: str
    name: str
    project: str = ""


def holdings() -> set[Holding]:
    """Return all containers, volumes, networks and images. An image without a name is named by its id."""
    found = set()
    for kind, (command, form) in _LISTS.items():
        for row in _docker([*command, "--format", form]).splitlines():
            ident, name, project = (row + "\t\t").split("\t")[:3]
            found.add(Holding(kind, ident, ident if "<none>" in name else name, project))
    return found


def version() -> str | None:
    """Return the engine's version, or None where no engine answers."""
    try:
        text = _docker(["docker", "version", "--format", "{{.Server.Version}}"])
    except (OSError, subprocess.CalledProcessError):
        return None
    return text.strip().split("+")[0] or None


def address() -> str | None:
    """Return where the docker CLI finds its engine: a lesson has its own HOME, where no context is chosen."""
    try:
        return _docker(["docker", "context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]).strip() or None
    except (OSError, subprocess.CalledProcessError):
        return None


def publisher(port: str) -> str:
    """Return the name of the container that has published a port of the host, or nothing."""
    return _docker(["docker", "ps", "--filter", f"publish={port}", "--format", "{{.Names}}"]).strip()


def remove(holding: Holding) -> None:
    """Remove a thing that a lesson made. Errors are left alone: what can't be removed is reported by the next look."""
    force = [] if holding.kind == "network" else ["-f"]
    volumes = ["-v"] if holding.kind == "container" else []
    target = holding.name if holding.kind == "image" else holding.id
    subprocess.run(["docker", holding.kind, "rm", *force, *volumes, target], capture_output=True, check=False)


def _docker(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
