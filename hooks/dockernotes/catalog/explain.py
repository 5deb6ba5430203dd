"""What each word of a docker command means: its entry in the reference and a line that explains it.

Pure: it takes an argv as docker reads it, and returns spans of its words. Every explanation is in the data file. The
page that explains a pasted command does the same in the browser, and tests/vectors/explain.json tests both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dockernotes.catalog.command import Command, Danger, Flag
from dockernotes.catalog.inline import DANGER_WORDS
from dockernotes.catalog.lookup import Index, command_address, flag_address, term_address
from dockernotes.dockercli.grammar.forms import operands_of, parts_of, take_apart
from dockernotes.dockercli.reader.parsed import Parsed, Part

_REST = "argument"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the characters from `start` of word `word` to `end` of word `last` are, and where the site explains them.

    `name`: a command, a flag, or a part of the data file.
    """

    word: int
    start: int
    last: int
    end: int
    name: str
    address: str
    tip: str


def explain(parsed: Parsed, index: Index) -> list[Meaning]:
    """Return the meanings of a command's words, in order. What the data file doesn't explain is left out."""
    found: list[Meaning] = []
    for meaning in _meanings(parsed, index):
        before = found[-1] if found else None
        if before and before.name == meaning.name == _REST and meaning.word == before.last + 1:
            found[-1] = replace(before, last=meaning.last, end=meaning.end)
        else:
            found.append(meaning)
    return found


def _meanings(parsed: Parsed, index: Index) -> Iterator[Meaning]:
    level = ["docker"]  # the command that flags at this point belong to
    first: int | None = None  # the word at which a command of two words, such as `volume ls`, begins
    operand = 0
    owner = index.commands.get(parsed.command.name)
    operands = operands_of(owner.usage) if owner else []
    for part in parsed.parts:
        text = parsed.argv[part.word][part.start : part.end]
        command = index.commands.get(" ".join(level))
        if part.role == "program":
            term = index.terms["client"]
            yield _at(part, "docker", term_address(term), term.summary)
        elif part.role == "command":
            level.append(text)
            first = part.word if first is None else first
            command = index.commands.get(" ".join(level))
            if command:
                tip = _tip(command.summary, command.danger)
                yield replace(_at(part, command.name, command_address(command), tip), word=first)
                first = None
        elif part.flag and command and (flag := index.flag(command, part.flag.name)):
            yield from _flag(part, flag, text, index)
        elif part.role in ("operand", "passed") and owner:
            form = operands[min(operand, len(operands) - 1)] if operands else ""
            operand += 1
            yield from _split(part, form, text, command_address(owner), index)


def _flag(part: Part, found: tuple[Command, Flag], text: str, index: Index) -> Iterator[Meaning]:
    command, flag = found
    address = flag_address(command, flag)
    if part.role == "flag":
        yield _at(part, flag.name, address, _tip(flag.summary, flag.danger))
    else:
        form = flag.value or "<switch>"
        yield from _split(part, form, text, address, index, intro=f"Value of {flag.name}. ")


def _split(part: Part, form: str, text: str, address: str, index: Index, intro: str = "") -> Iterator[Meaning]:
    """Yield the parts of a word. A word that doesn't fit the form counts as its last part, like the `80` of `-p 80`."""
    names = [name for name in parts_of(form) if name in index.parts]
    if not names or not text:
        return
    # A part that has its own form, such as an image, covers the whole word; the rest of the usage is for readers.
    form = next((f"<{name}>" for name in names if index.parts[name].form), form)
    spans = take_apart(form, text, index.patterns) or [(names[-1], 0, len(text))]
    for name, start, end in spans:
        own = index.parts[name]
        inner = take_apart(own.form, text[start:end], index.patterns) if own.form else []
        pieces = [(n, start + s, start + e) for n, s, e in inner] if len(inner) > 1 else [(name, start, end)]
        for piece, begin, stop in pieces:
            entry = index.parts[piece]
            target = term_address(index.terms[entry.term]) if entry.term else address
            said = entry.words.get(text[begin:stop], entry.summary)
            tip = said if len(spans) + len(pieces) > 2 else intro + said
            at = _at(part, piece, target, plain(tip))
            yield replace(at, start=part.start + begin, end=part.start + stop)


def _at(part: Part, name: str, address: str, tip: str) -> Meaning:
    return Meaning(part.word, part.start, part.word, part.end, name, address, tip)


def _tip(summary: str, danger: Danger | None) -> str:
    return plain(f"{summary} {DANGER_WORDS[danger.level]}: {danger.loses}" if danger else summary)


def plain(text: str) -> str:
    """Return a line of Markdown without its backticks."""
    return text.replace("`", "")
