"""Short patterns for the search: the beginning of a message is enough to find it, and readers download all of them."""

from __future__ import annotations

import re
from functools import cache

from dockernotes.catalog.entry import MESSAGE

ENOUGH = 24
"""How many letters outside all groups are enough to tell a message from the others."""
_SAID_OFTEN = (
    "error response from daemon: ",
    "no such file or directory",
    "exec user process caused",
    "failed to start ",
    "/v2/",
)
"""Words that are in so many messages that they tell nothing. They aren't counted."""
_PIECE = re.compile(r"\\.|\[\^?(?:\\.|[^\]\\])+\]|\{\d+(?:,\d*)?\}|.", re.DOTALL)
_QUANTIFIER = re.compile(r"[*+?{]")
_LETTER = re.compile(r"[^()*+?{}.^$|\[\\]|\\[^DdSsWwBbn]")

Pieces = list[tuple[str, int]]
"""The pieces of an expression, each with the number of groups around it."""


@cache  # while the site is served, most edits change no message
def brief(pattern: str, others: tuple[str, ...] = ()) -> str:
    """Return an expression that finds all that the pattern finds, each alternative cut after enough letters.

    `others`: messages of other entries. An alternative that finds one of them only when it's cut remains whole.
    """
    return "|".join(dict.fromkeys(_short(pieces, others) for pieces in _alternatives(pattern)))


def _short(pieces: Pieces, others: tuple[str, ...]) -> str:
    whole, short = "".join(piece for piece, _ in pieces), _beginning(pieces)
    return whole if short != whole and _finds(short, others) and not _finds(whole, others) else short


def _finds(expression: str, messages: tuple[str, ...]) -> bool:
    return any(re.search(expression, message, MESSAGE) for message in messages)


def _alternatives(pattern: str) -> list[Pieces]:
    found: list[Pieces] = [[]]
    depth = 0
    for piece in _PIECE.findall(pattern):
        depth -= piece == ")"
        if piece == "|" and not depth:
            found.append([])
        else:
            found[-1].append((piece, depth))
        depth += piece == "("
    return found


def _beginning(pieces: Pieces) -> str:
    text = "".join(piece for piece, _ in pieces)
    enough = ENOUGH + sum(len(words) for words in _SAID_OFTEN if words in text)
    letters = 0
    for at, (piece, depth) in enumerate(pieces):
        if letters >= enough and not depth and piece != ")" and not _QUANTIFIER.match(piece):
            return "".join(piece for piece, _ in pieces[:at])
        letters += not depth and bool(_LETTER.fullmatch(piece))
    return text
