"""llms.txt (llmstxt.org): what the site is and where its Markdown is, for programs that read on behalf of people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TEXT = """\
# {name}

> {summary}

Every page has a Markdown twin: add `index.md` to its address. Commands are in `console` fences: \
lines that begin with `$` are typed, and the others were printed by a real Docker Engine.

{sections}

## Data

- [Commands, flags, instructions, Compose keys, exit codes, errors, words]({base}data/docker.json): JSON; \
the same as [YAML]({base}data/docker.yml)
- [Their schema]({base}data/docker.schema.json): JSON Schema
- [Which command of which page was run, on which Docker, and when]({base}data/verified.json): JSON
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its title, what it teaches, and its full address."""

    title: str
    description: str
    address: str


def listing(entries: Iterable[Entry]) -> str:
    """Return pages as a list of links to their Markdown."""
    return "\n".join(f"- [{e.title}]({e.address}index.md): {e.description}" for e in entries)


def llms(name: str, summary: str, base: str, parts: Sequence[tuple[str, Sequence[Entry]]]) -> str:
    """Return the text of llms.txt. `parts`: sections of the site with their pages."""
    sections = "\n\n".join(f"## {title}\n\n{listing(entries)}" for title, entries in parts if entries)
    return _TEXT.format(name=name, summary=summary, base=base, sections=sections)
