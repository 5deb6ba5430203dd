"""The grammar of single flags and operands. Each check returns what the CLI holds against a value, or None."""

from __future__ import annotations

import re

from dockernotes.dockercli.grammar.fields import split_fields
from dockernotes.dockercli.grammar.kinds import Check, duration, is_ip, pair

SYSTEMS = frozenset(["linux", "windows", "darwin", "freebsd"])
MACHINES = frozenset(
    (
        *("386", "aarch64", "amd64", "arm", "arm64", "armel", "armhf", "i386"),
        *("mips64le", "ppc64le", "riscv64", "s390x", "x86_64"),
    )
)


def variable(value: str) -> str | None:
    return "the variable has no name" if value == "" or value.startswith("=") else None


def label(value: str) -> str | None:
    name = value.partition("=")[0].lstrip(" \t")
    if not name:
        return "the label has no name"
    return "a space in the name of a label" if re.search(r"[ \t]", name) else None


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


def address(value: str) -> str | None:
    return None if is_ip(value.strip()) else f"`{value}` isn't an IP address"


def platform(value: str) -> str | None:
    parts = value.split("/")
    named = all(re.fullmatch(r"[A-Za-z0-9_.-]+", part) for part in parts)
    alone = len(parts) > 1 or value.lower() in SYSTEMS | MACHINES
    return (
        None
        if value == "" or (named and alone and len(parts) < 4)
        else "a platform is `os/architecture`, such as `linux/amd64`"
    )


def platforms(value: str) -> str | None:
    """Platforms as BuildKit reads them: `local` is that of the machine."""
    parts = (part.strip() for part in value.split(","))
    return next((fault for part in parts if part.lower() != "local" and (fault := platform(part))), None)


def listed_platforms(value: str) -> str | None:
    """Platforms of an image, none of them empty."""
    parts = value.split(",") if value else []
    return next((fault for part in parts if (fault := platform(part) if part else "an empty platform")), None)


def targets(value: str) -> str | None:
    """Platforms of a build; `local` is that of the machine."""
    parts = [part for part in value.split(",") if part.strip() != "local"]
    return platforms(",".join(parts)) if parts else None


def some_platforms(value: str) -> str | None:
    """Platforms of a build, of which none may be empty."""
    return targets(value) if all(value.split(",")) else "an empty platform"


def jobs(value: str) -> str | None:
    """How many targets `bake` builds at once, and how it goes on after a mistake."""
    one = r"(?:parallel=)?[0-9]+|(?:mode=)?(?:fail-fast|defer-output|defer-error)"
    return None if re.fullmatch(rf"|(?:{one})(?:,(?:{one}))*", value, re.ASCII) else "wants a number"


def external_ca(value: str) -> str | None:
    keys = [field.partition("=")[0].lower() for field in split_fields(value) or [""]]
    if not all("=" in field for field in split_fields(value) or [""]):
        return "wants `protocol=cfssl,url=…`"
    return None if "protocol" in keys and "url" in keys else "wants `protocol=cfssl,url=…`"


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
    return "a space in an address" if re.search(r"\s", value) else None


def project_name(value: str) -> str | None:
    """`--project-name` of Compose."""
    good = re.fullmatch(r"(?:[a-z0-9][a-z0-9_-]*)?", value)
    return None if good else "a project's name consists of lower-case letters, digits, `_` and `-`"


def builder_name(value: str) -> str | None:
    """The name of a buildx builder."""
    good = value == "" or re.fullmatch(r"[a-zA-Z](?:[a-zA-Z0-9]*[._-]*)*[a-zA-Z0-9._-]*", value)
    return None if good else "a name begins with a letter and contains letters, digits, `.`, `_` and `-`"


def context_name(value: str) -> str | None:
    """The name of a context that is made or changed."""
    if value == "default":
        return "`default` already exists and can't be changed"
    good = re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9_.+-]+", value)
    return None if good else "the name of a context consists of two or more letters, digits, `_`, `.`, `+`, `-`"


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


def anything(_: str) -> None:
    """What the CLI hands on as it stands."""


def detach_keys(value: str) -> str | None:
    """Keys to leave a container with, `ctrl-p,ctrl-q`."""
    odd = next((k for k in value.split(",") if not re.fullmatch(r"[\x00-\x7f]|DEL|ctrl-[a-z@\[\\\]^_]", k)), None)
    good = value == "" or odd is None
    return None if good else f"`{odd}` isn't a key; a key is a letter, or `ctrl-` and a letter"


def one_filter(*known: str) -> Check:
    """Return a check of the filters of Compose, which has few."""

    def check(value: str) -> str | None:
        name, equals, _ = value.partition("=")
        if value == "" or (equals and name in known):
            return None
        return "a filter is `name=value`" if not equals else f"unknown filter `{name}`; known: `{'`, `'.join(known)}`"

    return check
