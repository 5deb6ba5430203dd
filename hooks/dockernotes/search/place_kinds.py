"""What each place on the site is, and which names it goes by, as far as it is an entry of the data file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dockernotes.catalog.lookup import (
    Index,
    Linker,
    command_address,
    error_address,
    exit_address,
    flag_address,
    instruction_address,
    key_address,
    term_address,
)

KINDS = ("page", "section", "command", "flag", "error", "dockerfile", "compose", "exit", "word")
"""In the order in which the palette's script numbers them."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of the data file. `names`: what else it is called; `title`: what to show instead of its heading."""

    kind: str
    names: tuple[str, ...] = ()
    title: str = ""
    pattern: str = ""


def known(index: Index, link: Linker) -> dict[str, Known]:
    """Return the entries by their addresses below the site's root. `link` makes those addresses."""
    return {link(address): entry for address, entry in _entries(index)}


def _entries(index: Index) -> Iterator[tuple[str, Known]]:
    catalog = index.catalog
    for command in catalog.commands:
        yield command_address(command), Known("command", tuple(command.also))
        for flag in command.flags:
            shown = f"{command.name} {flag.short}, {flag.name}" if flag.short else f"{command.name} {flag.name}"
            yield flag_address(command, flag), Known("flag", (), shown)
    for instruction in catalog.instructions:
        yield instruction_address(instruction), Known("dockerfile", tuple(o.name for o in instruction.options))
    for key in catalog.compose_keys:
        yield key_address(key), Known("compose", _paths(key.key))
    for code in catalog.exit_codes:
        yield exit_address(code.code), Known("exit", (f"exit code {code.code}", f"exited ({code.code})"))
    for error in catalog.errors:
        yield error_address(error), Known("error", (), "", error.finds(catalog.errors))
    for term in catalog.glossary:
        yield term_address(term), Known("word", tuple(term.forms))


def _paths(key: str) -> tuple[str, ...]:
    """Return a key as a reader may type it: the path without `services`, and its words."""
    short = key.removeprefix("services.")
    return tuple(name for name in dict.fromkeys((short, re.sub(r"[._]", " ", short))) if name != key)
