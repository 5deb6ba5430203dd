"""A terminal session: `$ ` begins a command, `> ` continues it, every other line was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dockernotes.source.fences import TextLine


@dataclass(frozen=True, slots=True)
class Step:
    """A command with the lines it stands on, and the lines it printed."""

    command: list[TextLine] = field(default_factory=list)
    output: list[TextLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The command as a shell reads it, lines and all."""
        return "\n".join(line.text[2:] for line in self.command)

    @property
    def line(self) -> int:
        return self.command[0].number if self.command else self.output[0].number


def steps(lines: Sequence[TextLine]) -> list[Step]:
    """Split a session. Output before the first command becomes a step without a command."""
    found: list[Step] = []
    continued = False
    for line in lines:
        if line.text.startswith("$ ") or line.text == "$":
            found.append(Step([line]))
            continued = True
        elif continued and (line.text.startswith("> ") or line.text == ">"):
            found[-1].command.append(line)
        else:
            continued = False
            if not found:
                found.append(Step())
            found[-1].output.append(line)
    return found
