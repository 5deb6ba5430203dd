"""Read batch files and cmd lines as commands, as far as pages about Docker need it.

A caret at the end continues a line. Inside quotes a caret means itself, and the line break ends the command.
"""

from __future__ import annotations

import re

from dockernotes.source.batch import bodies
from dockernotes.source.shell import PLACEHOLDER, Command, Script, placeholders
from dockernotes.source.word import Word

# In order: a continued line, a remark, a word, a redirection, the end of a command.
_CMD = re.compile(
    rf"""\^\r?\n|^[ \t]*(?:\#|::|@?rem\b)[^\n]*|(?P<word>(?:{PLACEHOLDER.pattern}|"(?:[^"\\\n]|\\.)*"|\\"|\^\r?\n|\^."""
    r"""|(?!(?<!\S)\d[<>])[^\s|&"^<>])+)|(?P<to>(?:(?<!\S)\d)?(?:>>?|<)(?:&\d)?)|(?P<end>[|&]+|\n)""",
    re.MULTILINE | re.IGNORECASE,
)
# The pieces of a word that are not what they look like.
_PIECE = re.compile(r"""(?P<double>"(?:[^"\\\n]|\\.)*")|\\(?=")|\^\r?\n|\^(?=.)""")
_FILLED = re.compile(r"%[*\w~]|!\w+!")


def read_cmd(text: str) -> Script:
    """Read a batch file or cmd line. A word with `%name%` is marked as filled in when it runs."""
    lines: list[list[Word]] = [[]]
    redirected = False
    for match in _CMD.finditer(text):
        if match["end"]:
            lines.append([])
            redirected = False
        elif match["to"]:
            redirected = "&" not in match["to"]
        elif match["word"]:
            if not redirected:
                lines[-1].append(_word(match))
            redirected = False
    commands = (Command(tuple(words)) for line in lines for words in bodies(line))
    return Script(tuple(commands), (), placeholders(text))


def cmd_words(text: str) -> list[Word]:
    """Return the words of a piece of a line, no matter which commands they belong to."""
    return [_word(match) for match in _CMD.finditer(text) if match["word"]]


def _word(match: re.Match[str]) -> Word:
    """Read a word. A backslash before a quote escapes it: a Windows program gets one line, and splits it itself."""
    source = match["word"]
    said = _PIECE.sub(lambda piece: (piece["double"] or "")[1:-1].replace('\\"', '"'), source)
    opaque = bool(_FILLED.search(source) or PLACEHOLDER.search(source))
    return Word(said, match.start(), match.end(), opaque, exact=said == source)
