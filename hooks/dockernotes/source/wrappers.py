"""Programs that run the command after them, such as `sudo`, `xargs` and `bash -c`.

They are listed in wrappers.json, which the page's JavaScript reads too. `flags`: their flags that take a value;
`named`: how many words of its own, such as a host, a program needs before the command; `argument`: a pattern for one
more; `quoted`: programs that take the command as one word; `shell`: the shells, whose `-c` takes a script.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from dockernotes.shared import read_table
from dockernotes.source.word import Word

WRAPPERS: dict[str, Any] = read_table(__file__)
_SHELL = re.compile(WRAPPERS["shell"])


def unwrapped(words: list[Word]) -> list[Word]:
    """Return the words of the command that the first word runs."""
    valued, named = WRAPPERS["flags"][words[0].text], WRAPPERS["named"].get(words[0].text, 0)
    at = 1
    while at < len(words) and (words[at].text.startswith("-") or _is_argument(words, at) or named):
        if not words[at].text.startswith("-") and not _is_argument(words, at):
            named -= 1
        at += 2 if words[at].text in valued else 1
    return words[at:]


def _is_argument(words: list[Word], at: int) -> bool:
    """Return whether a word is an argument, as in `env A=b docker …` and `timeout 5 docker …`."""
    text, own = words[at].text, WRAPPERS["argument"].get(words[0].text)
    return bool(re.match(r"\w+=", text)) or bool(own and re.fullmatch(own, text))


def script_of(words: Sequence[Word], text: str) -> tuple[int, str] | None:
    """Return where the script of `bash -c "…"` begins, and the script; None if there is none."""
    if not _SHELL.fullmatch(words[0].text):
        return None
    flags = takewhile(lambda word: words[0].text in ("su", "sg") or word.text.startswith("-"), words[1:])
    at = next((i for i, word in enumerate(flags, 1) if re.fullmatch(r"-[a-z]*c", word.text)), 0)
    return quoted(words[at + 1], text) if at and at + 1 < len(words) else None


def quoted(word: Word, text: str) -> tuple[int, str] | None:
    """Return where a quoted script begins, and the script. None if it isn't quoted, or an escape would shift it."""
    source = text[word.start : word.end]
    inner, mark = source[1:-1], source[:1]
    if len(source) < 3 or mark not in "'\"" or source[-1] != mark or mark in inner or (mark == '"' and "\\" in inner):
        return None
    return word.start + 1, inner
