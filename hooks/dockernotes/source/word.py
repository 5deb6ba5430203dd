"""A word of a command."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a command. `opaque`: the shell fills it in when it runs. `exact`: its source is its value."""

    text: str
    start: int
    end: int
    opaque: bool = False
    exact: bool = True
