"""What docker.exe gets when PowerShell or cmd reads a line: strict readers, written from the shells' own rules.

They refuse whatever a shell would act on, so they can't read a line that a generator got wrong.
Rules: about_Parsing, about_Quoting_Rules, about_Preference_Variables of PowerShell; `cmd /?`; Go's os.Args on Windows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SINGLE, DOUBLE = "'‘’‚‛", '"“”„'
_VARIABLE = re.compile(r"\$(?:\{([\w:]+)\}|((?:env:)?\w+))")


class Refused(Exception):
    """The shell would do something other than pass words on."""


def go(line: str) -> list[str]:
    """Split a command line as Go does for os.Args on Windows."""
    found, at = [], 0
    while at < len(line):
        if line[at] in " \t":
            at += 1
            continue
        word, quoted, slashes = "", False, 0
        while at < len(line) and (quoted or line[at] not in " \t"):
            letter = line[at]
            if letter == "\\":
                slashes += 1
            elif letter == '"':
                word += "\\" * (slashes // 2)
                if slashes % 2:
                    word += '"'
                else:
                    if quoted and line[at + 1 : at + 2] == '"':
                        word, at = word + '"', at + 1
                    quoted = not quoted
                slashes = 0
            else:
                word += "\\" * slashes + letter
                slashes = 0
            at += 1
        found.append(word + "\\" * slashes)
    return found


def powershell(text: str, variables: Mapping[str, str], *, version: str) -> list[str]:
    """Return what docker gets on Windows from a line of PowerShell `5.1` or `7.3`. Raise Refused if it isn't clear."""
    if match := re.fullmatch(r"(\w+) --% (.*)", text):
        tail = match[2]
        outside = "".join(tail.split('"')[::2])
        if re.search(r"[|&]", outside) or re.search(r"%[^%]+%", tail):
            raise Refused("--% ends, or fills in a name")
        return go(f"{match[1]} {tail}")
    words = _powershell_words(text, variables)
    if version == "5.1":
        # PowerShell 5.1 adds quotes only for blanks, without escaping anything, and drops empty words.
        return go(" ".join(f'"{word}"' if re.search(r"\s", word) else word for word in words if word))
    return words


def _powershell_words(text: str, variables: Mapping[str, str]) -> list[str]:
    words, at = [], 0
    while at < len(text):
        if text[at] in " \t":
            at += 1
            continue
        if text.startswith("`\n", at):  # the line goes on; inside quotes, both characters are literal
            at += 2
            continue
        if text[at] in SINGLE:
            word, at = _until(text, at, SINGLE, variables, fills=False)
        elif text[at] in DOUBLE:
            word, at = _until(text, at, DOUBLE, variables, fills=True)
        else:
            end = next((n for n in range(at, len(text)) if text[n] in " \t"), len(text))
            word, at = _bare(text[at:end], variables), end
        if at < len(text) and text[at] not in " \t":
            raise Refused("a word that goes on behind its quotes is two words")
        words.append(word)
    return words


def _until(text: str, at: int, quotes: str, variables: Mapping[str, str], *, fills: bool) -> tuple[str, int]:
    word, at = "", at + 1
    while at < len(text):
        letter = text[at]
        if letter in quotes:
            if text[at + 1 : at + 2] and text[at + 1] in quotes:
                word, at = word + text[at + 1], at + 2
                continue
            return word, at + 1
        if fills and letter == "`":
            if text[at + 1] not in '`$"“”„':
                raise Refused("an escape with a meaning of its own")
            word, at = word + text[at + 1], at + 2
        elif fills and letter == "$":
            match = _VARIABLE.match(text, at)
            if match is None:
                raise Refused("an expression")
            word, at = word + variables[match[1] or match[2]], match.end()
        else:
            word, at = word + letter, at + 1
    raise Refused("a quote is never closed")


def _bare(word: str, variables: Mapping[str, str]) -> str:
    if match := _VARIABLE.fullmatch(word):
        return variables[match[1] or match[2]]
    if not word.isascii() or re.search(r"[,;|&(){}<>$\"'`*?\[\]\n]", word) or word[0] in "@#~%!":
        raise Refused(f"{word} is more than a word")
    if word == "--" or (word.startswith("-") and re.search(r"[.:]", word)):
        raise Refused(f"{word} is read as a parameter and cut")
    return word


def cmd(text: str, variables: Mapping[str, str]) -> list[str]:
    """Return what docker gets from a line typed in cmd. Raise Refused if cmd would act on the line."""
    line, quoted, at = "", False, 0
    for name, value in variables.items():
        text = text.replace(f"%{name}%", value)
    if re.search(r"%[^%\n]+%", text):
        raise Refused("a name between percent signs may be filled in")
    while at < len(text):
        letter = text[at]
        if letter == "\n":
            raise Refused("the line ends")
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter == "^":
            at += 1
            letter = text[at : at + 1].replace("\n", "")  # the line goes on
        elif not quoted and letter in "&|<>":
            raise Refused(f"cmd acts on {letter}")
        line, at = line + letter, at + 1
    return go(line)
