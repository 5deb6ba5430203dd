"""Names to ask the CLI about, because no `--help` shows them: from the sources of the CLI, buildx and Compose.

A name is only a question. If a version doesn't have it, its CLI says that it's unknown.
"""

from __future__ import annotations

# The flags that commands may have, by full names of commands or by the last word of any command.
FLAGS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("docker run", "docker create", "docker container run", "docker container create"): (
        *("--dns-opt", "--email", "--kernel-memory", "--link", "--net", "--net-alias"),
    ),
    ("build", "b"): (
        *("--compress", "--cpu-period", "--cpu-quota", "-c, --cpu-shares", "--cpuset-cpus", "--cpuset-mems"),
        *("--detach", "--force-rm", "--invoke", "--isolation", "-m, --memory", "--memory-swap", "--no-rm"),
        *("--parallel", "--print", "--progress", "--rm", "--root", "--security-opt", "--server-config", "--squash"),
    ),
    ("bake",): ("--list-targets", "--list-variables"),
    ("prune",): ("--keep-storage",),
    ("docker buildx create", "docker builder create"): ("--config",),
    ("stop", "restart"): ("--time",),
    ("update",): ("--kernel-memory",),
    ("docker volume create",): ("--name",),
    ("docker commit", "docker container commit"): ("-p, --pause",),
    (
        *(
            "docker run",
            "docker create",
            "docker container run",
            "docker container create",
            "docker pull",
            "docker push",
        ),
        *("docker image pull", "docker image push"),
        *("docker plugin install", "docker plugin push", "docker plugin upgrade"),
    ): ("--disable-content-trust",),
    ("docker compose build", "docker compose pull", "docker compose publish", "docker compose push"): (
        "--insecure-registry",
    ),
    ("login",): ("-e, --email",),
    ("stack", "docker stack config", "deploy", "docker stack ls", "docker stack ps", "docker stack rm", "services"): (
        "--orchestrator",
    ),
    ("compose",): ("--no-ansi", "--verbose", "-v, --version", "--workdir"),
    ("docker compose cp",): ("-a, --all",),
    ("docker compose create", "docker compose publish"): ("--y",),
    ("docker compose down",): ("--volume",),
    ("docker compose exec",): ("-i, --interactive", "-t, --tty", "--no-TTY"),
    ("docker compose pull",): ("--no-parallel", "--parallel"),
    ("docker compose rm",): ("-a, --all",),
    ("docker compose run",): ("-t, --tty", "--labels", "--no-TTY", "--volumes"),
    ("docker compose up",): ("--menu", "--y"),
}
# The commands that each group may have.
COMMANDS: dict[str, tuple[str, ...]] = {
    # Groups that `docker --help` leaves out while no swarm is active, and the completion scripts for shells.
    "docker": ("completion", "config", "node", "secret", "service", "stack"),
    "docker buildx": ("dap", "debug", "install", "uninstall"),
    "docker builder": ("dap", "debug", "install", "uninstall"),
    **dict.fromkeys(("docker buildx replay", "docker builder replay"), ("snapshot", "verify")),
    "docker compose": ("alpha", "convert"),
    "docker system": ("dial-stdio",),
}
SHOWN = frozenset(("config", "node", "secret", "service", "stack"))
"""Those of them that `--help` does show when they can be used."""


def flags_of(command: str) -> list[str]:
    """Return the flags that a command may have, each as `--name` or `-n, --name`."""
    last = command.rsplit(" ", 1)[-1]
    return [flag for names, flags in FLAGS.items() if last in names or command in names for flag in flags]
