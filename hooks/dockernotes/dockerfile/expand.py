"""Find what BuildKit refuses in a word: a quote or a `${` that's never closed, or an unknown form of `${…}`."""

from __future__ import annotations

import re

_NAME = re.compile(r"\d+|[@*#?$!0-]|\w*", re.ASCII)
_FORMS = "`:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `%` and `/`"


class _Wrong(Exception):
    """Raised for a word that BuildKit refuses. Its text says what is wrong."""


def expansion_fault(word: str, escape: str = "\\") -> str | None:
    """Return what is wrong with a word in which BuildKit fills in variables, or None."""
    try:
        _read(word, 0, "", escape)
    except _Wrong as wrong:
        return str(wrong)
    return None


def _read(word: str, at: int, stop: str, escape: str) -> int:
    """Read up to the letter `stop`, and return the position after it. Raises _Wrong."""
    while at < len(word):
        letter = word[at]
        if letter == stop:
            return at + 1
        if letter == "'":
            at = word.find("'", at + 1) + 1
            if not at:
                raise _Wrong("a quote `'` is not closed")
        elif letter == '"':
            at = _quoted(word, at + 1, escape)
        elif letter == "$":
            at = _dollar(word, at, escape)
        else:
            at += 2 if letter == escape else 1
    if stop:
        raise _Wrong(f"a `${{` is not closed; add `{stop}`")
    return at


def _quoted(word: str, at: int, escape: str) -> int:
    while at < len(word):
        if word[at] == '"':
            return at + 1
        at = _dollar(word, at, escape) if word[at] == "$" else at + (2 if word[at] == escape else 1)
    raise _Wrong('a quote `"` is not closed')


def _dollar(word: str, at: int, escape: str) -> int:
    if word[at + 1 : at + 2] != "{":
        match = _NAME.match(word, at + 1)
        return match.end() if match else at + 1
    shown = word[at:]
    at += 2
    if at >= len(word):
        raise _Wrong("a `${` is not closed; add `}`")
    match = None if word[at] in "{}:" else _NAME.match(word, at)
    if not match:
        raise _Wrong(f"`{shown}` doesn't name a variable")
    at = match.end()
    form = word[at : at + 1]
    if form == ":":
        form = word[at : at + 2]
    if form == "}":
        return at + 1
    if form in (":-", ":+", ":?", "+", "-", "?", "#", "%"):
        return _read(word, at + len(form), "}", escape)
    if form == "/":
        return _read(word, _read(word, at + 1 + (word[at + 1 : at + 2] == "/"), "/", escape), "}", escape)
    if not form or not any(sign in word[at:] for sign in "}"):
        raise _Wrong(f"`{shown}` is not closed; add `}}`")
    raise _Wrong(f"`{shown}`: for variables, BuildKit knows the forms {_FORMS}")
