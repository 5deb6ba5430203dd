"""Read bash as commands, with the words as the shell would pass them on.

The grammar is tree-sitter's. Commands are found wherever they are: in pipes, loops, `$(…)`, after `sudo` or `xargs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import tree_sitter_bash
from tree_sitter import Language, Node, Parser

from dockernotes.source.word import Word
from dockernotes.source.wrappers import WRAPPERS, quoted, script_of, unwrapped

PLACEHOLDER_FORM = re.compile(r"<[a-z][a-z0-9]*(?:-[a-z0-9]+)*>")
"""The one form of placeholders that the style guide names."""
PLACEHOLDER = re.compile(r"(?<![<\w])<[A-Za-z](?:[^<>\n|&;.]*[^ \t<>\n|&;.])?>(?![>&])")
"""Something that the reader fills in. Bash would take it for two redirections, so it is replaced before parsing.

With a dot in it, or a blank before `>`, it is two redirections: `<in.txt >out.txt`.
"""
_DOCKER = re.compile(r"(?:.*[\\/])?docker(?:\.exe)?", re.DOTALL)
"""The program, with any folder before it, and the ending that it has on Windows."""
_FOREIGN = re.compile(r"[^\x00-\x7f]")
"""A letter like any other to bash; the grammar's scanner looks letters up in a table that ends before these."""
# To bash, an IPv6 address is a pattern, but it matches no file that anybody has.
_EXPANDS = re.compile(r"(?<!\\)(?:[*?]|\[(?![\da-fA-F]*:[\da-fA-F:.]*\]).+\]|\{[^{}]*(?:,|\.\.)[^{}]*\})")
# A character in quotes means itself.
_QUOTED = re.compile(r"""\\.|'[^']*'|"(?:\\.|[^"\\])*\"""", re.DOTALL)
# A note inside a command, as LinuxServer writes them: bash runs nothing, but the grammar sees an open backtick.
_NOTE = re.compile(r"(?<=[ \t])`#[^`\n]*`(?=\s|$)")
# The grammar loses a lone dash before a heredoc, as in `docker build - <<EOF`.
_LOST_DASH = re.compile(r"[ \t]+(-)(?=[ \t]*<<)")


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command. `more`: `xargs` adds further words when it runs."""

    words: tuple[Word, ...]
    more: bool = False

    @property
    def name(self) -> str:
        """The program; for docker, without the folder it is in."""
        first = self.words[0]
        return "docker" if not first.opaque and _DOCKER.fullmatch(first.text) else first.text


@dataclass(frozen=True, slots=True)
class Script:
    """What was found in a text: its commands, the places where it isn't bash, and its placeholders."""

    commands: tuple[Command, ...]
    errors: tuple[tuple[int, int, str], ...]
    placeholders: tuple[tuple[int, int], ...]


def placeholders(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the reader fills something in."""
    return tuple((m.start(), m.end()) for m in PLACEHOLDER.finditer(text))


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_bash.language()))


# The checks and the HTML of a session read the same commands.
@lru_cache(maxsize=4096)
def read_script(text: str) -> Script:
    """Parse a text. Offsets count characters. Never raises."""
    spans = placeholders(text)
    blanked = PLACEHOLDER.sub(lambda m: "P" * len(m.group()), text) if spans else text
    blanked = _NOTE.sub(lambda m: " " * len(m.group()), blanked)
    root = _parser().parse(_FOREIGN.sub("%", blanked).encode("ascii")).root_node
    commands: list[Command] = []
    errors: list[tuple[int, int, str]] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "command":
            commands += _commands(node, text, spans)
        if node.has_error and (node.type == "ERROR" or node.is_missing):
            errors.append((node.start_byte, node.end_byte, node.type if node.is_missing else ""))
        stack.extend(child for child in reversed(node.children) if child.child_count or child.has_error)
    return Script(tuple(commands), tuple(errors), spans)


def _commands(node: Node, text: str, spans: tuple[tuple[int, int], ...]) -> Iterator[Command]:
    words = [_word(child, text, spans) for child in node.children if _is_word(child)]
    lost = _LOST_DASH.match(text, words[-1].end) if words else None
    if lost:
        words.append(Word("-", lost.start(1), lost.end(1)))
    more = False
    while words:
        name = words[0].text
        script = script_of(words, text)
        if script:
            yield from (_moved(command, script[0]) for command in read_script(script[1]).commands)
            return
        if name not in WRAPPERS["flags"]:
            yield Command(tuple(words), more)
            return
        more = more or name == "xargs"
        words = unwrapped(words)
        script = quoted(words[0], text) if len(words) == 1 and name in WRAPPERS["quoted"] else None
        if script:
            yield from (_moved(command, script[0]) for command in read_script(script[1]).commands)
            return


def _moved(command: Command, by: int) -> Command:
    words = (replace(word, start=word.start + by, end=word.end + by) for word in command.words)
    return replace(command, words=tuple(words))


def _is_word(node: Node) -> bool:
    # The grammar always reads `==` as an operator, but to bash it may be a word.
    return (node.is_named or node.type in ("==", "=~")) and node.type not in (
        "variable_assignment",
        "file_redirect",
        "herestring_redirect",
        "comment",
    )


def _word(node: Node, text: str, spans: tuple[tuple[int, int], ...]) -> Word:
    start, end = node.start_byte, node.end_byte
    source = text[start:end]
    if any(start < stop and begin < end for begin, stop in spans):
        return Word(source.strip("'\""), start, end, opaque=True)
    value = _value(node if node.type != "command_name" else node.children[0], text)
    if value is None:
        return Word(source, start, end, opaque=True)
    return Word(value, start, end, exact=value == source)


def _expands(source: str) -> bool:
    """Return whether the shell fills in names of files, or expands braces, outside quotes."""
    return bool(_EXPANDS.search(_QUOTED.sub(lambda m: m[0] if m[0].startswith("\\") else "q", source)))


def _value(node: Node, text: str) -> str | None:
    """Return the value of a word, or None if only a running shell can tell."""
    source = text[node.start_byte : node.end_byte]
    if node.type in ("word", "number"):
        return None if _EXPANDS.search(source) else re.sub(r"\\(?:\n|(.))", lambda m: m[1] or "", source)
    if node.type == "raw_string":
        return source[1:-1]
    if node.type == "string":
        named = all(child.type == "string_content" for child in node.named_children)
        return re.sub(r'\\(?:\n|([$`"\\]))', lambda m: m[1] or "", source[1:-1]) if named else None
    if node.type == "concatenation":
        parts = [_value(child, text) for child in node.children]
        return None if None in parts or _expands(source) else "".join(p for p in parts if p is not None)
    return source if not node.is_named else None
