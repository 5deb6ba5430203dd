"""A session's line for the shells of Windows, made from the parsed command so that the two can't drift apart.

A line is a docker command, alone or with one of a few endings, or one of a few commands that every system has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from dockernotes.dockercli.reader.quoting import SAID, Said, cmd, foreign, powershell
from dockernotes.source.fragments import Fragment, fragments, is_process
from dockernotes.source.shell import PLACEHOLDER, Command, read_script
from dockernotes.source.word import Word

TITLES = {"bash": "bash", "powershell": "PowerShell", "cmd": "cmd"}

_BREAK = re.compile(r".*\\\n[ \t]*", re.DOTALL)
_DOUBLE = re.compile(r'"(?:[^"]*|\$\(.*\))"', re.DOTALL)
_KEEP = re.compile(r"(?P<name>[a-z]\w*)=\$\(")
_EXPORT = re.compile(r"export (?P<name>[A-Za-z_]\w*)=(?P<value>[\w./:@-]*)")
_LONGEST = 1000
"""Characters. Nobody types a longer line, and patterns would be slow on it."""
_HARMLESS = r"[\w .,:-]*"
_ENDINGS: Mapping[str, Mapping[str, str]] = {
    r"\s*": {"powershell": "", "cmd": ""},
    r"\s*\|\s*sort\s*": {"powershell": " | sort", "cmd": " | sort"},
    r"\s*\|\s*grep (?P<word>\w[\w-]*)\s*": {
        "powershell": r" | Select-String \g<word>",
        "cmd": r" | findstr \g<word>",
    },
    # On lines of their own: cmd fills in a whole line before it runs it, and PowerShell's `--%` takes the whole line.
    rf'\s*;\s*echo "(?P<text>{_HARMLESS})\$\?"\s*': {
        "powershell": r'\necho "\g<text>$LASTEXITCODE"',
        "cmd": r"\necho \g<text>%ERRORLEVEL%",
    },
    # `||` came with PowerShell 7; `$?` shows in 5.1 too whether the program ended with 0.
    rf'\s*\|\|\s*echo "(?P<text>{_HARMLESS})"\s*': {
        "powershell": r"\nif (-not $?) { echo '\g<text>' }",
        "cmd": r" || echo \g<text>",
    },
}
# Commands that have the same name there, or a different one.
_NAMES: Mapping[str, Mapping[str, str]] = {
    "powershell": {name: name for name in ("cat", "cd", "cp", "git", "hostname", "ls", "mkdir", "sleep")}
    | {"curl": "curl.exe"},
    "cmd": {name: name for name in ("cd", "curl", "git", "hostname", "mkdir")}
    | {"cat": "type", "cp": "copy", "ls": "dir", "sleep": "timeout"},
}


@lru_cache(maxsize=8192)
def said_in(text: str, shell: str) -> Said:
    """Return a line of bash as it is typed in another shell, or why there is no equivalent."""
    if shell == "bash":
        return Said(text)
    commands = read_script(text).commands
    if not commands or commands[0].name != "docker":
        return _other(text, commands[0] if commands else None, shell)
    words = commands[0].words
    said = _words_said(text, words, shell)
    return _with_ending(text[: words[0].start], said, text[words[-1].end :], shell) if said.text else said


def differs(texts: Iterable[str]) -> bool:
    """Return whether a session needs a choice of shells: elsewhere a line is typed differently, or can't be typed."""
    return any(_differs(text) for text in texts)


def _differs(text: str) -> bool:
    said = [said_in(text, shell) for shell in ("powershell", "cmd")]
    commands = read_script(text).commands
    if not any(command.name == "docker" for command in commands):
        # cmd has its own name for nearly everything, and few people type these lines there.
        return said[0].text not in ("", text)
    if any(one.text for one in said):
        return any(one.text != text for one in said)
    # What surrounds a command may be pure bash, which leaves nothing to say; its own words are worth a reason.
    words = commands[0].words
    return words[0].text == "docker" and not any(
        _words_said(text, words, shell).text for shell in ("powershell", "cmd")
    )


def _words_said(text: str, words: Sequence[Word], shell: str) -> Said:
    pieces = [fragments(text[word.start : word.end]) for word in words]
    if any(is_process(text[word.start : word.end]) for word in words):
        return Said(reason=SAID["process"])
    if any(piece is None for piece in pieces):
        return Said(reason=SAID["filled"])
    breaks = {at for at in range(1, len(words)) if _BREAK.fullmatch(text[words[at - 1].end : words[at].start])}
    double = {at for at, word in enumerate(words) if _DOUBLE.fullmatch(text, word.start, word.end)}
    ready = [_with_placeholders(piece or []) for piece in pieces]
    return powershell(ready, breaks, double, _in_parentheses) if shell == "powershell" else cmd(ready, breaks)


def _with_placeholders(word: list[Fragment]) -> list[Fragment]:
    found: list[Fragment] = []
    for kind, text in word:
        pieces = re.split(f"({PLACEHOLDER.pattern})", text) if kind == "text" else [text]
        found += [("placeholder" if at % 2 else kind, piece) for at, piece in enumerate(pieces) if piece or not text]
    return found


def _in_parentheses(text: str) -> Said:
    commands = read_script(text).commands
    return said_in(text, "powershell") if commands and commands[0].name == "docker" else Said(reason=foreign(text))


def _with_ending(before: str, said: Said, after: str, shell: str) -> Said:
    """Add what bash does around a command: keep or sort what it prints, tell how it ended."""
    keep = _KEEP.fullmatch(before)
    if keep and after == ")":
        text = f"${keep['name']} = {said.text}"
        return Said(text) if shell == "powershell" else Said(reason="cmd can't keep what a command prints.")
    for pattern, endings in _ENDINGS.items():
        ending = re.fullmatch(pattern, after)
        if ending and not before:
            return Said(said.text + ending.expand(endings[shell]))
    piped = re.search(r"\|\s*(\w+)", after)
    return Said(reason=foreign(piped[1]) if piped else "bash does more here than to start docker.")


def _other(text: str, command: Command | None, shell: str) -> Said:
    """Return another program's command for a shell, if it is as plain as `ls site`, or why there is none."""
    if export := _EXPORT.fullmatch(text):
        kept = "$env:{} = '{}'" if shell == "powershell" else "set {}={}"
        return Said(kept.format(export["name"], export["value"]))
    for pattern, endings in _ENDINGS.items():
        if command and len(text) < _LONGEST and (ended := re.fullmatch(f"(?P<line>[^|;&<>$'\\\\]+?){pattern}", text)):
            said = _plain(ended["line"].split(), shell)
            return Said(said.text + ended.expand(endings[shell])) if said.text else said
    known = text.split(maxsplit=1)[:1]
    return Said(reason="Only bash reads this line." if known and known[0] in _NAMES[shell] else foreign(text))


def _plain(words: Sequence[str], shell: str) -> Said:
    name = _NAMES[shell].get(words[0])
    if name is None:
        return Said(reason=foreign(words[0]))
    if words[0] != "curl" and not all(re.fullmatch(r"[\w.*:/][\w.*:/-]*", word) for word in words):
        return Said(reason="Only bash reads this line.")
    if words[0] == "cp":
        return _copied(words[1:-1], words[-1], shell)
    rest = " ".join(words[1:])
    return Said(f"{name} {_backslashed(rest) if shell == 'cmd' and name != 'curl' else rest}".rstrip())


def _copied(sources: Sequence[str], target: str, shell: str) -> Said:
    """Return `cp` for a shell: PowerShell takes a list of files, and cmd copies one at a time."""
    if shell == "powershell":
        return Said(f"cp {', '.join(sources)} {target}")
    return Said("\n".join(f"copy {_backslashed(source)} {_backslashed(target)}" for source in sources))


def _backslashed(words: str) -> str:
    return words.replace("/", "\\")  # a slash begins a switch of cmd's own commands
