r"""Write a docker command for PowerShell and for cmd, so that the same words reach docker.

Three programs read a command before docker gets its words, each with its own rules:

- docker.exe splits its command line as Go does (`commandLineToArgv` in Go's os/exec_windows.go): blanks outside quotes
  separate words, a quote inside them is `\"`, and backslashes are doubled only before a quote. `""` inside quotes is a
  quote too, but it also ends them.
- cmd (`cmd /?`, "Parsing C++ command-line arguments"): quotes switch `& | < > ^` off until the next quote, even if a
  backslash comes before it, which means nothing to cmd. Outside quotes, `^` makes them literal. `%name%` is filled in
  everywhere, and on a command line nothing prevents that.
- PowerShell (about_Parsing, about_Quoting_Rules): in single quotes everything is literal, but quotes, straight or
  curly, are doubled. A comma makes a list, and a word that begins with `-` ends at a dot or colon, so both are quoted.
  Windows PowerShell 5.1 loses quotes inside words, and empty words, when it starts a program; PowerShell 7.3 doesn't
  (about_Preference_Variables, PSNativeCommandArgumentPassing). After `--%` both pass on the rest of the line as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from dockernotes.shared import read_table

Fragment = tuple[str, str]
Argument = Sequence[Fragment]
"""A word: pieces of text, variables by name, results of commands, placeholders as written (source/fragments.py)."""

TABLES = read_table(__file__)
"""The page's JavaScript reads this too. `bare`: words that need no quotes; `names`: variables that have another name;
`alike`: commands that PowerShell runs as bash does if their words are plain; `said`: reasons why there's no equivalent,
and the note above a command that can't work in both versions of PowerShell (with `--%` it would, but then nothing is
filled in).
"""
SAID: dict[str, str] = TABLES["said"]
_BARE_POWERSHELL = re.compile(TABLES["bare"]["PowerShell"], re.ASCII)
_BARE_CMD = re.compile(TABLES["bare"]["cmd"])
_POWERSHELL_NAMES: dict[str, str] = TABLES["names"]["PowerShell"]
_CMD_NAMES: dict[str, str] = TABLES["names"]["cmd"]
_ALIKE = re.compile(TABLES["alike"], re.ASCII)
_QUOTES = re.compile(r"['‘’‚‛]")
_SPECIAL = re.compile(r"[`$\"“”„]")
_QUOTED = re.compile(r'(\\*)"')
_FOLDER = ("result", "pwd")


@dataclass(frozen=True, slots=True)
class Said:
    """The text to type, or the reason why a shell has no equivalent."""

    text: str = ""
    reason: str = ""


class _NoEqual(Exception):
    """Raised for what a shell can't express. Its text is the reason."""


def powershell(
    words: Sequence[Argument],
    breaks: Collection[int] = (),
    double: Collection[int] = (),
    inner: Callable[[str], Said] | None = None,
) -> Said:
    """Return a command for PowerShell.

    `breaks`: words that begin a line; `double`: words that keep their double quotes if possible; `inner`: translates a
    command in `$(…)`.
    """
    try:
        is_lost = any(_lost_on_the_way(word) for word in words[1:])
        if is_lost and all(_plain(word) is not None for word in words):
            return Said(_verbatim(words))
        ready = [_escaped(word) for word in words] if is_lost else words
        said = [_in_powershell(word, inner, double=at in double) for at, word in enumerate(ready)]
    except _NoEqual as error:
        return Said(reason=str(error))
    text = said[0] + "".join((" `\n  " if at in breaks else " ") + word for at, word in enumerate(said[1:], 1))
    return Said(SAID["older"] + text if is_lost else text)


def cmd(words: Sequence[Argument], breaks: Collection[int] = ()) -> Said:
    """Return a command for cmd, laid out like powershell()."""
    marks = sum(text.count("%") for word in words for kind, text in word if kind == "text")
    if marks > 1 or (marks and any(_plain(word) is None for word in words)):
        return Said(reason=SAID["percent"])
    try:
        said = [_in_cmd(word) for word in words]
    except _NoEqual as error:
        return Said(reason=str(error))
    line, quoted_on = "", False  # an odd quote in a word stays open after it
    for at in range(len(said)):
        word = said[at]
        space = "" if at == 0 else " ^\n  " if at in breaks and not quoted_on else " "
        if not _is_bare(words[at], _BARE_CMD):
            word, quoted_on = _careted(word, quoted_on)
        line += space + word
    return Said(line)


def _plain(word: Argument) -> str | None:
    """Return the text of a word, or None if the shell fills in a part of it."""
    known = all(kind in ("text", "placeholder") for kind, _ in word)
    return "".join(text for _, text in word) if known else None


def _is_bare(word: Argument, bare: re.Pattern[str]) -> bool:
    """Return whether a word needs no quotes. A placeholder doesn't need any, because readers replace it."""
    return bool(bare.fullmatch("".join("x" if kind == "placeholder" else text for kind, text in word)))


def _lost_on_the_way(word: Argument) -> bool:
    """Return whether Windows PowerShell would pass on a different word from the one that it read."""
    text = "".join(text for kind, text in word if kind in ("text", "placeholder"))
    blank = bool(re.search(r"\s", text))
    return '"' in text or (not text and _plain(word) is not None) or (blank and text.endswith("\\"))


def _verbatim(words: Sequence[Argument]) -> str:
    texts = [_plain(word) for word in words]
    rest = " ".join(quoted(text or "") for text in texts[1:])
    outside = "".join(rest.split('"')[::2])
    if re.search(r"[|&\n]", outside) or "\n" in rest or rest.count("%") > 1:
        raise _NoEqual(SAID["quotes"])
    return f"{texts[0]} --% {rest}"


def _escaped(word: Argument) -> Argument:
    """Return a word with a backslash before each quote inside it, so that Windows PowerShell doesn't lose them."""
    if not _lost_on_the_way(word):
        return word
    last = word[-1][1] if word and word[-1][0] == "text" else ""
    if last.endswith("\\") or not any('"' in text for kind, text in word if kind == "text"):
        raise _NoEqual(SAID["empty"])
    return [(kind, _QUOTED.sub(r'\1\1\\"', text) if kind == "text" else text) for kind, text in word]


def _in_powershell(word: Argument, inner: Callable[[str], Said] | None, *, double: bool) -> str:
    text = _plain(word)
    if text is not None:
        if _is_bare(word, _BARE_POWERSHELL) and not double:
            return text
        if double and not _SPECIAL.search(text):
            return f'"{text}"'
        return "'" + _QUOTES.sub(lambda quote: quote.group() * 2, text) + "'"
    if len(word) == 1 and word[0][0] == "variable":
        return re.sub(r"[{}]", "", _filled(*word[0], inner))
    if len(word) == 1 and word[0] != _FOLDER and not double:
        return _filled(*word[0], inner)  # in quotes, everything that it prints would be one word
    pieces = [
        _SPECIAL.sub(lambda sign: "`" + sign.group(), piece) if kind == "text" else _filled(kind, piece, inner)
        for kind, piece in word
    ]
    return '"' + "".join(pieces) + '"'


def _filled(kind: str, text: str, inner: Callable[[str], Said] | None) -> str:
    if (kind, text) == _FOLDER:
        return _POWERSHELL_NAMES["PWD"]
    if kind == "variable":
        # By convention, a script's own variables have lower-case names, and environment variables upper-case ones.
        own = "${" + text + "}" if text.islower() else "${env:" + text + "}"
        return _POWERSHELL_NAMES.get(text, own)
    if _ALIKE.fullmatch(text):
        return f"$({text})"
    said = inner(text) if inner else Said(reason=foreign(text))
    if not said.text or said.text.startswith("#"):
        raise _NoEqual(said.reason or SAID["inner"])
    return f"$({said.text})"


def _in_cmd(word: Argument) -> str:
    text = _plain(word)
    if text is None:
        names = [("variable", "PWD") if fragment == _FOLDER else fragment for fragment in word]
        result = next((piece for kind, piece in names if kind == "result"), None)
        if result is not None:
            there = result.startswith("docker ") or _ALIKE.fullmatch(result)
            raise _NoEqual(SAID["insert"] if there else foreign(result))
        own = next((piece for kind, piece in names if kind == "variable" and piece.islower()), None)
        if own is not None:
            raise _NoEqual(SAID["own"].format(own))
        text = "".join(_CMD_NAMES.get(piece, f"%{piece}%") if kind == "variable" else piece for kind, piece in names)
        return quoted(text, always=True)
    if "\n" in text or "\r" in text:
        raise _NoEqual(SAID["line"])
    return text if _is_bare(word, _BARE_CMD) else quoted(text, always=True)


def quoted(text: str, *, always: bool = False) -> str:
    """Return a word quoted so that docker.exe reads it from its command line as it is."""
    if text and not always and not re.search(r"[\s\"]", text):
        return text
    return '"' + re.sub(r'(\\*)(?:(")|\Z)', lambda m: m[1] * 2 + ("\\" + m[2] if m[2] else ""), text) + '"'


def _careted(word: str, quoted_on: bool) -> tuple[str, bool]:
    """Put carets before special characters outside cmd's quotes. Return the word, and whether a quote is open."""
    pieces = word.split('"')
    for at in range(int(quoted_on), len(pieces), 2):
        pieces[at] = re.sub(r"[&|<>^]", r"^\g<0>", pieces[at])
    return '"'.join(pieces), quoted_on == bool(len(pieces) % 2)


def foreign(command: str) -> str:
    """Return why a command that isn't docker's has no equivalent."""
    name = command.split(maxsplit=1)[0] if command.split() else command
    if name == "id":
        return SAID["id"]
    return SAID["foreign"].format(name)
