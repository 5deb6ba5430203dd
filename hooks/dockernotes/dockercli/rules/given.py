"""What a rule about flags that don't go together gets, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dockernotes.dockercli.grammar.mount import is_true


@dataclass(frozen=True, slots=True)
class Given:
    """What a command was given: the values of each flag in order, and the operands. None: a shell fills it in.

    `changes`: the changes from dockernotes.dockercli.spec.since that this version has.
    """

    flags: Mapping[str, Sequence[str | None]]
    operands: Sequence[str | None]
    changes: Collection[str] = ()

    def on(self, name: str) -> bool:
        """Return whether a switch is on. The last time it's given counts."""
        values = self.flags.get(name, ())
        return bool(values) and values[-1] is not None and is_true(values[-1])

    def last(self, name: str) -> str:
        """Return the last value of a flag, which is the one that counts; "" if there is none or it's unknown."""
        values = self.flags.get(name, ())
        return (values[-1] or "") if values else ""

    def all(self, name: str) -> list[str]:
        """Return the known values of a flag."""
        return [value for value in self.flags.get(name, ()) if value is not None]


Fault = tuple[str, str]
"""A flag ("" for the command itself), and what is wrong with it."""
Rule = Callable[[Given], Iterator[Fault]]
