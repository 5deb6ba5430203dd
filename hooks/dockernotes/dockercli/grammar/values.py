"""Check values as the CLI does: by the kind of their flag, or by its name if the flag has its own grammar.

A value that only a file or an engine could judge is accepted.
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
"""Checks that the CLI makes while it reads flags, before it counts the operands."""
_LATE = _table(FLAGS["late"])
"""Checks that the CLI makes after it has counted the operands."""
_LATER = {check_of(name): (change, check_of(other)) for name, (change, other) in FLAGS["replaced"].items()}
"""For some checks: a change, and the check that replaces them from then on."""
_ADDED = {change: _table(rows) for change, rows in FLAGS["added"].items()}
"""Checks that a change adds. They take precedence over the kind of their flag."""


def check_value(command: str, flag: FlagSpec, value: str, changes: Collection[str] = ()) -> tuple[str | None, bool]:
    """Return why the CLI refuses a flag's value, or None; and whether it counts the operands before it checks.

    `changes`: the changes from dockernotes.dockercli.spec.since that this version has.
    """
    for change, checks in _ADDED.items():
        added = checks.get(command, {}).get(flag.name) if change in changes else None
        if added:
            return added(value), True
    early = _of(_EARLY, command, flag, changes) or _at(_BY_KIND.get(flag.kind), changes)
    fault = early(value) if early else None
    late = _of(_LATE, command, flag, changes) if fault is None else None
    if late is CHECKS["platform"] and flag.kind == "strings":
        late = listed_platforms  # from 29 on these flags take several values
    return (late(value), True) if late else (fault, False)


def _of(table: _Table, command: str, flag: FlagSpec, changes: Collection[str]) -> Check | None:
    return _at(table.get(command, {}).get(flag.name), changes)


def _at(check: Check | None, changes: Collection[str]) -> Check | None:
    change, later = _LATER.get(check, ("", check)) if check else ("", None)
    return later if change in changes else check
