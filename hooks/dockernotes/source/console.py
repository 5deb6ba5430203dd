"""A terminal session: `$ ` begins a command, `> ` continues it, every other line was printed.

After a backslash, and in a heredoc, `> ` may be missing: the command isn't finished, so nothing was printed yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dockernotes.source.fences import TextLine

_BACKSLASH = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_HEREDOC = re.compile(r"""(?<!<)<<(?P<tabs>-?)[ \t]*(?P<quote>["']?)(?P<word>[A-Za-z_]\w*)(?P=quote)(?!\w)""")
_DOCKER = re.compile(r"(?:[$#] +)?(?=(?:sudo +)?docker(?:-compose)? +[a-z-])")
_USAGE = re.compile(r"[Uu]sage:|\[(?:OPTIONS|options|flags|COMMAND)\b|^\s*docker [a-z ]+ {2,}\S")
_LONGEST = 200
"""The longest heredoc, in lines, whose end is looked for."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command: the lines it is written on, and the lines it printed."""

    command: list[TextLine] = field(default_factory=list)
    output: list[TextLine] = field(default_factory=list)

    @property
    def typed(self) -> list[TextLine]:
        """The lines of the command without the shell's prompts."""
        return [_typed(line) if at else _without_sign(line) for at, line in enumerate(self.command)]

    @property
    def text(self) -> str:
        """The command as a shell reads it, lines and all."""
        return "\n".join(line.text for line in self.typed)

    @property
    def line(self) -> int:
        return self.command[0].number if self.command else self.output[0].number


def is_marked(line: TextLine) -> bool:
    """Return whether a line is marked as continuing a command."""
    return line.text.startswith("> ") or line.text == ">"


def steps(lines: Sequence[TextLine]) -> list[Step]:
    """Split a session into steps. Output before the first command becomes a step without a command."""
    found: list[Step] = []
    continued = False
    more = 0
    for at, line in enumerate(lines):
        if begins(line):
            found.append(Step([line]))
            continued, more = True, 0
        elif continued and (more or is_marked(line)):
            found[-1].command.append(line)
        else:
            continued = False
            if not found:
                found.append(Step())
            found[-1].output.append(line)
        if continued:
            more = more - 1 if more > 1 else _wanted(lines, at)
    return found


def begins(line: TextLine) -> bool:
    """Return whether a line begins with a shell's prompt."""
    return line.text.startswith("$ ") or line.text == "$"


def unmarked(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Yield the lines of each docker command in a fence that doesn't tell typed lines from output.

    A usage line, or the output of `docker help`, isn't a command.
    """
    if any(_USAGE.search(line.text) for line in lines):
        return
    rest = iter(lines)
    for line in rest:
        if (match := _DOCKER.match(line.text)) is None:
            continue
        found = [TextLine(line.number, line.column + match.end(), line.text[match.end() :])]
        while _BACKSLASH.search(found[-1].text) and (more := next(rest, None)):
            found.append(_typed(more))
        # `# ` is root's prompt, or begins a comment; if the next line has one as well, it is a comment.
        if not (line.text.startswith("#") and any(more.text.startswith("#") for more in found[1:])):
            yield found


def _without_sign(line: TextLine) -> TextLine:
    return TextLine(line.number, line.column + 2, line.text[2:])


def _typed(line: TextLine) -> TextLine:
    return _without_sign(line) if is_marked(line) else line


def _wanted(lines: Sequence[TextLine], at: int) -> int:
    """Return how many more lines a command's line needs: one for a backslash, or those of a heredoc that is closed."""
    text = _without_sign(lines[at]).text if begins(lines[at]) else _typed(lines[at]).text
    if text.lstrip().startswith("#"):
        return 0
    heredoc = _HEREDOC.search(text)
    if heredoc:
        for number, line in enumerate(lines[at + 1 : at + 1 + _LONGEST], 1):
            body = line.text[2:] if is_marked(line) else line.text
            if (body.lstrip("\t") if heredoc["tabs"] else body) == heredoc["word"]:
                return number
            if begins(line):
                break
    return 1 if _BACKSLASH.search(text) else 0
