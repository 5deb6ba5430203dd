"""Take words apart by forms such as `[<host-address>:]<host-port>:<container-port>`.

`<name>` is a part, `[…]` is optional, `…` repeats, and everything else is literal. Usages of commands and values of
flags in the data file have this form, so readers see the same form that their commands are read with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from dockernotes.dockercli.grammar.shared_tables import NAMES

PART = re.compile(r"<([a-z-]+)>")
_TOKEN = re.compile(r"<(?P<part>[a-z-]+)>|(?P<open>\[)|(?P<close>\])|(?P<text>[^<\[\]]+|<)")
_FIELD = re.compile(r"(?P<key>[A-Za-z0-9_-]+)(?:=(?P<value>[^,]*))?")

Span = tuple[str, int, int]
"""A part's name, and its start and end in the word; the end is exclusive."""


def parts_of(form: str) -> list[str]:
    """Return the names of the parts of a form, in order."""
    return PART.findall(form)


def operands_of(usage: str) -> list[str]:
    """Return the form of each operand of a usage; `[<a> [<b>...]]` has two."""
    return [_balanced(token) for token in usage.replace("...", "").split() if "<" in token]


def _balanced(token: str) -> str:
    """Return a token without brackets whose other half is in another token."""
    while (excess := token.count("[") - token.count("]")) > 0 and token.startswith("["):
        token = token[1:]
    return token[:excess] if excess < 0 else token


def take_apart(form: str, text: str, patterns: Mapping[str, str]) -> list[Span]:
    """Return where the parts of a form are in a word; an empty list if the word has another form.

    `patterns`: the patterns of parts that don't accept any text.
    """
    if "," in form and "=" in form:
        return _fields(form, text)
    names, expression = _compiled(form, tuple(sorted(patterns.items())))
    match = expression.fullmatch(text)
    if match is None:
        return []
    found = [(name, *match.span(number)) for number, name in enumerate(names, 1)]
    return [span for span in found if span[1] < span[2]]


@lru_cache(maxsize=1024)
def _compiled(form: str, patterns: tuple[tuple[str, str], ...]) -> tuple[list[str], re.Pattern[str]]:
    known, names, pieces = dict(patterns), [], []
    for token in _TOKEN.finditer(form.replace("...", "")):
        if token["part"]:
            names.append(token["part"])
            pieces.append(f"({known.get(token['part'], '.+?')})")
        elif token["open"] or token["close"]:
            pieces.append("(?:" if token["open"] else ")?")
        else:
            pieces.append(re.escape(token["text"]))
    return names, re.compile("".join(pieces), re.DOTALL)


def _fields(form: str, text: str) -> list[Span]:
    """Take apart `key=value,key=value,switch`, in any order. A key that has no part in the form is a `setting`."""
    parts = dict(re.findall(r"([a-z]+)=<([a-z-]+)>", form))
    parts |= {switch: switch for switch in re.findall(r"\[,([a-z]+)\]", form)}
    spans: list[Span] = []
    at = 0
    for field in text.split(","):
        match = _FIELD.fullmatch(field)
        if match is None:
            return []
        key = match["key"].lower()
        spans.append((parts.get(NAMES["same-keys"].get(key, key)) or parts.get(key) or "setting", at, at + len(field)))
        at += len(field) + 1
    return spans
