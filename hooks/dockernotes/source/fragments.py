"""Split a word of bash into what is literal and what the shell fills in.

The rules are from "Quoting" and "Word Expansions" of the POSIX shell. `$'…'`, braces and globs are not read.
"""

from __future__ import annotations

import re

Fragment = tuple[str, str]
"""A kind and a text. `text`: the characters; `variable`: its name; `result`: the command whose output goes there."""

_NAME = re.compile(r"\$(?:\{(?P<braced>\w+)\}|(?P<name>[A-Za-z_]\w*|\?))")
_PARAMETER = re.compile(r"\$[$!@#*\d{-]")  # what else a dollar sign may begin
_FILLED_IN = frozenset("*?[{`")
_HOME = re.compile(r"~(?=/|$)")
_ADDRESS = re.compile(r"\[[0-9A-Fa-f:.]+\]")  # of IPv6; as a pattern it would match no file that anybody has


def is_process(source: str) -> bool:
    """Return whether a word is `<( … )` or `>( … )`: a file that a command in bash writes or reads."""
    return source.startswith(("<(", ">("))


def fragments(source: str) -> list[Fragment] | None:
    """Return the fragments of a word as it is written, quotes included; None if only a running shell can tell."""
    found: list[Fragment] = []
    at, quoted = 0, False
    if is_process(source):
        return None
    while at < len(source):
        letter = source[at]
        if letter == '"':
            quoted, at = not quoted, at + 1
            found.append(("text", ""))  # even an empty pair of quotes is a word
        elif letter == "'" and not quoted:
            end = source.find("'", at + 1)
            if end < 0:
                return None
            found.append(("text", source[at + 1 : end]))
            at = end + 1
        elif letter == "\\":
            kept, at = _escaped(source, at, quoted=quoted)
            found.append(("text", kept))
        elif letter == "$" and source[at + 1 : at + 2] == "(":
            end = _closing(source, at + 1)
            if end < 0:
                return None
            found.append(("result", source[at + 2 : end]))
            at = end + 1
        elif match := _NAME.match(source, at):
            found.append(("variable", match["braced"] or match["name"]))
            at = match.end()
        elif not quoted and (address := _ADDRESS.match(source, at)):
            found.append(("text", address.group()))
            at = address.end()
        elif at == 0 and _HOME.match(source):
            found.append(("variable", "HOME"))
            at = 1
        elif (
            letter == "`"
            or _PARAMETER.match(source, at)
            or (not quoted and (letter in _FILLED_IN or source.startswith(("$'", '$"', "~"), at)))
        ):
            return None
        else:
            found.append(("text", letter))
            at += 1
    return None if quoted else _joined(found)


def _escaped(source: str, at: int, *, quoted: bool) -> tuple[str, int]:
    following = source[at + 1 : at + 2]
    if following == "\n":
        return "", at + 2
    return ("\\" + following if quoted and following not in '$`"\\' else following or "\\"), at + 2


def _closing(source: str, at: int) -> int:
    """Return where the parenthesis that opens at `at` is closed, skipping quoted ones; -1 if nowhere."""
    depth = 0
    for match in re.compile(r"\\.|'[^']*'|\"(?:[^\"\\]|\\.)*\"|[()]", re.DOTALL).finditer(source, at):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if depth == 0:
            return match.start()
    return -1


def _joined(found: list[Fragment]) -> list[Fragment]:
    joined: list[Fragment] = []
    for kind, text in found:
        if kind == "text" and joined and joined[-1][0] == "text":
            joined[-1] = ("text", joined[-1][1] + text)
        else:
            joined.append((kind, text))
    # An empty text next to something that the shell fills in adds nothing.
    return [one for one in joined if one != ("text", "")] or joined[:1]
