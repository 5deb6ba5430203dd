"""The result of reading an argv: the role of each word, and what the CLI would refuse."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from dockernotes.dockercli.spec.model import CommandSpec, FlagSpec


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a word of the argv. `role`: program, command, flag, value, operand or passed (to the container)."""

    word: int
    start: int
    end: int
    role: str
    flag: FlagSpec | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a command, and where.

    `reason`: command, flag, missing, value, few, many or conflict if the CLI refuses it; engine if the engine does;
    doubt or displaced if it runs. `cli`: the first words of docker's message, if they follow from the reason alone.
    """

    word: int
    start: int
    end: int
    reason: str
    message: str
    cli: str = ""


@dataclass(slots=True)
class Parsed:
    """An argv that has been read. `operands`: the indexes of the words that are neither a flag nor a flag's value.

    `verdict`: `ok`, or the reason that the CLI itself gives. It may differ from the first problem: for an unknown
    command, the CLI complains about the flags after it, which doesn't help anybody to fix it.
    """

    argv: Sequence[str]
    command: CommandSpec
    parts: list[Part] = field(default_factory=list)
    operands: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    asks_help: bool = False
    verdict: str = "ok"

    def values(self, name: str, opaque: Collection[int] = ()) -> list[str | None]:
        """Return a flag's values, by its long name: `true` for a switch, None for a value in an `opaque` word."""
        texts: list[str | None] = []
        for at, part in enumerate(self.parts):
            if part.flag and part.flag.name == name and part.role == "flag":
                after = self.parts[at + 1] if at + 1 < len(self.parts) else None
                own = after is not None and after.role == "value" and after.flag is part.flag
                word = after.word if own and after else part.word
                text = self.argv[after.word][after.start : after.end] if own and after else "true"
                texts.append(None if word in opaque else text)
        return texts
