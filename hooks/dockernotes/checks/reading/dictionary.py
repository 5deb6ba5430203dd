"""The project's own dictionary: words.txt in the folder above, one word per line. Spelling rules and cspell share it.

A word with a capital letter is a name, which may keep that letter in the middle of a heading.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "words.txt"


@cache
def own_words() -> frozenset[str]:
    """Return the words of the dictionary as they are written there."""
    rows = (row.partition("#")[0].strip() for row in FILE.read_text(encoding="utf-8").split("\n"))
    return frozenset(row for row in rows if row)


@cache
def names() -> frozenset[str]:
    """Return the words that begin with a capital letter or have one inside."""
    return frozenset(word for word in own_words() if word != word.lower())
