"""The grammar of single flags and operands. Each check returns why the CLI refuses a value, or None."""

from __future__ import annotations

import re

from dockernotes.dockercli.grammar.fields import split_fields
from dockernotes.dockercli.grammar.kinds import duration, is_ip, pair
from dockernotes.dockercli.grammar.shared_tables import NAMES, Check

_SYSTEMS_AND_MACHINES = frozenset(NAMES["platforms"])


def label(value: str) -> str | None:
    name = value.partition("=")[0].lstrip(" \t")
    if not name:
        return "the label has no name"
    return "a space in the name of a label" if re.search(r"[ \t]", name) else None


def one_of(*known: str) -> Check:
    def check(value: str) -> str | None:
        return None if value in known else "known: " + ", ".join(f"`{k}`" for k in known)

    return check


def address(value: str) -> str | None:
    return None if is_ip(value.strip()) else f"`{value}` isn't an IP address"


def platform(value: str) -> str | None:
    parts = value.split("/")
    named = all(re.fullmatch(r"[A-Za-z0-9_.-]+", part) for part in parts)
    alone = len(parts) > 1 or value.lower() in _SYSTEMS_AND_MACHINES
    return (
        None
        if value == "" or (named and alone and len(parts) < 4)
        else "a platform is `os/architecture`, such as `linux/amd64`"
    )


def platforms(value: str) -> str | None:
    """Check platforms as BuildKit reads them. `local` is the machine's own."""
    parts = (part.strip() for part in value.split(","))
    return next((fault for part in parts if part.lower() != "local" and (fault := platform(part))), None)


def listed_platforms(value: str) -> str | None:
    """Check a list of an image's platforms, none of which may be empty."""
    parts = value.split(",") if value else []
    return next((fault for part in parts if (fault := platform(part) if part else "an empty platform")), None)


def targets(value: str) -> str | None:
    """Check the platforms of a build. `local` is the machine's own."""
    parts = [part for part in value.split(",") if part.strip() != "local"]
    return platforms(",".join(parts)) if parts else None


def some_platforms(value: str) -> str | None:
    """Check the platforms of a build, none of which may be empty."""
    return targets(value) if all(value.split(",")) else "an empty platform"


def external_ca(value: str) -> str | None:
    keys = [field.partition("=")[0].lower() for field in split_fields(value) or [""]]
    if not all("=" in field for field in split_fields(value) or [""]):
        return "needs `protocol=cfssl,url=…`"
    return None if "protocol" in keys and "url" in keys else "needs `protocol=cfssl,url=…`"


def domain(value: str) -> str | None:
    good = value.strip() == "." or re.fullmatch(
        r"(?:[a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]*[a-zA-Z][a-zA-Z0-9.-]*", value.strip()
    )
    return None if good else "not a domain"


def node_address(value: str) -> str | None:
    """Check the address of a swarm node: `host:port`, or the name of a network interface."""
    return "a space in an address" if re.search(r"\s", value) else None


def context_name(value: str) -> str | None:
    """Check the name of a context that is created or changed."""
    if value == "default":
        return "`default` already exists and can't be changed"
    good = re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9_.+-]+", value)
    return None if good else "the name of a context consists of two or more letters, digits, `_`, `.`, `+`, `-`"


def context_in_use(value: str) -> str | None:
    """Check the name of a context that may also be `default`, which always exists."""
    return None if value == "default" else context_name(value)


def scale(count: Check | None = None) -> Check:
    """Return a check for `service=number`."""

    def check(value: str) -> str | None:
        name, _, number = value.partition("=")
        return (count(number) if count else None) if name and number else "needs `service=number`"

    return check


def moment(value: str) -> str | None:
    """Check a time as `docker events` accepts it. Dates aren't checked closely."""
    good = re.search(r"-.*[0-9]|^$", value) or re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value) or not duration(value)
    return None if good else "neither a time such as `2026-01-31T10:00:00` nor a duration such as `10m`"


def endpoint(value: str) -> str | None:
    """Check the value of a context's `--docker`."""
    keys = (field.partition("=")[0] for field in split_fields(value) or [])
    odd = next((key for key in keys if key not in NAMES["endpoint-keys"]), None)
    return pair(value) or (f"unknown key `{odd}`" if odd is not None else None)


def detach_keys(value: str) -> str | None:
    """Check the keys that detach from a container, such as `ctrl-p,ctrl-q`."""
    odd = next((k for k in value.split(",") if not re.fullmatch(r"[\x00-\x7f]|DEL|ctrl-[a-z@\[\\\]^_]", k)), None)
    good = value == "" or odd is None
    return None if good else f"`{odd}` isn't a key; a key is a letter, or `ctrl-` and a letter"


def one_filter(*known: str) -> Check:
    """Return a check for the filters of Compose, which has only a few."""

    def check(value: str) -> str | None:
        name, equals, _ = value.partition("=")
        if value == "" or (equals and name in known):
            return None
        return "a filter is `name=value`" if not equals else f"unknown filter `{name}`; known: `{'`, `'.join(known)}`"

    return check
