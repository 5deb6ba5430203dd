"""The grammar of single flags: each check takes a value and returns what the CLI holds against it, or None."""

from __future__ import annotations

import re

from dockernotes.dockercli.fields import keyed, split_fields
from dockernotes.dockercli.kinds import Check, duration, is_ip, pair, whole

SYSTEMS = frozenset(["linux", "windows", "darwin", "freebsd"])
MACHINES = frozenset(
    (
        *("386", "aarch64", "amd64", "arm", "arm64", "armel", "armhf", "i386"),
        *("mips64le", "ppc64le", "riscv64", "s390x", "x86_64"),
    )
)
SYSCTLS = frozenset(
    f"kernel.{name}" for name in ["msgmax", "msgmnb", "msgmni", "sem", "shmall", "shmmax", "shmmni", "shm_rmid_forced"]
)


def variable(value: str) -> str | None:
    return "the variable has no name" if value == "" or value.startswith("=") else None


def label(value: str) -> str | None:
    name = value.partition("=")[0].lstrip(" \t")
    if not name:
        return "the label has no name"
    return "a blank in the name of a label" if re.search(r"[ \t]", name) else None


def one_of(*known: str) -> Check:
    def check(value: str) -> str | None:
        return None if value in known else "known: " + ", ".join(f"`{k}`" for k in known)

    return check


def log_level(value: str) -> str | None:
    known = ("trace", "debug", "info", "warn", "warning", "error", "fatal", "panic", "")
    return one_of(*known)(value.lower())


def generic_resource(value: str) -> str | None:
    """Of a service: a kind of thing and how many of it."""
    name, _, count = value.partition("=")
    return None if name and re.fullmatch(r"[0-9]+", count) else "wants `kind=number`, such as `gpu=2`"


def entitlement(value: str) -> str | None:
    known = ("device", "fs", "fs.read", "fs.write", "image", "network.host", "security.insecure", "ssh")
    return one_of(*known)(value.partition("=")[0])


def stream(value: str) -> str | None:
    return one_of("stdin", "stdout", "stderr")(value.lower())


def add_host(value: str) -> str | None:
    host, separator, target = value.partition("=") if "=" in value else value.partition(":")
    if not separator or not host or ":" in host:
        return "wants `name:address`, such as `db:10.0.0.5`"
    bare = target[1:-1] if len(target) > 2 and target[0] + target[-1] == "[]" else target
    return None if target == "host-gateway" else address(bare)


def address(value: str) -> str | None:
    return None if is_ip(value.strip()) else f"`{value}` is no IP address"


def restart(value: str) -> str | None:
    if value == "":
        return None
    name, _, count = value.partition(":")
    if ":" in count:
        return "wants `policy` or `on-failure:number`"
    if count and not re.fullmatch(r"[+-]?[0-9]+", count):
        return "the count of attempts is a whole number, as in `on-failure:3`"
    return "no policy before the colon" if name == "" else None


def platform(value: str) -> str | None:
    parts = value.split("/")
    named = all(re.fullmatch(r"[A-Za-z0-9_.-]+", part) for part in parts)
    alone = len(parts) > 1 or value.lower() in SYSTEMS | MACHINES
    return (
        None
        if value == "" or (named and alone and len(parts) < 4)
        else "a platform is `os/architecture`, such as `linux/amd64`"
    )


def sysctl(value: str) -> str | None:
    name = value.partition("=")[0]
    allowed = "=" in value and (name in SYSCTLS or name.startswith(("net.", "fs.mqueue.")))
    return None if allowed else f"`{name}` is no kernel parameter that a container has to itself"


def device_limit(limit_is: Check) -> Check:
    """Return a check of `/dev/name:limit`."""

    def check(value: str) -> str | None:
        path, _, limit = value.partition(":")
        return limit_is(limit) if path.startswith("/dev/") else "wants `/dev/name:limit`"

    return check


def weight(value: str) -> str | None:
    """A share of block input and output; 0 turns it off."""
    good = re.fullmatch(r"[0-9]+", value, re.ASCII) and (int(value) == 0 or 10 <= int(value) <= 1000)
    return None if good else "a weight is 10 to 1000"


def cgroup_rule(value: str) -> str | None:
    good = re.fullmatch(r"[acb] (?:[0-9]+|\*):(?:[0-9]+|\*) [rwm]{1,3}", value)
    return None if good else "wants `type major:minor access`, such as `c 10:200 rw`"


def mode(*known: str) -> Check:
    def check(value: str) -> str | None:
        good = value in ("", *known) or ("container:" in known and value.startswith("container:") and len(value) > 10)
        return None if good else "known: " + ", ".join(f"`{name}`" for name in known)

    return check


def security(value: str) -> str | None:
    name, equals, text = value.partition("=")
    if not equals and name != "no-new-privileges":
        name, _, text = value.partition(":")
    return None if text or name == "no-new-privileges" else "wants `name=value`, or `no-new-privileges`"


def swappiness(value: str) -> str | None:
    return None if value == "-1" or not whole(0, 100)(value.lstrip("+")) else "not between 0 and 100"


def mac_address(value: str) -> str | None:
    text = value.strip()
    good = re.fullmatch(r"[0-9a-fA-F]{2}(?:([:-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2}){4,})", text)
    dotted = re.fullmatch(r"[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4}){2,}", text)
    return None if not text or good or dotted else "not an address such as `92:d0:c6:0a:29:33`"


def link(value: str) -> str | None:
    return None if value and value.count(":") < 2 else "wants `container:alias`"


def storage(value: str) -> str | None:
    return None if "=" in value else "wants `name=value`"


def platforms(value: str) -> str | None:
    return next((fault for part in value.split(",") if (fault := platform(part.strip()))), None)


def external_ca(value: str) -> str | None:
    keys = [field.partition("=")[0].lower() for field in split_fields(value) or [""]]
    if not all("=" in field for field in split_fields(value) or [""]):
        return "wants `protocol=cfssl,url=…`"
    return None if "protocol" in keys and "url" in keys else "wants `protocol=cfssl,url=…`"


def gpus(value: str) -> str | None:
    seen: set[str] = set()
    for field in split_fields(value) or [""]:
        key, equals, text = field.partition("=")
        count = text if equals else key
        if key in seen:
            return f"`{key}` twice"
        if equals and key not in ("driver", "count", "device", "capabilities", "options"):
            return f"unknown key `{key}`"
        if (key == "count" or not equals) and count != "all" and not re.fullmatch(r"[+-]?[0-9]+", count):
            return "wants `all`, a number, or `device=…`"
        seen |= {key} if equals else {key, "count"}
    return None


network = keyed(
    *("name", "alias", "driver-opt", "ip", "ip6", "link-local-ip", "mac-address", "gw-priority"), wanted="name"
)


def placement(value: str) -> str | None:
    return None if value.lower().startswith("spread=") else "wants `spread=label`"


def domain(value: str) -> str | None:
    good = value.strip() == "." or re.fullmatch(
        r"(?:[a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]*[a-zA-Z][a-zA-Z0-9.-]*", value.strip()
    )
    return None if good else "not a domain"


def credential(value: str) -> str | None:
    """`--credential-spec` of a service."""
    good = value == "" or value.startswith(("config://", "file://", "registry://"))
    return None if good else "begins with `config://`, `file://` or `registry://`"


def node_address(value: str) -> str | None:
    """An address of a swarm's node, `host:port` or the name of a network interface."""
    return "a blank in an address" if re.search(r"\s", value) else None


def project_name(value: str) -> str | None:
    """`--project-name` of Compose."""
    good = re.fullmatch(r"(?:[a-z0-9][a-z0-9_-]*)?", value)
    return None if good else "a project has a name of lower-case letters, digits, `_` and `-`"


def builder_name(value: str) -> str | None:
    """The name of a buildx builder."""
    good = value == "" or re.fullmatch(r"[a-zA-Z](?:[a-zA-Z0-9]*[._-]*)*[a-zA-Z0-9._-]*", value)
    return None if good else "a name begins with a letter and holds letters, digits, `.`, `_` and `-`"


def context_name(value: str) -> str | None:
    """The name of a context that is made or changed."""
    if value == "default":
        return "`default` is there already and can't be changed"
    good = re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9_.+-]+", value)
    return None if good else "the name of a context is two or more of letters, digits, `_`, `.`, `+`, `-`"


def context_in_use(value: str) -> str | None:
    """The name of a context that may be the one that is always there."""
    return None if value == "default" else context_name(value)


def scale(count: Check | None = None) -> Check:
    """Return a check of `service=number`."""

    def check(value: str) -> str | None:
        name, _, number = value.partition("=")
        return (count(number) if count else None) if name and number else "wants `service=number`"

    return check


def moment(value: str) -> str | None:
    """A time as `docker events` takes it. Dates are not looked at closely."""
    good = re.search(r"-.*[0-9]|^$", value) or re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value) or not duration(value)
    return None if good else "neither a time such as `2026-01-31T10:00:00` nor a duration such as `10m`"


def endpoint(value: str) -> str | None:
    """`--docker` of a context."""
    known = ("host", "ca", "cert", "key", "skip-tls-verify", "from")
    odd = next((key for field in split_fields(value) or [] if (key := field.partition("=")[0]) not in known), None)
    return pair(value) or (f"unknown key `{odd}`" if odd is not None else None)


def one_filter(*known: str) -> Check:
    """Return a check of the filters of Compose, which has few."""

    def check(value: str) -> str | None:
        name, equals, _ = value.partition("=")
        if value == "" or (equals and name in known):
            return None
        return "a filter is `name=value`" if not equals else f"unknown filter `{name}`; known: `{'`, `'.join(known)}`"

    return check
