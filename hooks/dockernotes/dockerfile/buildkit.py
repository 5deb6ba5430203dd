"""Find what BuildKit's reader refuses in a Dockerfile, and what it takes for text that was meant as a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.diagnostics import nearest
from dockernotes.dockerfile.flags import is_open
from dockernotes.dockerfile.instructions import INSTRUCTIONS, faults_of
from dockernotes.dockerfile.lines import Instruction, directives, escape_of, instructions, json_list
from dockernotes.dockerfile.stages import stage_faults

_LISTS = frozenset(("ADD", "CMD", "COPY", "ENTRYPOINT", "SHELL", "VOLUME"))
_CURLY = ("“", "”")  # the rule about characters reports these
# Instructions of a file for an Ollama model, which also begins with FROM.
_OTHERS = re.compile(r"^(?:PARAMETER|TEMPLATE|SYSTEM|ADAPTER|MESSAGE|LICENSE|REQUIRES)\s", re.MULTILINE)
_MODEL = re.compile(r"^FROM\s+(?:[./~]\S*|\S+\.gguf|<[^>\n]*\bmodel\b[^>\n]*>)\s*$", re.MULTILINE)


def own_faults(text: str, *, whole: bool | None = None) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and message of each fault. `whole`: nothing is left out; by default if there's a `FROM`."""
    if _OTHERS.search(text) or _MODEL.search(text):
        return
    rows = text.split("\n")
    every = list(instructions(rows))
    has_from = any(each.name == "FROM" for each in every)
    known = [each for each in every if each.name in INSTRUCTIONS]
    yield from _directive_faults(rows)
    for each in every:
        if each.name not in INSTRUCTIONS:
            if not _is_left_out(each, rows) and (said := _unknown(each, rows, every, has_from=has_from or bool(whole))):
                yield (*_place(each, each.name, rows), said)
            elif not has_from and not whole:
                return  # neither FROM nor anything like an instruction: this isn't a Dockerfile, but a text about one
            continue
        found = [*faults_of(each, escape_of(rows))]
        yield from ((*_place(each, word, rows), said) for word, said in found or _list_faults(each))
    for each, word, said in stage_faults(known, whole=has_from if whole is None else whole):
        yield (*_place(each, word, rows), said)


def _directive_faults(rows: list[str]) -> Iterator[tuple[int, int, str]]:
    seen = set[str]()
    for at, name, value in directives(rows):
        if name == "escape" and value not in ("`", "\\"):
            yield at + 1, 1, f"`escape` is `\\` or a backtick, not `{value}`"
        if name in seen:
            yield at + 1, 1, f"the directive `{name}` occurs twice; keep one"
        seen.add(name)


def _is_left_out(each: Instruction, rows: list[str]) -> bool:
    """Return whether a row says that something is left out, or is for readers to fill in."""
    row = rows[each.start].strip()
    return is_open(each.name.replace("$", "")) or bool(
        re.fullmatch(r"\.{2,}|…|\[\.\.\.\]|<.*>|%%?\S.*|@@\S.*|\{[%#{].*", row)
    )


def _unknown(each: Instruction, rows: list[str], every: list[Instruction], *, has_from: bool) -> str | None:
    word, place = rows[each.start].split()[0], every.index(each)
    meant = nearest(word, INSTRUCTIONS) if re.fullmatch(r"[A-Za-z]+", word) else None
    if meant:
        return f"unknown instruction `{word}`; did you mean `{meant}`?"
    above = every[place - 1].name if place else ""
    if not has_from or (above and above not in INSTRUCTIONS):
        return None  # a text about Dockerfiles, or part of the fault above
    lost = f"; if it belongs to the `{above}` above, the line before this one lacks its `\\`" if above else ""
    return f"unknown instruction `{word}`{lost}"


def _list_faults(each: Instruction) -> Iterator[tuple[str, str]]:
    """Yield lists that aren't JSON. BuildKit takes them for text, and they run, but hardly as they were meant to."""
    # `CMD [ -f a ] && b` is a shell command, and has a blank there instead of a quote.
    listed = each.name in _LISTS and re.match(r"\[\s*[\"']", each.rest)
    if not listed or json_list(each.rest) is not None or is_open(each.rest) or any(c in each.rest for c in _CURLY):
        return
    bare, mark, _ = each.rest.rpartition(" #")
    if mark and json_list(bare.strip()) is not None:
        yield (
            "#",
            "a `#` begins a comment only at the start of a line, so this isn't a list; put the note on its own line",
        )
    else:
        yield (
            each.name,
            f'`{each.name} [` is not a JSON list of strings, so it is taken as text; did you mean `["a", "b"]`?',
        )


def _place(each: Instruction, word: str, rows: list[str]) -> tuple[int, int]:
    """Return the line and column of a word of an instruction, or of the instruction if the word isn't found."""
    for at in range(each.start, each.end):
        column = rows[at].upper().find(word.upper())
        if word and column >= 0:
            return at + 1, column + 1
    return each.start + 1, len(rows[each.start]) - len(rows[each.start].lstrip()) + 1
