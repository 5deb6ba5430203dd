"""What the engine holds, asked through the docker CLI, so that a lesson can be held to leaving nothing behind."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

_LISTS = {
    "container": ["docker", "ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.Names}}"],
    "volume": ["docker", "volume", "ls", "--format", "{{.Name}} {{.Name}}"],
    "network": ["docker", "network", "ls", "--no-trunc", "--format", "{{.ID}} {{.Name}}"],
    "image": ["docker", "image", "ls", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.Repository}}:{{.Tag}}"],
}


@dataclass(frozen=True, slots=True)
class Holding:
    """A thing in the engine."""

    kind: str
    id: str
    name: str


def holdings() -> set[Holding]:
    """Return all containers, volumes, networks and tagged images."""
    found = set()
    for kind, command in _LISTS.items():
        for row in _docker(command).splitlines():
            ident, _, name = row.partition(" ")
            if "<none>" not in name:
                found.add(Holding(kind, ident, name))
    return found


def version() -> str | None:
    """Return the engine's version, or None where no engine answers."""
    try:
        text = _docker(["docker", "version", "--format", "{{.Server.Version}}"])
    except (OSError, subprocess.CalledProcessError):
        return None
    return text.strip().split("+")[0] or None


def remove(holding: Holding) -> None:
    """Remove a thing that a lesson made. Errors are left alone: what can't be removed is reported by the next look."""
    force = [] if holding.kind == "network" else ["-f"]
    volumes = ["-v"] if holding.kind == "container" else []
    subprocess.run(["docker", holding.kind, "rm", *force, *volumes, holding.id], capture_output=True, check=False)


def _docker(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
