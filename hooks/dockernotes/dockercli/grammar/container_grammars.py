"""The grammar of flags that make a container. Each check returns why the CLI refuses a value, or None."""

from __future__ import annotations

import re

from dockernotes.dockercli.grammar.fields import split_fields
from dockernotes.dockercli.grammar.grammars import address
from dockernotes.dockercli.grammar.kinds import whole
from dockernotes.dockercli.grammar.shared_tables import NAMES, Check

_SYSCTLS = frozenset(NAMES["sysctls"])


def add_host(value: str) -> str | None:
    host, separator, target = value.partition("=") if "=" in value else value.partition(":")
    if not separator or not host or ":" in host:
        return "needs `name:address`, such as `db:10.0.0.5`"
    bare = target[1:-1] if len(target) > 2 and target[0] + target[-1] == "[]" else target
    return None if target == "host-gateway" else address(bare)


def restart(value: str) -> str | None:
    if value == "":
        return None
    name, _, count = value.partition(":")
    if ":" in count:
        return "needs `policy` or `on-failure:number`"
    if count and not re.fullmatch(r"[+-]?[0-9]+", count):
        return "the count of attempts is a whole number, as in `on-failure:3`"
    return "no policy before the colon" if name == "" else None


def sysctl(value: str) -> str | None:
    name = value.partition("=")[0]
    allowed = "=" in value and (name in _SYSCTLS or name.startswith(("net.", "fs.mqueue.")))
    return None if allowed else f"`{name}` isn't a kernel parameter that a container has for itself"


def device_limit(limit_is: Check) -> Check:
    """Return a check for `/dev/name:limit`."""

    def check(value: str) -> str | None:
        path, _, limit = value.partition(":")
        return limit_is(limit) if path.startswith("/dev/") else "needs `/dev/name:limit`"

    return check


def mode(*known: str) -> Check:
    def check(value: str) -> str | None:
        other = "container:" in known and value.startswith("container:") and len(value) > len("container:")
        good = value == "" or other or (value in known and value != "container:")
        return None if good else "known: " + ", ".join(f"`{name}`" for name in known)

    return check


def security(value: str) -> str | None:
    name, equals, text = value.partition("=")
    if not equals and name != "no-new-privileges":
        name, _, text = value.partition(":")
    return None if text or name == "no-new-privileges" else "needs `name=value`, or `no-new-privileges`"


def swappiness(value: str) -> str | None:
    return None if value == "-1" or not whole(0, 100)(value.lstrip("+")) else "not between 0 and 100"


def mac_address(value: str) -> str | None:
    text = value.strip()
    good = re.fullmatch(r"[0-9a-fA-F]{2}(?:([:-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2}){4,})", text)
    dotted = re.fullmatch(r"[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4}){2,}", text)
    return None if not text or good or dotted else "not an address such as `92:d0:c6:0a:29:33`"


def gpus(value: str) -> str | None:
    seen: set[str] = set()
    for field in split_fields(value) or [""]:
        key, equals, text = field.partition("=")
        count = text if equals else key
        if key in seen:
            return f"`{key}` twice"
        if equals and key not in NAMES["gpu-keys"]:
            return f"unknown key `{key}`"
        if (key == "count" or not equals) and count != "all" and not re.fullmatch(r"[+-]?[0-9]+", count):
            return "needs `all`, a number, or `device=…`"
        seen |= {key} if equals else {key, "count"}
    return None
