"""A Dockerfile as hadolint knows it, letter for letter at the same place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dockernotes.source.shell import PLACEHOLDER_FORM

# BuildKit takes a heredoc for a word of its own: `<<<` is the shell's, and `1<<A` arithmetic.
_HEREDOC = re.compile(r"(?<!\S)\d*<<-?[\"']?([A-Za-z_]\w*)[\"']?")
_INSTRUCTION = re.compile(r"^\s*(RUN|COPY|ADD)\b(.*)$", re.IGNORECASE)
_DURATION = re.compile(r"(?<==)(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+(?=\s)")
_PORT = re.compile(r":(?=\d+/)")
_HOST_PORT = re.compile(r"(?<=[ \t])(?:[\d.]+:)?\d*:(?=\d)")
_ONE_LETTER = re.compile(r"^(\s*\w+\s+[^\s/\\$\"'])\s*$")
_DEFAULT = re.compile(r"(?<=\$\{)(\w+:?[-+?][^{}]*)(?=\})")


# Hadolint is handed it, and two rules of ours read it.
@lru_cache(maxsize=256)
def for_hadolint(text: str) -> str:
    """Return a Dockerfile line for line without heredocs, another escape, what is left out, and newer forms."""
    backtick = re.match(r"(?:#.*\n)*#\s*escape\s*=\s*`", text, re.IGNORECASE)
    if backtick:
        text = re.sub(r"`(?=[ \t]*$)", r"\\", text.replace("\\", "/"), flags=re.MULTILINE)
    rows, made, at = text.split("\n"), list[str](), 0
    while at < len(rows):
        end = _end(rows, at)
        head, ends = rows[at:end], _heredocs(rows, at, end)
        if ends:
            run = head[0].lstrip()[:3].upper() == "RUN"
            made += ["RUN true", *["#"] * (len(head) - 1)] if run else [_HEREDOC.sub("file", row) for row in head]
            made += ["#"] * (ends - end)
        else:
            made += [_readable(row, head[0].lstrip().partition(" ")[0].upper()) for row in head]
        at = ends or end
    return "\n".join(made)


def instructions(rows: list[str]) -> Iterator[tuple[int, int]]:
    """Yield first row and the one after the last of each instruction of a text without heredocs."""
    at = 0
    while at < len(rows):
        end = _end(rows, at)
        if rows[at].strip() and not rows[at].lstrip().startswith("#"):
            yield at, end
        at = end


def _end(rows: list[str], at: int) -> int:
    """Return where the instruction that begins in a row has ended: a backslash goes on, past comments."""
    if rows[at].lstrip().startswith("#"):
        return at + 1
    while at < len(rows) and (rows[at].rstrip().endswith("\\") or rows[at].lstrip().startswith("#")):
        at += 1
    return min(at + 1, len(rows))


def _heredocs(rows: list[str], at: int, end: int) -> int:
    """Return the row after the heredocs of an instruction; 0 when it has none, or one that never ends."""
    head = [row for row in rows[at:end] if not row.lstrip().startswith("#")]
    names = _HEREDOC.findall(" ".join(head)) if head and _INSTRUCTION.match(head[0]) else []
    for name in names:
        while end < len(rows) and rows[end].strip() != name:
            end += 1
        if end == len(rows):
            return 0
        end += 1
    return end if names else 0


def _readable(row: str, instruction: str) -> str:
    if row.strip() in ("...", "…"):  # what an excerpt leaves out
        return "#"
    if instruction == "HEALTHCHECK":
        row = _DURATION.sub(lambda match: "1" * (len(match[0]) - 1) + "s", row)
    if instruction in ("FROM", "EXPOSE"):
        row = _DEFAULT.sub(lambda match: re.sub(r"\W", "_", match[0]), row)
    if instruction == "FROM":
        row = _PORT.sub(".", row)
    if instruction == "EXPOSE":  # an address and a port of the host are read, and mean nothing
        row = _HOST_PORT.sub(lambda match: "0" * len(match[0]), row)
    if instruction == "WORKDIR":  # hadolint dies of a second relative path that has one letter
        row = _ONE_LETTER.sub(r"\1_", row)
    letter = "0" if instruction == "EXPOSE" else "x"
    first = {"EXPOSE": "8", "WORKDIR": "/"}.get(instruction, "x")
    return PLACEHOLDER_FORM.sub(
        lambda match: letter * (len(match[0]) - 1) + first if letter == "0" else first + letter * (len(match[0]) - 1),
        row,
    )
