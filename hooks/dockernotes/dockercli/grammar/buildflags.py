"""Flags of `docker build` that have their own grammar, as buildx reads them before it asks a builder."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.dockercli.grammar.fields import split_fields
from dockernotes.dockercli.grammar.image import check_image
from dockernotes.dockercli.grammar.kinds import decimal, is_bool, size, size_or_unlimited
from dockernotes.dockercli.grammar.shared_tables import Check, matching

_QUOTE = "a quote that's never closed"


def _pairs(value: str) -> dict[str, str] | str:
    """Return the fields of a value as a mapping, or a message if one is wrong."""
    fields = split_fields(value)
    if fields is None:
        return _QUOTE
    odd = next((field for field in fields if "=" not in field), None)
    if odd is not None:
        return f"`{odd}` is not `name=value`"
    return {name.strip().lower(): text for name, _, text in (field.partition("=") for field in fields)}


def _secret(value: str) -> str | None:
    given = _pairs(value)
    if isinstance(given, str):
        return given
    odd = next((key for key in given if key not in ("id", "src", "source", "env", "type")), None)
    if odd is not None:
        return f"unknown key `{odd}`; known: `env`, `id`, `src`, `type`"
    return None if given.get("type", "file") in ("file", "env") else "`type` is `file` or `env`"


def _cache(value: str) -> str | None:
    if "=" not in value:
        return _QUOTE if split_fields(value) is None else None
    return _typed(value)


def _typed(value: str) -> str | None:
    given = _pairs(value)
    if isinstance(given, str):
        return given
    return None if given.get("type") else "needs `type=…`"


def _output(value: str) -> str | None:
    fields = split_fields(value)
    return None if fields == [value] and not value.startswith("type=") else _typed(value)


def _attestation(value: str) -> str | None:
    """Check `--provenance` and `--sbom`: a switch, or the fields of `--attest` without the type."""
    return None if is_bool(value) is None else _typed(f"type=x,{value}")


def _context(value: str) -> str | None:
    name, equals, _ = value.partition("=")
    return check_image(name, by_id=False) if equals else "needs `name=path`"


def _call(value: str) -> str | None:
    fields = split_fields(value)
    if fields is None:
        return _QUOTE
    names = [field for field in fields if "=" not in field]
    odd = next((f for f in fields if "=" in f and not f.startswith(("format=", "ignorestatus="))), None)
    return f"unknown field `{odd}`" if odd else "two methods" if len(names) > 1 else None


def _entitlement(value: str) -> str | None:
    good = value in ("device", "network.host", "security.insecure") or value.startswith("device=")
    return None if good else "known: `device`, `network.host`, `security.insecure`"


_RESOURCES: dict[str, Check] = {
    **dict.fromkeys(("--cpu-period", "--cpu-quota", "--cpu-shares"), decimal),
    **{"--memory": size, "--memory-swap": size_or_unlimited},
    **dict.fromkeys(("--cpuset-cpus", "--cpuset-mems"), matching("anything")),
}


def _resource(value: str) -> str | None:
    name, equals, text = value.partition("=")
    if not equals:
        return "needs `name=value`, such as `memory=2g`"
    check = _RESOURCES.get(f"--{name.strip()}")
    if check is None:
        return f"unknown resource `{name.strip()}`; known: " + ", ".join(f"`{key[2:]}`" for key in sorted(_RESOURCES))
    return check(text.strip())


def _policy(value: str) -> str | None:
    given = _pairs(value)
    if isinstance(given, str):
        return given
    for key, text in given.items():
        if key in ("reset", "disabled", "strict") and is_bool(text):
            return f"`{key}` is `true` or `false`"
        if key not in ("filename", "reset", "disabled", "strict", "log-level") or (key == "filename" and not text):
            return f"unknown key `{key}`; known: `disabled`, `filename`, `log-level`, `reset`, `strict`"
    return None


CHECKS: dict[str, Check] = {
    "build-attestation": _attestation,
    "build-cache": _cache,
    "build-call": _call,
    "build-context": _context,
    "build-entitlement": _entitlement,
    "build-output": _output,
    "build-policy": _policy,
    "build-resource": _resource,
    "build-secret": _secret,
    "build-typed": _typed,
}
"""The checks by their names in flags.json."""


def local_outputs(values: list[str]) -> Iterator[str]:
    """Yield the outputs that don't make an image, so that there's no id for `--iidfile`."""
    for value in values:
        given = _pairs(value)
        kind = given.get("type") if isinstance(given, dict) else "local"
        if value and kind in ("local", "tar"):
            yield value
