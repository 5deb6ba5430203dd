"""Check a task's conditions on a real engine, with `docker inspect`, `docker exec`, `docker cp` and HTTP.

This is the twin of docs/assets/js/lab/tasks/conditions.js: it checks the same conditions in what Docker prints.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from dockernotes.catalog.task import (
    AnswerIs,
    Condition,
    ContainerIs,
    FileIs,
    ImageIs,
    MountIs,
    NameIs,
    NetworkIs,
    RunIs,
    Task,
    VolumeIs,
)

TIMEOUT = 60


class Host:
    """What one reader has on a machine. `folder`: the one with their files; `others`: containers that aren't theirs."""

    def __init__(self, folder: Path, others: Iterable[str]) -> None:
        self.folder = folder
        self._others = frozenset(others)

    @cached_property
    def containers(self) -> list[dict[str, Any]]:
        """The reader's containers, read once, at the first use."""
        ids = set(docker("ps", "--all", "--quiet", "--no-trunc").stdout.split()) - self._others
        return inspect("container", *sorted(ids)) if ids else []


def verdict(task: Task, host: Host) -> str | None:
    """Return the id of the hint that a reader would get, or None if the task is done."""
    missing = next((each for each in task.wanted if not holds(each, host)), None)
    if missing is None:
        return None
    for hint in task.hints:
        if all(holds(each, host) for each in hint.when):
            return hint.id
    return missing.id


def holds(condition: Condition, host: Host) -> bool:
    """Return whether a condition holds now."""
    kind = next(name for name in CHECKS if getattr(condition, name) is not None)
    return CHECKS[kind](getattr(condition, kind), host) is not condition.negated


def docker(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a docker command."""
    return subprocess.run(["docker", *words], capture_output=True, text=True, check=False, timeout=TIMEOUT)


def inspect(kind: str, *names: str) -> list[dict[str, Any]]:
    """Return what `docker inspect` prints for some objects, without those that don't exist."""
    done = docker(kind, "inspect", *names)
    return list(json.loads(done.stdout or "[]"))


def _container(wanted: ContainerIs, host: Host) -> bool:
    return any(_is_container(wanted, each) for each in host.containers)


def _is_container(wanted: ContainerIs, data: dict[str, Any]) -> bool:
    config, host, state = data["Config"], data["HostConfig"], data["State"]
    policy, times = host["RestartPolicy"]["Name"] or "no", host["RestartPolicy"]["MaximumRetryCount"]
    drops = [each.removeprefix("CAP_") for each in host["CapDrop"] or ()]
    pairs = [
        (wanted.name, data["Name"].removeprefix("/")),
        (tagged(wanted.of) if wanted.of else None, tagged(config["Image"])),
        (wanted.state, state["Status"]),
        (wanted.code, state["ExitCode"]),
        (wanted.health, state.get("Health", {}).get("Status")),
        (wanted.command, " ".join([data["Path"], *data["Args"]])),
        (wanted.user, config["User"]),
        (wanted.restart, f"{policy}:{times}" if times else policy),
        (wanted.memory, host["Memory"]),
        (wanted.pids, host["PidsLimit"]),
        (wanted.init, bool(host.get("Init"))),
        (wanted.read_only, host["ReadonlyRootfs"]),
    ]
    return (
        _same(pairs)
        and wanted.env.items() <= _variables(config).items()
        and wanted.label.items() <= (config["Labels"] or {}).items()
        and wanted.log.items() <= (host["LogConfig"]["Config"] or {}).items()
        and (not wanted.publishes or _publishes(host, wanted.publishes))
        and (not wanted.network or wanted.network in data["NetworkSettings"]["Networks"])
        and (not wanted.drops or wanted.drops in drops)
        and (not wanted.mount or _mounts(data, wanted.mount))
        and (not wanted.prints or wanted.prints in _log(data["Id"]))
        and (not wanted.file or _has(_in_container(data["Id"], wanted.file.path), wanted.file))
    )


def _same(pairs: Iterable[tuple[object, object]]) -> bool:
    return all(wanted is None or wanted == found for wanted, found in pairs)


def tagged(name: str) -> str:
    """Return an image's name with its tag."""
    return name if ":" in name.rsplit("/", 1)[-1] else f"{name}:latest"


def _variables(config: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, _, value in (each.partition("=") for each in config["Env"] or ())}


def _publishes(host: dict[str, Any], wanted: str) -> bool:
    *address, outside, inside = wanted.split(":")
    bound = (host["PortBindings"] or {}).get(f"{inside}/tcp") or []
    return any(
        each["HostPort"] == outside and each["HostIp"].replace("0.0.0.0", "") == "".join(address) for each in bound
    )


def _mounts(data: dict[str, Any], wanted: MountIs) -> bool:
    host = data["HostConfig"]
    if wanted.type == "tmpfs":
        return wanted.at in (host.get("Tmpfs") or {}) or any(
            each["Type"] == "tmpfs" and each["Target"] == wanted.at for each in host.get("Mounts") or ()
        )
    return any(
        each["Type"] == wanted.type
        and each["Destination"] == wanted.at
        and (wanted.read_only is None or wanted.read_only is not each["RW"])
        and (not wanted.source or wanted.source in (each.get("Name"), Path(each["Source"]).name))
        for each in data["Mounts"]
    )


def _log(name: str) -> str:
    done = docker("logs", name)
    return done.stdout + done.stderr


def _in_container(name: str, path: str) -> bytes | None:
    """Return a file's content in a container, running or not: empty for anything but a file, None if it isn't there."""
    done = subprocess.run(["docker", "cp", "-L", f"{name}:{path}", "-"], capture_output=True, check=False)
    if done.returncode:
        return None
    with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        first = archive.next()
        file = archive.extractfile(first) if first and first.isfile() else None
        return file.read() if file else b""


def _has(data: bytes | None, wanted: FileIs) -> bool:
    if wanted.absent or data is None:
        return wanted.absent and data is None
    return (wanted.says or "").encode() in data


def _image(wanted: ImageIs, _: Host) -> bool:
    found = inspect("image", wanted.name)
    if not found:
        return False
    config = found[0]["Config"]
    other = inspect("image", wanted.same_as) if wanted.same_as else found
    pairs = [
        (wanted.user, config.get("User") or ""),
        (wanted.workdir, config.get("WorkingDir") or ""),
        (wanted.cmd, config.get("Cmd")),
        (wanted.entrypoint, config.get("Entrypoint")),
        (wanted.checked, bool((config.get("Healthcheck") or {}).get("Test"))),
    ]
    return (
        _same(pairs)
        and [each["Id"] for each in other] == [found[0]["Id"]]
        and wanted.env.items() <= _variables(config).items()
        and wanted.label.items() <= (config.get("Labels") or {}).items()
        and (not wanted.port or wanted.port in (config.get("ExposedPorts") or {}))
        and (wanted.layers_at_most is None or len(found[0]["RootFS"]["Layers"]) <= wanted.layers_at_most)
        and (not wanted.file or _has(_in_image(wanted.name, wanted.file.path), wanted.file))
    )


def _in_image(name: str, path: str) -> bytes | None:
    made = docker("create", name, "true").stdout.strip()
    try:
        return _in_container(made, path)
    finally:
        docker("rm", "--volumes", made)


def _volume(wanted: VolumeIs, _: Host) -> bool:
    if not inspect("volume", wanted.name):
        return False
    users = docker("ps", "--all", "--quiet", "--filter", f"volume={wanted.name}").stdout.split()
    if wanted.used is not None and wanted.used is not bool(users):
        return False
    return not wanted.file or _has(_in_volume(wanted.name, wanted.file.path), wanted.file)


def _in_volume(name: str, path: str) -> bytes | None:
    made = docker("create", "--volume", f"{name}:/v", "alpine", "true").stdout.strip()
    try:
        return _in_container(made, f"/v{path}")
    finally:
        docker("rm", made)


def _network(wanted: NetworkIs, _: Host) -> bool:
    found = inspect("network", wanted.name)
    return bool(found) and wanted.internal in (None, found[0]["Internal"])


def _http(wanted: AnswerIs, _: Host) -> bool:
    try:
        with urllib.request.urlopen(wanted.url, timeout=5) as answer:
            status, text = answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read().decode(errors="replace")
    except OSError:
        return False
    return status == wanted.status and (wanted.says or "") in text


def _resolves(wanted: NameIs, _: Host) -> bool:
    # A container in the other's network, so that the other's image needs no program for this.
    words = ("alpine", "nslookup", wanted.name)
    return docker("run", "--rm", "--network", f"container:{wanted.source}", *words).returncode == 0


def _run(wanted: RunIs, _: Host) -> bool:
    done = docker("exec", wanted.container, "sh", "-c", wanted.command)
    return wanted.says in done.stdout + done.stderr


def _file(wanted: FileIs, host: Host) -> bool:
    path = host.folder / wanted.path
    return _has(path.read_bytes() if path.is_file() else b"" if path.exists() else None, wanted)


CHECKS: dict[str, Callable[[Any, Host], bool]] = {
    "container": _container,
    "image": _image,
    "volume": _volume,
    "network": _network,
    "http": _http,
    "resolves": _resolves,
    "run": _run,
    "file": _file,
}
