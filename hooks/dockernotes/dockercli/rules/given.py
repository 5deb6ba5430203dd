"""What a rule on flags that don't go together gets to see, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dockernotes.dockercli.grammar.mount import is_true


@dataclass(frozen=True, slots=True)
class Given:
    """What a command was given: the values of each flag in order, and the operands. None: a shell fills it in.

    `changes`: what the version has of dockernotes.dockercli.spec.since.
    """

    flags: Mapping[str, Sequence[str | None]]
    operands: Sequence[str | None]
    changes: Collection[str] = ()

    def on(self, name: str) -> bool:
        """Whether a switch is on: its last mention counts."""
        values = self.flags.get(name, ())
        return bool(values) and values[-1] is not None and is_true(values[-1])

    def last(self, name: str) -> str:
        """Return the value that counts of a flag given once or more; empty when it is none or not known."""
        values = self.flags.get(name, ())
        return (values[-1] or "") if values else ""

    def all(self, name: str) -> list[str]:
        """Return the values of a flag that are known."""
        return [value for value in self.flags.get(name, ()) if value is not None]


Fault = tuple[str, str]
"""A flag and what is wrong with it there."""
Rule = Callable[[Given], Iterator[Fault]]
