"""What the entries of docs/_data/docker.yml have in common: the forms of short texts, and how patterns match."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated

from pydantic import Field, StringConstraints

from dockernotes.diagrams.base import Entry, Line

Text = Annotated[str, StringConstraints(min_length=3)]
CommandName = Annotated[str, StringConstraints(pattern=r"^(docker|dockerd)( [a-z]+)*$")]
FlagName = Annotated[str, StringConstraints(pattern=r"^--[a-z][A-Za-z0-9-]*$")]
ShortFlag = Annotated[str, StringConstraints(pattern=r"^-[A-Za-z]$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$|^\d+$")]
PageLink = Annotated[str, StringConstraints(pattern=r"^[a-z0-9/_-]+\.md(#[\w.-]+)?$")]

MESSAGE = re.IGNORECASE | re.DOTALL | re.MULTILINE | re.ASCII
"""Flags for matching an error's pattern with what a reader pastes; docs/assets/js/errors uses `ism` for the same."""

_BOTH_CASES = re.compile(r"\[([A-Z])([a-z])\]")
_CAPITAL = re.compile(r"\\.|[A-Z]")
_NOT_BESIDE = re.compile(r"\(\?<?!(?:[^()]|\([^()]*\))*\)")
_BETWEEN = re.compile(r"\[\^\\n\]\{\d+,\d+\}\??")
_AT_AN_END = re.compile(r"(?:(?<=\|)|^)\((?!\?)[^()|]*\)\?|(?:\((?!\?)[^()|]*\)\?|\[\^\\n\]\*)(?=\||$)")


def light(pattern: str) -> str:
    """Return an error's pattern in lower case, which compresses better. Patterns ignore case anyway."""
    small = _BOTH_CASES.sub(lambda m: m[2] if m[1].lower() == m[2] else m[0], pattern)
    return _CAPITAL.sub(lambda m: m[0] if m[0].startswith("\\") else m[0].lower(), small)


def core(pattern: str) -> str:
    """Return a pattern for a short query: without look-arounds, and without parts that only lengthen a match."""
    return _AT_AN_END.sub("", _BETWEEN.sub(r"[^\\n]*", _NOT_BESIDE.sub("", light(pattern))))


@lru_cache(maxsize=2048)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return an error's pattern, compiled. It's cached, because compiling takes longer than matching."""
    return re.compile(pattern, MESSAGE)


def expression(pattern: str) -> str:
    if "\n" in pattern:
        raise ValueError("a line break in a pattern; in double quotes YAML makes one of `\\n`, so use single quotes")
    try:
        compiled(pattern)
    except re.error as problem:
        raise ValueError(f"`{pattern}` is not a regular expression: {problem}") from problem
    return pattern


class Ended(Entry):
    """A command or flag that Docker has deprecated or removed."""

    since: Version = Field(description="First Docker version in which this holds.")
    use: Line | None = Field(default=None, description="What to type today, in Markdown.")


class Life(Entry):
    """When a thing came into Docker and when it leaves."""

    since: Version | None = Field(default=None, description="First Docker Engine or CLI version that has it.")
    deprecated: Ended | None = None
    removed: Ended | None = None
