"""PowerShell and cmd text into commands: enough of both to read what a Docker page shows of them.

Each goes on in the next line behind a mark of its own (a backtick, a caret) and has quotes of its own. Inside quotes
the mark is none: PowerShell keeps the line break in the word, cmd ends the command there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dockernotes.source.shell import PLACEHOLDER, Command, Script, Word

# Each: what stands between words, the end of a command, a word.
_POWERSHELL = re.compile(
    r"""`\r?\n|\#[^\n]*|(?P<end>[|;&]+|\n)|(?P<word>(?:"(?:[^"`]|`[\s\S])*"|'[^']*'|`[\s\S]|[^\s|;&"'`])+)"""
)
_CMD = re.compile(
    r"""\^\r?\n|^[ \t]*(?:\#|::|rem\b)[^\n]*|(?P<end>[|&]+|\n)"""
    r"""|(?P<word>(?:"(?:[^"\\\n]|\\.)*"|\\"|\^\r?\n|\^.|[^\s|&"^])+)""",
    re.MULTILINE | re.IGNORECASE,
)
# The pieces of a word that are not what they look like.
_OF_POWERSHELL = re.compile(r"""(?P<double>"(?:[^"`]|""|`[\s\S])*")|(?P<single>'(?:[^']|'')*')|`[\s\S]""")
_OF_CMD = re.compile(r"""(?P<double>"(?:[^"\\\n]|\\.)*")|\\(?=")|\^\r?\n|\^(?=.)""")
_ESCAPE = re.compile(r"`([\s\S])")
_ESCAPES = dict(zip("0abefnrtv", "\0\a\b\x1b\f\n\r\t\v", strict=True))
_VERBATIM = re.compile(r"(?<=\s)--%(?=\s)")


def read_powershell(text: str) -> Script:
    """Read PowerShell. What holds `$` outside single quotes is filled in when it runs.

    After `--%` stands what the program itself takes apart, which is much as cmd has it.
    """
    if _VERBATIM.search(text):
        return read_cmd(_VERBATIM.sub("   ", text))
    return _read(text, _POWERSHELL, _powershell_word)


def read_cmd(text: str) -> Script:
    """Read a batch file or cmd line. What holds `%name%` is filled in when it runs."""
    return _read(text, _CMD, _cmd_word)


def _read(text: str, token: re.Pattern[str], read: Callable[[str], tuple[str, bool]]) -> Script:
    spans = tuple((m.start(), m.end()) for m in PLACEHOLDER.finditer(text))
    commands: list[Command] = []
    words: list[Word] = []
    for match in token.finditer(text):
        start, end = match.span()
        if match["end"]:
            if words:
                commands.append(Command(tuple(words)))
            words = []
        elif match["word"]:
            said, opaque = read(match["word"])
            opaque = opaque or any(start < stop and begin < end for begin, stop in spans)
            words.append(Word(said, start, end, opaque, exact=said == match["word"]))
    if words:
        commands.append(Command(tuple(words)))
    return Script(tuple(commands), (), spans)


def _powershell_word(source: str) -> tuple[str, bool]:
    """Return a word without its quotes and escapes, and whether it is filled in when it runs."""

    def plain(piece: re.Match[str]) -> str:
        if piece["single"]:
            return piece["single"][1:-1].replace("''", "'")
        inner = piece["double"][1:-1].replace('""', '"') if piece["double"] else piece.group()
        return _ESCAPE.sub(lambda escape: _ESCAPES.get(escape[1], escape[1]), inner)

    filled = _OF_POWERSHELL.sub(lambda piece: _ESCAPE.sub("", piece["double"] or ""), source)
    return _OF_POWERSHELL.sub(plain, source), bool(re.search(r"[$(]", filled))


def _cmd_word(source: str) -> tuple[str, bool]:
    """As above. A backslash before a quote is Windows', which hands the program one line to take apart."""
    said = _OF_CMD.sub(lambda piece: (piece["double"] or "")[1:-1].replace('\\"', '"'), source)
    return said, bool(re.search(r"%\w+%", source))
