"""Rewrite a Dockerfile so that hadolint can read it, with everything in the same place."""

from __future__ import annotations

import re
from functools import lru_cache

from dockernotes.dockerfile.lines import escape_of, instructions
from dockernotes.source.shell import PLACEHOLDER_FORM

_HEREDOC = re.compile(r"(?<!\S)\d*<<-?\s*[\"']?[\w.-]+[\"']?", re.ASCII)
_DURATION = re.compile(r"(?<==)(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+(?=\s)")
_PORT = re.compile(r":(?=\d+/)")
_HOST_PORT = re.compile(r"(?<=[ \t])(?:[\d.]+:)?\d*:(?=\d)")
_ONE_LETTER = re.compile(r"^(\s*\w+\s+[^\s/\\$\"'])\s*$")
_DEFAULT = re.compile(r"(?<=\$\{)(\w+:?[-+?][^{}]*)(?=\})")


# Cached, because both hadolint and two of our rules read the result.
@lru_cache(maxsize=256)
def for_hadolint(text: str) -> str:
    """Return a Dockerfile, line for line, without what hadolint can't read.

    That is heredocs, any escape character but a backslash, `...` for what's left out, placeholders, and newer forms.
    """
    rows = text.split("\n")
    made, every = list(rows), list(instructions(rows))
    if escape_of(rows) == "`":
        made = [re.sub(r"`(?=[ \t]*$)", r"\\", row.replace("\\", "/")) for row in rows]
    heads = {at: each for each in every for at in range(each.start, each.end)}
    for at, row in enumerate(made):
        made[at] = _readable(row, heads[at].name if at in heads else "")
    for each in every:
        if each.heredocs and not each.open_heredoc:
            if each.name == "RUN":
                made[each.start : each.end] = ["RUN true", *["#"] * (each.end - each.start - 1)]
            else:
                made[each.start : each.end] = [_HEREDOC.sub("file", row) for row in rows[each.start : each.end]]
            made[each.end : each.stop] = ["#"] * (each.stop - each.end)
    return "\n".join(made)


def _readable(row: str, instruction: str) -> str:
    if row.strip() in ("...", "…"):  # what an excerpt leaves out
        return "#"
    if instruction == "HEALTHCHECK":
        row = _DURATION.sub(lambda match: "1" * (len(match[0]) - 1) + "s", row)
    if instruction in ("FROM", "EXPOSE"):
        row = _DEFAULT.sub(lambda match: re.sub(r"\W", "_", match[0]), row)
    if instruction == "FROM":
        row = _PORT.sub(".", row)
    if instruction == "EXPOSE":  # BuildKit reads an address and a port of the host, and ignores them
        row = _HOST_PORT.sub(lambda match: "0" * len(match[0]), row)
    if instruction == "WORKDIR":  # hadolint crashes on a second relative path of one letter
        row = _ONE_LETTER.sub(r"\1_", row)
    letter = "0" if instruction == "EXPOSE" else "x"
    first = {"EXPOSE": "8", "WORKDIR": "/"}.get(instruction, "x")
    return PLACEHOLDER_FORM.sub(
        lambda match: letter * (len(match[0]) - 1) + first if letter == "0" else first + letter * (len(match[0]) - 1),
        row,
    )
