"""What cmd runs in a line: after `@`, `call`, `if …` and `for … do`, and in parentheses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dockernotes.source.word import Word

_TESTS = frozenset(("exist", "defined", "errorlevel", "cmdextversion"))
_COMPARES = frozenset(("==", "equ", "neq", "lss", "leq", "gtr", "geq"))


def bodies(line: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the commands of a line between two `&`, `|` or line ends."""
    words = list(line)
    while words:
        words = _bare(words)
        # A closing parenthesis without an opening one in its word closes a block; `else` or nothing follows.
        last = next((at for at, word in enumerate(words) if _closes(word)), len(words))
        command = words[:last]
        if last < len(words):
            word = words[last]
            said = word.text.rstrip(")")
            command += [replace(word, text=said, end=word.start + len(said))] if said else []
        if command:
            yield command
        words = words[last + 1 :]


def _closes(word: Word) -> bool:
    return word.exact and word.text.endswith(")") and word.text.count(")") > word.text.count("(")


def _bare(words: list[Word]) -> list[Word]:
    """Return the words from the one that names a program; none if that can't be told."""
    while words:
        first = words[0]
        said = first.text.lower()
        if first.exact and said[1:] and said[0] in "@(":
            words = [replace(first, text=first.text[1:], start=first.start + 1), *words[1:]]
        elif said in ("@", "(", "call", "else"):
            words = words[1:]
        elif said == "if":
            words = _after_if(words[1:])
        elif said == "for":
            words = words[next((at for at, word in enumerate(words) if word.text.lower() == "do"), len(words)) + 1 :]
        else:
            break
    return words


def _after_if(words: list[Word]) -> list[Word]:
    while words and words[0].text.lower() in ("/i", "not"):
        words = words[1:]
    said = [word.text.lower() for word in words[:3]]
    if said and said[0] in _TESTS:
        return words[2:]
    if len(said) > 1 and (said[1] in _COMPARES or said[0].endswith("==")):
        return words[3 if said[1] in _COMPARES else 2 :]
    if len(said) > 1 and said[1].startswith("=="):
        return words[2:]
    return words[1:] if said and "==" in said[0] else []
