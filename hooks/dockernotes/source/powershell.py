"""Read PowerShell as commands, as far as pages about Docker need it.

A backtick at the end continues a line. Inside quotes it doesn't, and the line break stays in the word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dockernotes.source.cmd import cmd_words
from dockernotes.source.shell import PLACEHOLDER, Command, Script, placeholders
from dockernotes.source.word import Word

# A text in double quotes: a `$(…)` inside may have its own quotes.
_DOUBLE = (
    r""""(?>[^"`$]|""|`[\s\S]|\$\((?>[^()"']|"[^"\n]*"|'[^'\n]*'|\((?>[^()"']|"[^"\n]*"|'[^'\n]*')*\))*\)|\$)*+\""""
)
# What is never closed extends to the end, so that no text is read twice.
# In order: what is between words, `--%` and what follows, a word or a piece of one, a redirection, brackets, an end.
_POWERSHELL = re.compile(
    rf"""`\r?\n|<\#[\s\S]*?(?:\#>|\Z)|(?<![^\s|;&(){{}}])\#[^\n]*|(?P<verbatim>(?<!\S)--%(?=\s)(?:"[^"\n]*"|(?!&&)[^\n|])*)"""
    rf"""|(?P<word>(?:{PLACEHOLDER.pattern}|@(?P<quote>["'])[ \t]*\r?\n[\s\S]*?(?:\n(?P=quote)@|\Z)|{_DOUBLE}|'[^']*'"""
    r"""|\$\{[^}\n]*\}?|`[\s\S]|(?!(?<!\S)[1-6*]>)(?![@$]\(|@\{)[^\s|;&"'`(){}<>])+)"""
    r"""|(?P<to>(?:(?<!\S)[1-6*])?>>?(?:&[12])?|<)|(?P<open>[@$]?\(|@?\{)|(?P<close>[)}])|(?P<end>[|;&]+|\n)"""
)
# The pieces of a word that are not what they look like.
_PIECE = re.compile(rf"""(?P<double>{_DOUBLE})|(?P<single>'(?:[^']|'')*')|`[\s\S]""")
_ESCAPE = re.compile(r"`([\s\S])")
_ESCAPES = dict(zip("0abefnrtv", "\0\a\b\x1b\f\n\r\t\v", strict=True))
_KEPT = re.compile(r"(?:\[[\w.]+(?:\[\])?\]\s*)?\$[\w:]+\s*\+?=[ \t]*(?!=)")


@dataclass(slots=True)
class _Frame:
    """A script in brackets, so far. `start`: where a word began that may go on at `end`; `quiet`: without commands."""

    quiet: bool = False
    called: bool = False
    words: list[Word] = field(default_factory=list)
    start: int = -1
    end: int = -1
    filled: bool = False
    redirected: bool = False


@dataclass(slots=True)
class _PowerShell:
    """What was read from a text. `frames`: the brackets that are open, the innermost last."""

    text: str
    spans: tuple[tuple[int, int], ...]
    commands: list[Command] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=lambda: [_Frame()])

    def read(self) -> None:
        at = 0
        while match := _POWERSHELL.search(self.text, at):
            begin, at = match.span()
            frame = self.frames[-1]
            if begin != frame.end or match["to"]:
                self._end_word()
            if match["word"]:
                kept = _KEPT.match(self.text, begin) if not frame.words and frame.start < 0 else None
                if kept:
                    at = kept.end()
                    continue
                self._go_on(begin, at)
            elif match["verbatim"]:
                start = begin + len("--%")
                frame.words += (_moved(word, start) for word in cmd_words(self.text[start:at]))
            elif match["to"]:
                frame.redirected = "&" not in match["to"]
            elif match["open"]:
                # A method's arguments, and a table of names and values, aren't commands.
                quiet = frame.quiet or match["open"] == "@{" or (match["open"] == "(" and frame.start >= 0)
                self._go_on(begin, len(self.text))
                frame.filled = True
                self.frames.append(_Frame(quiet))
            elif match["close"] or match["end"]:
                self._end_command(called=match["end"] == "&")
                if match["close"] and len(self.frames) > 1:
                    self.frames.pop()
                    self.frames[-1].end = at
        while self.frames:
            self._end_command()
            self.frames.pop()

    def _go_on(self, begin: int, end: int) -> None:
        frame = self.frames[-1]
        frame.start = begin if frame.start < 0 else frame.start
        frame.end = end

    def _end_word(self) -> None:
        frame = self.frames[-1]
        if frame.start >= 0 and not frame.redirected:
            source = self.text[frame.start : frame.end]
            said, opaque = (source, True) if frame.filled else _plain_word(source)
            opaque = opaque or _within(frame.start, frame.end, self.spans)
            frame.words.append(Word(said, frame.start, frame.end, opaque, exact=said == source))
        frame.redirected = frame.redirected and frame.start < 0
        frame.start, frame.end, frame.filled = -1, -1, False

    def _end_command(self, *, called: bool = False) -> None:
        self._end_word()
        frame = self.frames[-1]
        # Text in quotes is a value, unless `&` calls it.
        if frame.words and not frame.quiet and (frame.called or self.text[frame.words[0].start] not in "\"'@"):
            self.commands.append(Command(tuple(frame.words)))
        self.frames[-1] = _Frame(frame.quiet, called)


def read_powershell(text: str) -> Script:
    """Read PowerShell. A word with `$` outside single quotes is marked as filled in when it runs.

    Brackets are one word of the command around them, and a script of their own. The program itself splits what comes
    after `--%`, much as in cmd.
    """
    found = _PowerShell(text, placeholders(text))
    found.read()
    return Script(tuple(sorted(found.commands, key=lambda command: command.words[0].start)), (), found.spans)


def _within(start: int, end: int, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start < stop and begin < end for begin, stop in spans)


def _moved(word: Word, by: int) -> Word:
    return replace(word, start=word.start + by, end=word.end + by)


def _plain_word(source: str) -> tuple[str, bool]:
    """Return a word without its quotes and escapes, and whether it is filled in when it runs."""

    def plain(piece: re.Match[str]) -> str:
        if piece["single"]:
            return piece["single"][1:-1].replace("''", "'")
        inner = piece["double"][1:-1].replace('""', '"') if piece["double"] else piece.group()
        return _ESCAPE.sub(lambda escape: _ESCAPES.get(escape[1], escape[1]), inner)

    filled = _PIECE.sub(lambda piece: _ESCAPE.sub("", piece["double"] or ""), source)
    # `@name` is a list of words, and `@"` opens a text of several lines.
    return _PIECE.sub(plain, source), source.startswith("@") or "$" in filled
