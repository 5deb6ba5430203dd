"""Commands as HTML, in which each word that docker reads is a link to its entry, with a line that explains it.

A command is one group named by its whole text, so that a screen reader reads it in one go. It is also one stop of the
Tab key (`focusgroup`), and the arrow keys go from word to word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise

from dockernotes.catalog.explain import explain
from dockernotes.catalog.lookup import Index, Linker
from dockernotes.catalog.tips import quoted
from dockernotes.checks.reading.page import SHELLS, Call, calls_of
from dockernotes.dockercli.spec.model import load_spec
from dockernotes.source.excerpt import Excerpt
from dockernotes.source.fences import TextLine

_INLINE = re.compile(r'<code class="dn-words">([^<]+)</code>')
_CONTINUED = re.compile(r"[ \t]*[\\`^]\n[ \t]*")


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of a text that is explained. Offsets count from 0; the end is exclusive."""

    start: int
    end: int
    address: str
    tip: str


def links_of(text: str, index: Index, language: str = "bash") -> list[Link]:
    """Return the pieces of a shell's text that can be explained, in order. None of them contains another."""
    lines = [TextLine(number, 1, row) for number, row in enumerate(text.split("\n"), 1)]
    excerpt = Excerpt("", lines)
    calls = calls_of(excerpt, SHELLS[language](text), load_spec())
    found = sorted((link for call in calls for link in _links(call, index)), key=lambda link: (link.start, -link.end))
    # `"$(docker ps -q)"` is a word of one command and contains another command, whose words are the ones to explain.
    return [one for one, after in pairwise([*found, None]) if one and not (after and after.start < one.end)]


def _links(call: Call, index: Index) -> Iterator[Link]:
    words = call.command.words
    for meaning in explain(call.parsed, index) if call.parsed else ():
        if meaning.last >= len(words):
            continue  # `xargs` adds words that nobody sees
        first, last = words[meaning.word], words[meaning.last]
        start = _place(call, meaning.word, meaning.start)
        # The end is after the last character or, for a whole word, after its closing quote.
        whole = meaning.end == len(last.text)
        end = last.end if whole else _place(call, meaning.last, meaning.end - 1) + 1
        yield Link(start if meaning.start else first.start, end, meaning.address, meaning.tip)


def _place(call: Call, word: int, offset: int) -> int:
    """Return where a character of a word's value is in the text, past quotes and backslashes."""
    place = call.command.words[word]
    source, at = call.excerpt.text[place.start : place.end], 0
    for letter in place.text[:offset]:
        at = source.find(letter, at) + 1
    return place.start + max(source.find(place.text[offset : offset + 1], at), at)


def marked(text: str, links: list[Link], link: Linker) -> list[str]:
    """Return the lines of a text as HTML. A link across a line break becomes one in each line."""
    rows, at = [], 0
    for row in text.split("\n"):
        end, pieces, done = at + len(row), [], at
        for one in links:
            start, stop = max(one.start, at), min(one.end, end)
            if start >= stop or not text[start:stop].strip():
                continue
            shown = escape(text[start:stop], quote=False)
            opened = f'<a href="{quoted(link(one.address))}" data-tip="{quoted(one.tip)}">'
            pieces += [_between(text[done:start]), opened, shown, "</a>"]
            done = stop
        rows.append("".join(pieces) + _between(text[done:end]))
        at = end + 1
    return rows


def _between(text: str) -> str:
    """Return the text between explained pieces as HTML. A line may break after a comma, as in `type=bind,src=/a`."""
    return escape(text, quote=False).replace(",", ",<wbr>")


def in_code(html: str, index: Index, link: Linker) -> str:
    """Return a page's HTML with the words explained in the commands that macros print in running text."""

    def replace(match: re.Match[str]) -> str:
        text = unescape(match[1])
        return f"<code>{group(text, marked(text, links_of(text, index), link))}</code>"

    return _INLINE.sub(replace, html)


def group(text: str, rows: list[str]) -> str:
    """Return the rows of a command as a group that is read as one and is one stop of the Tab key."""
    # `zxx` means no human language, so that no tool translates it or complains about its words.
    kind = 'class="dn-step" role="group" lang="zxx" translate="no" focusgroup="toolbar"'
    return f'<span {kind} aria-label="{quoted(_CONTINUED.sub(" ", text))}">{"".join(rows)}</span>'
