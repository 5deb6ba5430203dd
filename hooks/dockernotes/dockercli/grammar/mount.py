"""Mounts of a container: `--volume source:target:options` and `--mount key=value,…`."""

from __future__ import annotations

import re
from collections.abc import Collection

from dockernotes.diagnostics import did_you_mean
from dockernotes.dockercli.grammar.fields import split_fields
from dockernotes.dockercli.grammar.kinds import is_bool, size
from dockernotes.dockercli.grammar.shared_tables import NAMES

_ALONE = frozenset(NAMES["mount-alone"])
"""Keys that don't need a value."""
KEYS = _ALONE | frozenset(NAMES["mount-keys"])
_OWNERS, _RECURSIVE = NAMES["mount-owners"], NAMES["mount-recursive"]


def split_volume(value: str) -> list[str]:
    """Return the fields between colons. The colon after the letter of a Windows drive doesn't separate fields."""
    fields, start = [], 0
    for at, letter in enumerate(value):
        drive = at - start == 1 and value[start].isalpha()
        if letter == ":" and not drive:
            fields.append(value[start:at])
            start = at + 1
    return [*fields, value[start:]]


def check_volume(value: str) -> str | None:
    """Return what is wrong with the value of `--volume`, or None."""
    if len(value.encode()) < 3:
        return None if value else "empty"
    fields = split_volume(value)
    if "" in fields:
        return "nothing between two colons"
    return "more than `source:target:options`" if len(fields) > 3 else None


def check_mount(value: str) -> str | None:
    """Return what is wrong with the value of `--mount` before 29, or None."""
    given = _fields(value, _ALONE)
    if isinstance(given, str):
        return given
    return next((fault for key, text in given if (fault := _check_key(key, text))), None) or _check_together(given)


def check_mount_strictly(value: str) -> str | None:
    """Return what is wrong with the value of `--mount` from 29 on, or None.

    Blanks, empty values, and Go's other words for true and false are refused. A missing target is left to the engine.
    """
    given = _fields(value.strip(), _ALONE | {"bind-create-src"})
    if isinstance(given, str):
        return given
    for key, text in given:
        if text is not None and (fault := _check_strictly(key, text) or _check_key(key, text)):
            return fault
        if key == "bind-nonrecursive":
            return "`bind-nonrecursive` is gone; write `bind-recursive=disabled`"
    return _check_together(given, needs_target=False)


def _fields(value: str, alone: Collection[str]) -> list[tuple[str, str | None]] | str:
    """Return the keys with their values (None for a key without one), or a message if a field is wrong."""
    fields = split_fields(value)
    if fields is None:
        return "a quote that's never closed" if value else "empty"
    given: list[tuple[str, str | None]] = []
    known = KEYS | {*alone}
    for field in fields:
        key, equals, text = field.partition("=")
        key = key.lower()
        if key not in known:
            bare = key.strip()
            return f"a space next to `{bare}`" if bare in known else f"unknown key `{key}`" + did_you_mean(key, known)
        if not equals and key not in alone:
            return f"`{key}` needs a value, as `{key}=…`"
        given.append((key, text if equals else None))
    return given


def _check_strictly(key: str, text: str) -> str | None:
    if not text.strip():
        return f"`{key}` is empty"
    if text != text.strip():
        return f"a space next to the value of `{key}`"
    wants_bool = key in _ALONE or key == "bind-create-src"
    return f"`{key}` is `true` or `false`" if wants_bool and text not in ("true", "1", "false", "0") else None


def _check_key(key: str, text: str | None) -> str | None:
    if text is None:
        return None
    if key in _ALONE:
        return is_bool(text) and f"`{key}` is `true` or `false`"
    if key == "bind-recursive" and text not in _RECURSIVE:
        return "`bind-recursive` is " + ", ".join(f"`{name}`" for name in _RECURSIVE)
    if key == "tmpfs-size":
        return size(text)
    if key == "tmpfs-mode" and not re.fullmatch(r"0*[0-7]{1,10}", text):
        return "`tmpfs-mode` is octal, such as `1777`"
    return None


def _check_together(fields: list[tuple[str, str | None]], *, needs_target: bool = True) -> str | None:
    given = {key: "true" if text is None else text for key, text in fields}
    kind = given.get("type", "volume").lower()
    if not kind:
        return "`type` is empty"
    if needs_target and not any(given.get(key) for key in ("target", "dst", "destination")):
        return "needs `target=path`"
    for key, text in given.items():
        owner = key.partition("-")[0]
        plain = key == "bind-recursive" and text == "enabled"
        if "-" in key and owner in _OWNERS and owner != kind and not plain:
            return f"`{key}` isn't a key of a `{kind}` mount"
    readonly = any(is_true(given.get(key, "")) for key in ("readonly", "ro"))
    if given.get("bind-recursive") in ("writable", "readonly") and not readonly:
        return f"`bind-recursive={given['bind-recursive']}` goes with `readonly` only"
    if given.get("bind-recursive") == "readonly" and given.get("bind-propagation", "").lower() != "rprivate":
        return "`bind-recursive=readonly` goes with `bind-propagation=rprivate` only"
    return None


def is_true(text: str) -> bool:
    """Return whether Go reads a text as true."""
    return text in NAMES["true"]
