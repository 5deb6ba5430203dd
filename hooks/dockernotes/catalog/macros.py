"""The macros: what a page may call, and what each call turns into. Pure functions of the catalog.

The public methods of `Macros` are the whole vocabulary. A call that names something unknown raises MacroError, both
when a page is checked and when it is built, so the two can't disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TypeVar

from dockernotes.catalog import entries, tables
from dockernotes.catalog.cheatsheet import cheatsheet
from dockernotes.catalog.index import Index, Linker, term_address
from dockernotes.catalog.model import Command, Flag
from dockernotes.catalog.svg import diagram_figure
from dockernotes.diagnostics import did_you_mean, known

COURSE = "https://www.youtube.com/watch?v=pg19Z8LL06w"
"""The course by TechWorld with Nana that the notes follow."""

T = TypeVar("T")


class MacroError(Exception):
    """A call that can't be shown. `position`: which argument is wrong, counted from 0; None: the call as a whole."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class Macros:
    """The vocabulary, bound to a catalog and to the page that is being built."""

    def __init__(self, index: Index, link: Linker) -> None:
        self._index, self._link = index, link

    def commands(self, *names: str) -> str:
        """Table of the named commands."""
        return tables.command_table(_all(names, self._index.commands, "command"), self._link, "Commands used here")

    def command_group(self, group: str) -> str:
        """Table of the commands of a group."""
        groups = {g.id: g for g in self._index.catalog.groups}
        found = _one(group, groups, "group", 0)
        return tables.command_table(self._index.of_group(group), self._link, found.title)

    def flags(self, command: str, *names: str) -> str:
        """Table of a command's flags: all, or the named ones."""
        owner = _one(command, self._index.commands, "command", 0)
        pairs = [self._flag(owner, name, i) for i, name in enumerate(names, 1)] or [(owner, f) for f in owner.flags]
        return tables.flag_table(pairs, self._index, self._link, home=False, caption=f"Flags of `{command}`")

    def comparison(self, name: str) -> str:
        """Table of things side by side."""
        return tables.comparison_table(_one(name, self._index.comparisons, "comparison", 0))

    def diagram(self, name: str) -> str:
        """A picture, its title and what it says in words."""
        return diagram_figure(_one(name, self._index.diagrams, "diagram", 0), self._index, self._link)

    def error(self, name: str) -> str:
        """An error: message, cause, check and fix."""
        return entries.error_entry(_one(name, self._index.errors, "error", 0), self._link, home=False)

    def term(self, name: str, text: str = "") -> str:
        """Link to a word of the glossary."""
        found = _one(name, self._index.terms, "term", 0)
        tip, href = escape(found.summary), self._link(term_address(found))
        return f'<a class="dn-term" href="{href}" data-tip="{tip}">{escape(text or found.term)}</a>'

    def exit_codes(self, *codes: str) -> str:
        """Table of exit codes: all, or the named ones."""
        every = {str(c.code): c for c in self._index.catalog.exit_codes}
        found = _all(tuple(str(c) for c in codes), every, "exit code") or list(every.values())
        return tables.exit_table(found, self._link)

    def instructions(self, *names: str) -> str:
        """Table of Dockerfile instructions: all, or the named ones."""
        found = _all(names, self._index.instructions, "instruction") or self._index.catalog.instructions
        return tables.instruction_table(found, self._link)

    def compose_keys(self, *keys: str) -> str:
        """Table of Compose keys: all, or the named ones."""
        found = _all(keys, self._index.compose_keys, "key") or self._index.catalog.compose_keys
        return tables.compose_table(found, self._link)

    def nana(self, text: str = "the Docker course by TechWorld with Nana") -> str:
        """Link to the course that the notes follow."""
        return f'<a href="{COURSE}">{escape(text)}</a>'

    def command_entries(self, group: str) -> str:
        """All that is known of each command of a group."""
        _one(group, {g.id: g for g in self._index.catalog.groups}, "group", 0)
        return "\n".join(entries.command_entry(c, self._index, self._link) for c in self._index.of_group(group))

    def instruction_entries(self) -> str:
        """Every Dockerfile instruction."""
        return "\n".join(entries.instruction_entry(i, self._link) for i in self._index.catalog.instructions)

    def compose_entries(self) -> str:
        """Every Compose key."""
        return "\n".join(entries.compose_entry(k, self._link) for k in self._index.catalog.compose_keys)

    def exit_entries(self) -> str:
        """Every exit code."""
        return "\n".join(entries.exit_entry(c, self._link) for c in self._index.catalog.exit_codes)

    def error_entries(self) -> str:
        """Every error."""
        return "\n".join(entries.error_entry(e, self._link, home=True) for e in self._index.catalog.errors)

    def glossary(self) -> str:
        """Every word of the glossary, in alphabetical order."""
        words = sorted(self._index.catalog.glossary, key=lambda t: t.term.lower())
        return "\n".join(entries.term_entry(t, self._index, self._link) for t in words)

    def cheatsheet(self) -> str:
        """The commands of every day on two sheets."""
        return cheatsheet(self._index, self._link)

    def _flag(self, owner: Command, name: str, position: int) -> tuple[Command, Flag]:
        found = self._index.flag(owner, name)
        if found is None:
            near = did_you_mean(name, [f.name for f in owner.flags])
            raise MacroError(f"no flag `{name}` of `{owner.name}` in the data file{near}", position)
        return found


def vocabulary(macros: Macros) -> dict[str, Callable[..., str]]:
    """Return every macro by its name."""
    return {name: getattr(macros, name) for name in dir(macros) if not name.startswith("_")}


def _one(name: str, entries_by_name: Mapping[str, T], what: str, position: int) -> T:
    if not isinstance(name, str) or name not in entries_by_name:
        hint = did_you_mean(str(name), entries_by_name) or known(entries_by_name, most=12)
        raise MacroError(f"no {what} `{name}` in the data file{hint}", position)
    return entries_by_name[name]


def _all(names: tuple[str, ...], entries_by_name: Mapping[str, T], what: str) -> list[T]:
    return [_one(name, entries_by_name, what, position) for position, name in enumerate(names)]
