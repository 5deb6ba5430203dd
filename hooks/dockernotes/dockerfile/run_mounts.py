"""Check the keys and values of `RUN --mount=type=…`."""

from __future__ import annotations

import re
from collections.abc import Callable

from dockernotes.diagnostics import did_you_mean, known
from dockernotes.dockercli.grammar.fields import split_fields
from dockernotes.dockercli.grammar.kinds import is_bool, size

_TYPES = ("bind", "cache", "tmpfs", "secret", "ssh")
_SHARING = ("shared", "private", "locked")
_ALONE = ("readonly", "ro", "readwrite", "rw", "required")
_KEYS = (
    *(*_ALONE, "type", "from", "source", "src", "target", "dst", "destination"),
    *("id", "sharing", "size", "mode", "uid", "gid", "env"),
)
_OWNERS = {"required": ("secret", "ssh"), "size": ("tmpfs",), "sharing": ("cache",)}
_OWNERS |= dict.fromkeys(("mode", "uid", "gid"), ("cache", "secret", "ssh"))


def mount_fault(value: str, is_open: Callable[[str], bool]) -> str | None:
    """Return what is wrong with the value of `--mount`, or None. `is_open`: tells whether a text is filled in later."""
    fields = split_fields(value) if value else None
    if fields is None:
        return "empty" if not value else "a quote that is not closed"
    given: dict[str, str] = {}
    for field in fields:
        key, equals, text = field.partition("=")
        key = key.lower()
        if key not in _KEYS:
            return None if is_open(key) else f"unknown key `{key}`{did_you_mean(key, _KEYS)}"
        if not equals and key not in _ALONE:
            return f"`{key}` needs a value, as `{key}=…`"
        given[key] = text if equals else "true"
        if not is_open(text) and (fault := _value_fault(key, given[key])):
            return fault
        if key == "from" and "$" in text[:-1]:
            return "`from` can't contain a variable; give the stage or the image a name in a separate `FROM`"
    return None if is_open(given.get("type", "")) else _together(given, is_open)


def _value_fault(key: str, text: str) -> str | None:
    if key == "type" and text.lower() not in _TYPES:
        return f"there's no mount type `{text}`{did_you_mean(text, _TYPES) or known(_TYPES)}"
    if key == "sharing" and text.lower() not in _SHARING:
        return f"`sharing` is not `{text}`{did_you_mean(text, _SHARING) or known(_SHARING)}"
    if key in _ALONE and is_bool(text):
        return f"`{key}` is `true` or `false`"
    if key == "size" and size(text):
        return f"`{text}` isn't a size such as `64m`"
    if key == "mode" and not re.fullmatch(r"0*[0-7]{1,10}", text):
        return f"`mode` has to be octal, such as `0755`, not `{text}`"
    if key in ("uid", "gid") and not re.fullmatch(r"\d{1,10}", text, re.ASCII):
        return f"`{key}` has to be a number, not `{text}`"
    return None


def _together(given: dict[str, str], is_open: Callable[[str], bool]) -> str | None:
    kind = given.get("type", "bind").lower()
    for key in given:
        if kind not in _OWNERS.get(key, _TYPES):
            return f"`{key}` isn't a key of a `{kind}` mount"
    source = given.get("source") or given.get("src")
    target = given.get("target") or given.get("dst") or given.get("destination") or ""
    if kind == "secret":
        if given.get("from"):
            return "a secret can't have a `from`"
        if not (source or target or given.get("id")):
            return "a secret needs an `id`"
        return "`source` and `id` of a secret are the same; keep one" if source and given.get("id") else None
    if kind == "ssh":
        return "`source` isn't a key of an `ssh` mount" if source else None
    # A missing or relative path depends on the image's own folder.
    return "`/` is the image itself; give a folder below it" if target and not target.strip("/") else None
