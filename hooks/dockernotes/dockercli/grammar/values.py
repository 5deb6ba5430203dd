"""Values as the CLI reads them, by the kind of their flag and, where a flag has a grammar of its own, by its name.

What needs a file or an engine to judge passes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from dockernotes.dockercli.grammar.grammars import listed_platforms
from dockernotes.dockercli.grammar.named_checks import CHECKS, check_of
from dockernotes.dockercli.grammar.shared_tables import FLAGS, Check, by_command
from dockernotes.dockercli.spec.model import FlagSpec

_Table = Mapping[str, Mapping[str, Check]]
MAKES_CONTAINER = frozenset(FLAGS["makes-container"])


def _table(rows: list[Any]) -> _Table:
    return {
        command: {flag: check_of(said) for flag, said in flags.items()} for command, flags in by_command(rows).items()
    }


_BY_KIND = {kind: check_of(said) for kind, said in FLAGS["kinds"].items()}
_EARLY = _table(FLAGS["early"])
"""Read while the flags are: before operands are counted."""
_LATE = _table(FLAGS["late"])
"""Read after the operands are counted."""
_LATER = {check_of(name): (change, check_of(other)) for name, (change, other) in FLAGS["replaced"].items()}
"""What takes the place of a check from a change on."""
_ADDED = {change: _table(rows) for change, rows in FLAGS["added"].items()}
"""Checks that come with a change, and that count more than the kind of their flag."""


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
    if late is CHECKS["platform"] and flag.kind == "strings":
        late = listed_platforms  # from 29 on these take several
    return (late(value), True) if late else (fault, False)


def _of(table: _Table, command: str, flag: FlagSpec, changes: Collection[str]) -> Check | None:
    return _at(table.get(command, {}).get(flag.name), changes)


def _at(check: Check | None, changes: Collection[str]) -> Check | None:
    change, later = _LATER.get(check, ("", check)) if check else ("", None)
    return later if change in changes else check
