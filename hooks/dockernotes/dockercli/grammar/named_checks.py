"""The checks of values, by their names in flags.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dockernotes.dockercli.grammar import buildflags, container_grammars, grammars
from dockernotes.dockercli.grammar.fields import is_long, keyed
from dockernotes.dockercli.grammar.image import check_digest, check_source
from dockernotes.dockercli.grammar.kinds import (
    decimal,
    ip,
    ips,
    networks,
    not_below_zero,
    not_negative,
    octal,
    size_or_unlimited,
    ulimit,
    whole,
)
from dockernotes.dockercli.grammar.mount import check_mount, check_mount_strictly, check_volume
from dockernotes.dockercli.grammar.port import check_expose, check_port, check_publish, check_publish_strictly
from dockernotes.dockercli.grammar.shared_tables import Check, matching

_INT = whole(-(2**63), 2**63 - 1)


def _int_from_zero(value: str) -> str | None:
    return _INT(value) or not_below_zero(value)


CHECKS: Mapping[str, Check] = {
    "add-host": container_grammars.add_host,
    "address": grammars.address,
    "context-in-use": grammars.context_in_use,
    "context-name": grammars.context_name,
    "decimal": decimal,
    "detach-keys": grammars.detach_keys,
    "digest": check_digest,
    "domain": grammars.domain,
    "endpoint": grammars.endpoint,
    "expose": check_expose,
    "external-ca": grammars.external_ca,
    "gpus": container_grammars.gpus,
    "image-source": check_source,
    "int": _INT,
    "int-from-zero": _int_from_zero,
    "ip": ip,
    "ips": ips,
    "label": grammars.label,
    "mac-address": container_grammars.mac_address,
    "moment": grammars.moment,
    "mount": check_mount,
    "mount-strictly": check_mount_strictly,
    "networks": networks,
    "node-address": grammars.node_address,
    "not-negative": not_negative,
    "octal": octal,
    "platform": grammars.platform,
    "publish": check_publish,
    "publish-strictly": check_publish_strictly,
    "restart": container_grammars.restart,
    "security": container_grammars.security,
    "service-port": check_port,
    "size-or-unlimited": size_or_unlimited,
    "some-platforms": grammars.some_platforms,
    "swappiness": container_grammars.swappiness,
    "sysctl": container_grammars.sysctl,
    "targets": grammars.targets,
    "uint": whole(0, 2**64 - 1),
    "uint16": whole(0, 2**16 - 1),
    "uint32": whole(0, 2**32 - 1),
    "ulimit": ulimit,
    "volume": check_volume,
    **buildflags.CHECKS,
}


def check_of(said: Any) -> Check:
    """Return a check from what flags.json has for it: a name, a list of the valid words, or one of the forms below."""
    match said:
        case str():
            return CHECKS.get(said) or matching(said)
        case list():
            return grammars.one_of(*said)
        case {"folded": known}:
            return _folded(known)
        case {"name": known}:
            return _name(known)
        case {"mode": known}:
            return container_grammars.mode(*known)
        case {"filters": known}:
            return grammars.one_filter(*known)
        case {"device": limit}:
            return container_grammars.device_limit(check_of(limit))
        case {"scale": count}:
            return grammars.scale(check_of(count) if count else None)
        case {"unless-empty": check}:
            return _unless_empty(check_of(check))
        case {"keys": known}:
            check = keyed(*known, alone=said.get("alone", False), wanted=said.get("wanted", ""))
            return _if_long(check) if said.get("long") else check
    raise ValueError(said)


def _folded(known: Sequence[str]) -> Check:
    """Return a check for one of these words, in any case."""
    return lambda value: grammars.one_of(*known)(value.lower())


def _name(known: Sequence[str]) -> Check:
    """Return a check for the name before `=`."""
    return lambda value: grammars.one_of(*known)(value.partition("=")[0])


def _unless_empty(check: Check) -> Check:
    return lambda value: check(value) if value else None


def _if_long(check: Check) -> Check:
    """Return a check that only looks at values with fields, not at plain names."""
    return lambda value: check(value) if is_long(value) else None
