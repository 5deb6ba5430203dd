"""Values that the schema of Compose files allows, but that Compose refuses: ports, sizes, durations and more."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dockernotes.compose.variables import filled
from dockernotes.dockercli.grammar.kinds import is_ip, size
from dockernotes.dockercli.grammar.mount import check_volume
from dockernotes.dockercli.grammar.port import check_publish_strictly

Place = list[str | int]
Check = Callable[[str], str | None]
_WORDS = frozenset(("true", "false", "y", "yes", "on", "n", "no", "off"))
_DURATION = re.compile(r"[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+)", re.ASCII)
_WEEKS = ("daily", "weekly")


def _size(value: str) -> str | None:
    whole = re.fullmatch(r"[-+]?\d+", value, re.ASCII)
    return None if whole or not size(value) else f"`{value}` isn't a size; write one such as `512m` or `2g`"


def _duration(value: str) -> str | None:
    if _DURATION.fullmatch(value):
        return None
    meant = f"; did you mean `{value}s`?" if re.fullmatch(r"\d+", value, re.ASCII) else ""
    return f"`{value}` isn't a duration such as `30s` or `1m30s`{meant}"


def _switch(value: str) -> str | None:
    return None if value.lower() in _WORDS else f"`{value}` is neither `true` nor `false`"


def _whole(value: str) -> str | None:
    return None if re.fullmatch(r"[-+]?\d+", value, re.ASCII) else f"`{value}` isn't a whole number"


def _number(value: str) -> str | None:
    good = re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", value, re.ASCII | re.IGNORECASE)
    return None if good else f"`{value}` isn't a number"


def _count(value: str) -> str | None:
    return None if value.lower() == "all" else _whole(value) and f"`{value}` is neither a number nor `all`"


def _positive(value: str) -> str | None:
    return _whole(value) or (f"`{value}` is below zero" if value.startswith("-") else None)


def _command(value: str) -> str | None:
    try:
        shlex.split(value)
    except ValueError:
        return "a quote in this command is not closed"
    return None


def _policy(value: str) -> str | None:
    return _duration(value.removeprefix("every_")) if value.startswith("every_") else None


def _host(value: str) -> str | None:
    if value and not re.search("[:=]", value):
        return f"`{value}` has no address; write `{value}=<address>`"
    return "no name before the address" if value[:1] in (":", "=") else None


def _device(value: str) -> str | None:
    return f"`{value}` has more than source, target and permissions" if value.count(":") > 2 else None


def _port(value: str) -> str | None:
    bare = value.partition("/")[0]
    if said := (check_publish_strictly(value) if value else "empty"):
        return f"`{value}`: {said}"
    last = bare.rpartition(":")[2]
    return f"`{value}`: no container listens on port 0" if re.fullmatch("0+", last) else None


def _volume(value: str) -> str | None:
    if not value:
        return "an empty volume"
    said = check_volume(value)
    return f"`{value}`: {said}" if said else None


_SIZES = (
    *("mem_limit", "memswap_limit", "mem_reservation", "mem_swappiness", "shm_size", "build.shm_size"),
    *("volumes.*.tmpfs.size", "deploy.resources.limits.memory", "deploy.resources.reservations.memory"),
    *("blkio_config.device_read_bps.*.rate", "blkio_config.device_write_bps.*.rate"),
)
_DURATIONS = (
    "stop_grace_period",
    *(f"healthcheck.{key}" for key in ("interval", "timeout", "start_period", "start_interval")),
    *(f"deploy.{part}.{key}" for part in ("update_config", "rollback_config") for key in ("delay", "monitor")),
    *("deploy.restart_policy.delay", "deploy.restart_policy.window"),
)
_SWITCHES = (
    *("init", "oom_kill_disable", "privileged", "read_only", "stdin_open", "tty", "attach", "healthcheck.disable"),
    *("depends_on.*.required", "depends_on.*.restart", "volumes.*.read_only", "volumes.*.volume.nocopy"),
    *("build.no_cache", "build.pull", "build.privileged"),
)
_WHOLES = (
    *("cpu_count", "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime", "cpu_shares", "oom_score_adj"),
    *("pids_limit", "scale", "deploy.replicas", "deploy.update_config.parallelism", "ulimits.*", "ulimits.*.soft"),
    *("ulimits.*.hard", "deploy.rollback_config.parallelism", "deploy.restart_policy.max_attempts"),
    *("deploy.placement.max_replicas_per_node", "ports.*.target", "blkio_config.weight", "build.ulimits.*"),
    *("build.ulimits.*.soft", "build.ulimits.*.hard"),
)
_CHECKS: dict[str, Check] = {
    **dict.fromkeys(_SIZES, _size),
    **dict.fromkeys(_DURATIONS, _duration),
    **dict.fromkeys(_SWITCHES, _switch),
    **dict.fromkeys(_WHOLES, _whole),
    **dict.fromkeys(("cpus", "cpu_percent", "deploy.resources.limits.cpus"), _number),
    **dict.fromkeys(("gpus.*.count", "deploy.resources.reservations.devices.*.count"), _count),
    **dict.fromkeys(("command", "entrypoint"), _command),
    "deploy.resources.reservations.cpus": _number,
    "deploy.resources.limits.pids": _whole,
    "volumes.*.bind.create_host_path": _switch,
    "healthcheck.retries": _positive,
    "pull_policy": _policy,
    "ports.*": _port,
    "volumes.*": _volume,
    "devices.*": _device,
    "ports.*.host_ip": lambda value: None if is_ip(value) else f"`{value}` isn't an IP address",
}
_TOP = {f"{part}.*.external": _switch for part in ("networks", "volumes", "secrets", "configs")}
_TOP |= {f"networks.*.{key}": _switch for key in ("internal", "attachable", "enable_ipv4", "enable_ipv6")}


def _spaced(value: str) -> str | None:
    name = value.partition("=")[0]
    return f"`{name.strip()}` has a space before its `=`; remove it" if name != name.rstrip() else None


def value_faults(data: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Yield the place and message of each value of a file that Compose can't read."""
    services = data.get("services")
    for name, service in services.items() if isinstance(services, dict) else ():
        if not isinstance(service, dict):
            continue
        for key, each in service.items():
            yield from _below(each, ["services", str(name), str(key)], str(key), _CHECKS)
        yield from _listed(str(name), service)
        for at, port in enumerate(service["ports"] if isinstance(service.get("ports"), list) else ()):
            here: Place = ["services", str(name), "ports", at]
            if isinstance(port, dict) and "target" not in port:
                yield here, "this port lacks its `target`, the one of the container"
            elif isinstance(port, float):
                yield here, f"`{port}` isn't a port; write a whole number, or the pair in quotes"
        for at, port in enumerate(service["expose"] if isinstance(service.get("expose"), list) else ()):
            if isinstance(port, float):
                yield ["services", str(name), "expose", at], f"`{port}` isn't a port; write a whole number"
    for key in ("networks", "volumes", "secrets", "configs"):
        yield from _below(data.get(key), [key], key, _TOP)


def _listed(name: str, service: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Yield what is wrong with entries of lists such as `name=value`. In a mapping, the name would be a key."""
    for path, check in ((["environment"], _spaced), (["extra_hosts"], _host), (["build", "extra_hosts"], _host)):
        value: Any = service
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        for at, word in enumerate(value if isinstance(value, list) else ()):
            text = filled(word) if isinstance(word, str) else None
            if text is not None and (said := check(text)):
                yield ["services", name, *path, at], said


def _below(value: Any, path: Place, pattern: str, checks: Mapping[str, Check]) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            known = f"{pattern}.{key}"
            deeper = known if any(name == known or name.startswith(f"{known}.") for name in checks) else f"{pattern}.*"
            yield from _below(inner, [*path, str(key)], deeper, checks)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _below(inner, [*path, at], f"{pattern}.*", checks)
    elif (check := checks.get(pattern)) and isinstance(value, str | int) and not isinstance(value, bool):
        text = filled(value) if isinstance(value, str) else str(value)
        if text is not None and (said := check(text)):
            yield path, said
