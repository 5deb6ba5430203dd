"""The example at the top of the home page: a command, and a line that explains each word that matters."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from html import escape

from dockernotes.catalog.explain import Meaning, explain
from dockernotes.catalog.lookup import Index, Linker
from dockernotes.dockercli.reader.parse import parse
from dockernotes.dockercli.reader.parsed import Parsed
from dockernotes.dockercli.spec.model import load_spec


def annotated(command: str, index: Index, link: Linker) -> str:
    """Return what the command, its flags with their values, and its operands mean, as a list on one line of HTML."""
    parsed = parse(shlex.split(command), load_spec())
    rows = []
    for words, meaning in _rows(parsed, index):
        name = f'<a href="{link(meaning.address)}"><code>{escape(words)}</code></a>'
        rows.append(f"<div><dt>{name}</dt><dd>{escape(meaning.tip)}</dd></div>")
    return f'<dl class="dn-annotated">{"".join(rows)}</dl>'


def _rows(parsed: Parsed, index: Index) -> Iterator[tuple[str, Meaning]]:
    """Yield the words that belong together, and their meaning: a value with its flag, `docker` with the command."""
    values = {part.word for part in parsed.parts if part.role == "value"}
    for meaning in explain(parsed, index):
        if meaning.name == "docker" or meaning.word in values or meaning.start:
            continue
        last = meaning.last
        while last + 1 in values and meaning.name.startswith("-"):
            last += 1
        words = parsed.argv[meaning.word : last + 1]
        yield ("docker " if meaning.name.startswith("docker ") else "") + " ".join(words), meaning
