"""Values as the CLI reads them, by the kind of their flag and, where a flag has a grammar of its own, by its name.

What needs a file or an engine to judge passes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dockernotes.dockercli.grammar import container_grammars, grammars
from dockernotes.dockercli.grammar.buildflags import BUILD, LATE_RESOURCES
from dockernotes.dockercli.grammar.fields import is_long, keyed
from dockernotes.dockercli.grammar.kinds import (
    Check,
    cpus,
    duration,
    filter_,
    ip,
    ips,
    networks,
    not_below_zero,
    not_negative,
    number,
    octal,
    pair,
    size,
    size_or_unlimited,
    ulimit,
    whole,
)
from dockernotes.dockercli.grammar.mount import check_mount, check_mount_strictly, check_volume
from dockernotes.dockercli.grammar.port import check_expose, check_port, check_publish, check_publish_strictly
from dockernotes.dockercli.spec.model import FlagSpec

_FILE = ("source", "src", "target", "uid", "gid", "mode")
_BY_KIND: dict[str, Check] = {
    "int": whole(-(2**63), 2**63 - 1),
    "uint": whole(0, 2**64 - 1),
    "uint16": whole(0, 2**16 - 1),
    "uint32": whole(0, 2**32 - 1),
    "float": number,
    "decimal": cpus,
    "bytes": size,
    "duration": duration,
    "filter": filter_,
    "ulimit": ulimit,
    "umask": octal,
    "ip": ip,
    "ipNetSlice": networks,
    "ipSlice": ips,
    "mount": check_mount,
    "port": check_port,
    "pref": grammars.placement,
    "secret": keyed(*_FILE, alone=True, wanted="source/src"),
    "config": keyed(*_FILE, alone=True, wanted="source/src"),
    "network": lambda value: container_grammars.network(value) if is_long(value) else None,
    "gpu-request": container_grammars.gpus,
    "external-ca": grammars.external_ca,
    "stringToString": container_grammars.storage,
    "node-addr": grammars.node_address,
}
_BYTES, _COUNT = container_grammars.device_limit(size), container_grammars.device_limit(whole(0, 2**64 - 1))
# Read while the flags are: before operands are counted.
_RUN: dict[str, Check] = {
    "--add-host": container_grammars.add_host,
    "--attach": container_grammars.stream,
    "--blkio-weight-device": container_grammars.device_limit(container_grammars.weight),
    "--device-cgroup-rule": container_grammars.cgroup_rule,
    **{f"--device-{way}-bps": _BYTES for way in ("read", "write")},
    **{f"--device-{way}-iops": _COUNT for way in ("read", "write")},
    "--dns": grammars.address,
    "--dns-search": grammars.domain,
    "--env": grammars.variable,
    "--label": grammars.label,
    "--link": container_grammars.link,
    "--memory-swap": size_or_unlimited,
    "--net": lambda value: container_grammars.network(value) if is_long(value) else None,
    "--sysctl": container_grammars.sysctl,
}
# Read after the operands are counted.
_RUN_LATE: dict[str, Check] = {
    "--cgroupns": container_grammars.mode("private", "host"),
    "--expose": check_expose,
    "--mac-address": container_grammars.mac_address,
    "--memory-swappiness": container_grammars.swappiness,
    "--pid": container_grammars.mode("host", "container:"),
    "--platform": grammars.platform,
    "--publish": check_publish,
    "--pull": grammars.one_of("always", "missing", "never", ""),
    "--restart": container_grammars.restart,
    "--security-opt": container_grammars.security,
    "--storage-opt": container_grammars.storage,
    "--userns": container_grammars.mode("host"),
    "--uts": container_grammars.mode("host"),
    "--volume": check_volume,
}
_SERVICE: dict[str, Check] = {
    **{f"--health-{what}": not_negative for what in ("interval", "start-interval", "start-period", "timeout")},
    **{f"--container-label{add}": grammars.label for add in ("", "-add")},
    **{f"--label{add}": grammars.label for add in ("", "-add")},
    **{f"--dns{add}": grammars.address for add in ("", "-add")},
    **{f"--dns-search{add}": grammars.domain for add in ("", "-add")},
    **{f"--env{add}": grammars.variable for add in ("", "-add")},
    **{f"--host{add}": container_grammars.add_host for add in ("", "-add")},
    "--credential-spec": grammars.credential,
    "--generic-resource": grammars.generic_resource,
    "--generic-resource-add": grammars.generic_resource,
    "--log-opt": grammars.variable,
}
_PROGRESS = grammars.one_of("auto", "tty", "plain", "quiet", "none", "json", "")
_AVAILABILITY = {"--availability": grammars.one_of("active", "pause", "drain", "")}
MAKES_CONTAINER = frozenset(f"docker {words}" for words in ("run", "create", "container run", "container create"))
_LABELLED = ("config", "network", "secret", "volume")
_EARLY: dict[str, dict[str, Check]] = {
    "docker": {"--log-level": grammars.log_level},
    **dict.fromkeys(MAKES_CONTAINER, _RUN),
    **{f"docker {words}exec": {"--env": grammars.variable} for words in ("", "container ")},
    **{f"docker {thing} create": {"--label": grammars.label} for thing in _LABELLED},
    "docker network connect": {"--link": container_grammars.link},
    "docker compose": {"--progress": _PROGRESS},
    "docker service create": _SERVICE,
    "docker service update": _SERVICE,
}
_READS_PLATFORM = ("inspect", "load", "push", "rm", "save")
_BUILDER: dict[str, Check] = {
    "--driver": grammars.one_of("docker", "docker-container", "kubernetes", "remote", "cloud", ""),
    "--driver-opt": pair,
    "--name": grammars.builder_name,
    "--node": grammars.builder_name,
    "--platform": grammars.targets,
}
_BAKES = ("", "builder ", "buildx ")
_BUILDS = tuple(f"docker {group}build" for group in ("", "builder ", "buildx ", "image "))
_ATTACHES = tuple(
    f"docker {group}{verb}" for group in ("", "container ") for verb in ("attach", "exec", "run", "start")
)
_THINGS = ("config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume")
_LATE: dict[str, Mapping[str, Check]] = {
    **dict.fromkeys(MAKES_CONTAINER, _RUN_LATE),
    **{f"docker image {verb}": {"--platform": grammars.platform} for verb in _READS_PLATFORM},
    **{f"docker {verb}": {"--platform": grammars.platform} for verb in ("load", "push", "rmi", "save")},
    **{
        f"docker {group}bake": {
            "--allow": grammars.entitlement,
            "--call": BUILD["--call"],
            "--jobs": grammars.jobs,
            "--policy": BUILD["--policy"],
            "--progress": grammars.one_of("auto", "plain", "tty", "quiet", "rawjson", ""),
        }
        for group in _BAKES
    },
    **dict.fromkeys(_BUILDS, BUILD),
    **{f"docker {group} create": _BUILDER for group in ("buildx", "builder")},
    "docker compose": {"--project-name": grammars.project_name},
    "docker compose build": {"--progress": _PROGRESS},
    "docker compose down": {"--rmi": grammars.one_of("all", "local", "")},
    "docker compose ls": {"--filter": grammars.one_filter("name")},
    "docker compose ps": {"--filter": grammars.one_filter("status", "source")},
    "docker context create": {"--docker": grammars.endpoint},
    **{f"docker {group}events": {"--since": grammars.moment, "--until": grammars.moment} for group in ("", "system ")},
    "docker network connect": {"--driver-opt": pair},
    "docker inspect": {"--type": grammars.one_of("", *_THINGS)},
    "docker swarm init": _AVAILABILITY,
    "docker swarm join": _AVAILABILITY,
}


# What takes the place of a check from a change on.
_LATER: Mapping[Check, tuple[str, Check]] = {
    check_mount: ("strict-mounts", check_mount_strictly),
    check_publish: ("strict-ports", check_publish_strictly),
}


def _number_from_zero(value: str) -> str | None:
    return _BY_KIND["int"](value) or not_below_zero(value)


# Checks that come with a change, and that count more than the kind of their flag.
_ADDED: Mapping[str, Mapping[str, Mapping[str, Check]]] = {
    "checked-platforms": {
        **{name: {"--platform": grammars.platform} for name in ("docker pull", "docker image pull")},
        **{f"docker {group} create": {"--platform": grammars.some_platforms} for group in ("buildx", "builder")},
        **{name: {"--platform": grammars.some_platforms} for name in _BUILDS},
    },
    "checked-waits": {"docker compose up": {"--wait-timeout": _number_from_zero}},
    "checked-keys": {name: {"--detach-keys": grammars.detach_keys} for name in _ATTACHES},
    "late-resources": dict.fromkeys(_BUILDS, LATE_RESOURCES),
}


def check_value(command: str, flag: FlagSpec, value: str, changes: Collection[str] = ()) -> tuple[str | None, bool]:
    """Return what the CLI holds against a flag's value, or None, and whether it counts the operands before it looks.

    `changes`: what the version has of dockernotes.dockercli.spec.since.
    """
    for change, checks in _ADDED.items():
        added = checks.get(command, {}).get(flag.name) if change in changes else None
        if added:
            return added(value), True
    early = _of(_EARLY, command, flag, changes) or _at(_BY_KIND.get(flag.kind), changes)
    fault = early(value) if early else None
    late = _of(_LATE, command, flag, changes) if fault is None else None
    if late is grammars.platform and flag.kind == "strings":
        late = grammars.listed_platforms  # from 29 on these take several
    return (late(value), True) if late else (fault, False)


def _of(
    table: Mapping[str, Mapping[str, Check]], command: str, flag: FlagSpec, changes: Collection[str]
) -> Check | None:
    return _at(table.get(command, {}).get(flag.name), changes)


def _at(check: Check | None, changes: Collection[str]) -> Check | None:
    change, later = _LATER.get(check, ("", check)) if check else ("", None)
    return later if change in changes else check
