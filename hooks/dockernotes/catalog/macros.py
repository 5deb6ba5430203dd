"""The macros: what a page may call, and what each call becomes. Pure functions of the catalog.

The public methods of `Macros` are the whole vocabulary. A call looks up what it names, and returns a function that
draws it. An unknown name raises MacroError both when a page is checked and when it's built, so the two can't disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TypeVar

from dockernotes.catalog import entries, tables, tasklist
from dockernotes.catalog.annotated import annotated
from dockernotes.catalog.cheatsheet import cheatsheet
from dockernotes.catalog.command import Command, Flag
from dockernotes.catalog.inline import inline
from dockernotes.catalog.lookup import COURSE, Index, Linker, command_address, term_address
from dockernotes.diagnostics import did_you_mean, known
from dockernotes.diagrams.legend import legend as legend_of_colours
from dockernotes.diagrams.svg import diagram_figure

Drawing = Callable[[], str]
"""Makes the HTML for what a call has found. The checks never draw."""
T = TypeVar("T")


Report = Callable[[Linker], str]


def _no_report(link: Linker) -> str:
    """Return nothing, for callers that only check macros."""
    return ""


class MacroError(Exception):
    """A call that can't be shown. `position`: the wrong argument, counted from 0; None for the call as a whole."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class Macros:
    """The vocabulary, bound to a catalog and to the page that's being built."""

    def __init__(self, index: Index, link: Linker, report: Report = _no_report, figures: Report = _no_report) -> None:
        """`report` makes the page of proofs, `figures` its totals. Both depend on every page of the site."""
        self._index, self._link, self._report, self._figures = index, link, report, figures

    def commands(self, *names: str) -> Drawing:
        """Show a table of the named commands."""
        found = _all(names, self._index.commands, "command")
        return lambda: tables.command_table(found, self._link, "Commands used here")

    def command_group(self, group: str) -> Drawing:
        """Show a table of the commands of a group."""
        groups = {g.id: g for g in self._index.catalog.groups}
        found = _one(group, groups, "group", 0)
        return lambda: tables.command_table(self._index.of_group(group), self._link, found.title)

    def flags(self, command: str, *names: str) -> Drawing:
        """Show a table of a command's flags: all, or the named ones."""
        owner = _one(command, self._index.commands, "command", 0)
        pairs = [self._flag(owner, name, i) for i, name in enumerate(names, 1)] or [(owner, f) for f in owner.flags]
        return lambda: tables.flag_table(pairs, self._index, self._link, home=False, caption=f"Flags of `{command}`")

    def comparison(self, name: str) -> Drawing:
        """Show a table of things side by side."""
        found = _one(name, self._index.comparisons, "comparison", 0)
        return lambda: tables.comparison_table(found)

    def diagram(self, name: str) -> Drawing:
        """Show a picture, its title, and the same in words."""
        found = _one(name, self._index.diagrams, "diagram", 0)
        return lambda: diagram_figure(found, self._target, inline)

    def legend(self) -> Drawing:
        """Show what the colours of the pictures mean."""
        return legend_of_colours

    def error(self, name: str) -> Drawing:
        """Show an error: message, cause, check and fix."""
        found = _one(name, self._index.errors, "error", 0)
        return lambda: entries.error_entry(found, self._index, self._link, home=False)

    def term(self, name: str, text: str = "") -> Drawing:
        """Link to a term of the glossary."""
        found = _one(name, self._index.terms, "term", 0)
        tip, href = escape(found.summary), self._link(term_address(found))
        return lambda: f'<a class="dn-term" href="{href}" data-tip="{tip}">{escape(str(text or found.term))}</a>'

    def exit_codes(self, *codes: str) -> Drawing:
        """Show a table of exit codes: all, or the named ones."""
        every = {str(c.code): c for c in self._index.catalog.exit_codes}
        found = _all(tuple(str(c) for c in codes), every, "exit code") or list(every.values())
        return lambda: tables.exit_table(found, self._link)

    def instructions(self, *names: str) -> Drawing:
        """Show a table of Dockerfile instructions: all, or the named ones."""
        found = _all(names, self._index.instructions, "instruction") or self._index.catalog.instructions
        return lambda: tables.instruction_table(found, self._link)

    def compose_keys(self, *keys: str) -> Drawing:
        """Show a table of Compose keys: all, or the named ones."""
        found = _all(keys, self._index.compose_keys, "key") or self._index.catalog.compose_keys
        return lambda: tables.compose_table(found, self._link)

    def annotated(self, command: str) -> Drawing:
        """Show a list of what each word of a command means. The command must be an example in the data file."""
        known_commands = {e.command: e for c in self._index.catalog.commands for e in c.examples}
        found = _one(command, known_commands, "example", 0)
        return lambda: annotated(found.command, self._index, self._link)

    def figures(self) -> Drawing:
        """Show how much of the site has been proved, in figures, with a link to the proofs."""
        return lambda: self._figures(self._link)

    def project(self, name: str) -> Drawing:
        """Show a button that downloads an example project, a folder of docs/examples, as a zip."""
        found = _one(name, {project: project for project in self._index.projects}, "project", 0)
        address = self._link(f"examples/{found}.zip")
        what = f"Download {found}.zip, with all its files"
        return lambda: f'<p class="dn-project"><a class="dn-button" href="{address}" download>{escape(what)}</a></p>'

    def nana(self, text: str = "the Docker course by TechWorld with Nana") -> Drawing:
        """Link to the course that the notes follow."""
        return lambda: f'<a href="{COURSE}">{escape(str(text))}</a>'

    def command_entries(self, group: str) -> Drawing:
        """Show the whole entry of each command of a group."""
        _one(group, {g.id: g for g in self._index.catalog.groups}, "group", 0)
        return lambda: "\n".join(entries.command_entry(c, self._index, self._link) for c in self._index.of_group(group))

    def instruction_entries(self) -> Drawing:
        """Show every Dockerfile instruction."""
        found = self._index.catalog.instructions
        return lambda: "\n".join(entries.instruction_entry(i, self._index, self._link) for i in found)

    def compose_entries(self) -> Drawing:
        """Show every Compose key."""
        found = self._index.catalog.compose_keys
        return lambda: "\n".join(entries.compose_entry(k, self._index, self._link) for k in found)

    def exit_entries(self) -> Drawing:
        """Show every exit code."""
        return lambda: "\n".join(entries.exit_entry(c, self._index, self._link) for c in self._index.catalog.exit_codes)

    def error_entries(self, *chapters: str) -> Drawing:
        """Show every error that one of these chapters explains."""
        known = {e.chapter.partition("#")[0]: e.chapter for e in self._index.catalog.errors}
        _all(chapters, known, "chapter of an error")
        found = [e for e in self._index.catalog.errors if e.chapter.partition("#")[0] in chapters]
        return lambda: "\n".join(entries.error_entry(e, self._index, self._link, home=True) for e in found)

    def glossary(self) -> Drawing:
        """Show every term of the glossary, in alphabetical order."""
        return lambda: entries.glossary(self._index, self._link)

    def cheatsheet(self) -> Drawing:
        """Show the everyday commands on two sheets."""
        return lambda: cheatsheet(self._index, self._link)

    def practise(self, chapter: str) -> Drawing:
        """Show links to the tasks of a chapter."""
        found = _one(chapter, self._index.tasks_of, "chapter with tasks", 0)
        return lambda: tasklist.task_links(found, self._link)

    def tasks(self) -> Drawing:
        """Show every task with its goal and its solution."""
        return lambda: tasklist.task_entries(self._index.catalog.tasks, self._index, self._link)

    def verified(self) -> Drawing:
        """Show every command of the site and how it was proved."""
        return lambda: self._report(self._link)

    def masks(self) -> Drawing:
        """Show what is ignored when a command's output is compared with that of the last run."""
        return lambda: tables.mask_table(self._index.catalog.masks)

    def _target(self, link: str) -> str:
        """Return the address that a diagram links to: a page, or a command's entry."""
        command = self._index.commands.get(link)
        return self._link(command_address(command) if command else link)

    def _flag(self, owner: Command, name: str, position: int) -> tuple[Command, Flag]:
        found = self._index.flag(owner, name)
        if found is None:
            near = did_you_mean(str(name), [f.name for f in owner.flags])
            raise MacroError(f"no flag `{name}` of `{owner.name}` in the data file{near}", position)
        return found


def vocabulary(macros: Macros) -> dict[str, Callable[..., Drawing]]:
    """Return every macro, by name."""
    return {name: getattr(macros, name) for name in dir(macros) if not name.startswith("_")}


def _one(name: str, entries_by_name: Mapping[str, T], what: str, position: int) -> T:
    if not isinstance(name, str) or name not in entries_by_name:
        hint = did_you_mean(str(name), entries_by_name) or known(entries_by_name, most=12)
        raise MacroError(f"no {what} `{name}` in the data file{hint}", position)
    return entries_by_name[name]


def _all(names: tuple[str, ...], entries_by_name: Mapping[str, T], what: str) -> list[T]:
    return [_one(name, entries_by_name, what, position) for position, name in enumerate(names)]
