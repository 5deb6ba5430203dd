"""Published ports, `address:host:container/protocol`. Each port is a number or a range."""

from __future__ import annotations

import re

from dockernotes.dockercli.grammar.fields import is_long, split_fields
from dockernotes.dockercli.grammar.kinds import is_ip
from dockernotes.dockercli.grammar.shared_tables import NAMES

_PROTOCOLS, _LONG_KEYS = NAMES["protocols"], NAMES["port-keys"]


def _range(text: str, *, strict: bool = False) -> tuple[int, int] | None:
    first, dash, last = text.partition("-")
    last = (last if strict else last.split("-")[0]) if dash else first
    if not _is_port(first) or not _is_port(last) or int(first) > int(last):
        return None
    return int(first), int(last)


def split_publish(value: str) -> tuple[str, str, str, str]:
    """Return address, host port, container port and protocol. Missing parts are empty."""
    rest, colon, last = value.rpartition(":")
    container, protocol = [*last.split("/"), ""][:2]
    address, _, host = rest.rpartition(":") if colon else ("", "", "")
    return address, host, container, protocol


def check_publish(value: str) -> str | None:
    """Return what is wrong with the value of `--publish` before 29, or None."""
    address = "" if "=" in value else split_publish(value)[0]
    if ":" in address and is_ip(address):
        return f"an IPv6 address needs brackets, `[{address}]`"
    return _check_publish(value, strict=False)


def check_publish_strictly(value: str) -> str | None:
    """Return what is wrong with the value of `--publish` from 29 on, or None. IPv6 addresses need no brackets there."""
    return _check_publish(value, strict=True)


def _check_publish(value: str, *, strict: bool) -> str | None:
    if "=" in value:
        return _check_long(value, strict=strict)
    address, host, container, protocol = split_publish(value)
    bare = address[1:-1] if address.startswith("[") and address.endswith("]") else address
    if bare and not is_ip(bare):
        return f"`{address}` isn't an IP address; the order is `address:host:container`"
    if not container:
        return "the container's port is missing; the order is `host:container`"
    inner, outer = _range(container, strict=strict), _range(host, strict=strict)
    if inner is None:
        return f"`{container}` isn't a valid container port (0 to 65535)"
    if host and outer is None:
        return f"`{host}` isn't a valid host port (0 to 65535)"
    if outer and inner[0] != inner[1] and outer[1] - outer[0] != inner[1] - inner[0]:
        return "the two ranges differ in length"
    return _check_protocol(protocol)


def _check_protocol(protocol: str) -> str | None:
    if protocol and protocol.lower() not in _PROTOCOLS:
        return f"`{protocol}` isn't a protocol; known: `tcp`, `udp`, `sctp`"
    return None


def _check_long(value: str, *, strict: bool) -> str | None:
    fields = {"protocol": "tcp"}
    for field in value.split(","):
        key, equals, text = field.partition("=")
        if not equals or not key:
            return f"`{field}` is not `name=value`"
        fields[key] = text
    return _check_publish(
        f"{fields.get('published', '')}:{fields.get('target', '')}/{fields['protocol']}", strict=strict
    )


def check_port(value: str) -> str | None:
    """Return what is wrong with a service's published port, or None. Its long form has a fixed set of keys."""
    if not is_long(value):
        address = split_publish(value)[0]
        return _check_publish(value, strict=False) or (
            "a service doesn't have its own address; leave it out" if address else None
        )
    given: dict[str, str] = {}
    for field in split_fields(value.lower()) or [""]:
        key, equals, text = field.partition("=")
        if not equals or key not in _LONG_KEYS:
            return f"unknown key `{key}`" if equals else f"`{field}` is not `name=value`"
        given[key] = text
    for key in ("target", "published"):
        if key in given and (not _is_port(given[key])):
            return f"`{given[key]}` isn't a valid port (0 to 65535)"
    if given.get("mode", "host") not in ("ingress", "host"):
        return "`mode` is `ingress` or `host`"
    if given.get("protocol", "tcp") not in _PROTOCOLS:
        return f"`{given['protocol']}` isn't a protocol; known: `tcp`, `udp`, `sctp`"
    return None if int(given.get("target", 0)) else "needs `target=port`"


def _is_port(text: str) -> bool:
    return bool(re.fullmatch(r"\d+", text, re.ASCII)) and int(text) <= 65535


def check_expose(value: str) -> str | None:
    """Return what is wrong with the value of `--expose`, or None."""
    if ":" in value:
        return "only the container's port; publish it with `--publish`"
    return None if _range(value.partition("/")[0]) else "not a port or a range of ports"
