"""Look-ups over a catalog: any spelling of a command, any flag of it, and the address of every entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dockernotes.catalog.catalog import Catalog, Comparison, ComposeKey, Error, Instruction, PartOfWord, Term
    from dockernotes.catalog.command import Command, Flag
    from dockernotes.catalog.task import Task
    from dockernotes.diagrams.diagram import Diagram

COURSE = "https://www.youtube.com/watch?v=pg19Z8LL06w"
"""The course by TechWorld with Nana that the notes follow."""
Linker = Callable[[str], str]
"""Turns `reference/images.md#docker-pull` into the address to write on the page that's being built."""


class Index:
    """A catalog with its look-up tables, keyed by the names that authors write.

    `chapters`: the pages of the course in the order of the navigation, which numbers them. `projects`: the folders of
    docs/examples.
    """

    def __init__(self, catalog: Catalog | Callable[[], Catalog]) -> None:
        """`catalog`: the catalog, or a function that reads it when it's first needed."""
        self._catalog = catalog
        self.chapters: Sequence[str] = ()
        self.projects: Sequence[str] = ()

    def number_of(self, page: str) -> int:
        """Return the number of a chapter; 0 for a page that isn't a chapter."""
        return self.chapters.index(page) + 1 if page in self.chapters else 0

    @cached_property
    def catalog(self) -> Catalog:
        return self._catalog() if callable(self._catalog) else self._catalog

    @cached_property
    def commands(self) -> dict[str, Command]:
        """The commands by every spelling that they have."""
        return {spelling: c for c in self.catalog.commands for spelling in (c.name, *c.also)}

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {t.id: t for t in self.catalog.glossary}

    @cached_property
    def parts(self) -> dict[str, PartOfWord]:
        return {p.id: p for p in self.catalog.parts}

    @cached_property
    def patterns(self) -> dict[str, str]:
        """The pattern of each part of a word that has one. The others accept any text."""
        return {p.id: p.pattern for p in self.catalog.parts if p.pattern}

    @cached_property
    def errors(self) -> dict[str, Error]:
        return {e.id: e for e in self.catalog.errors}

    @cached_property
    def diagrams(self) -> dict[str, Diagram]:
        return {d.id: d for d in self.catalog.diagrams}

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        return {c.id: c for c in self.catalog.comparisons}

    @cached_property
    def instructions(self) -> dict[str, Instruction]:
        return {i.name: i for i in self.catalog.instructions}

    @cached_property
    def compose_keys(self) -> dict[str, ComposeKey]:
        return {k.key: k for k in self.catalog.compose_keys}

    @cached_property
    def tasks_of(self) -> dict[str, list[Task]]:
        """The tasks of each page that has any."""
        found: dict[str, list[Task]] = {}
        for task in self.catalog.tasks:
            found.setdefault(task.page, []).append(task)
        return found

    @cached_property
    def _flags(self) -> dict[tuple[str, str], tuple[Command, Flag]]:
        return {
            (command.name, name): (command, flag)
            for command in self.catalog.commands
            for flag in command.flags
            for name in (flag.name, flag.short)
            if name
        }

    def flag(self, command: Command, name: str) -> tuple[Command, Flag] | None:
        """Find a flag by its long or short name. Return the command whose entry explains it, and the flag; or None.

        A command without its own entry borrows from `flags_of`, then from its parents (`docker compose -f`), but not
        from `docker` itself, whose short flags mean other things.
        """
        names = [command.name, command.flags_of or ""]
        words = command.name.split()
        names += [" ".join(words[:n]) for n in range(len(words) - 1, 1, -1)]
        return next((found for n in names if (found := self._flags.get((n, name)))), None)

    def of_group(self, group: str) -> list[Command]:
        return [c for c in self.catalog.commands if c.group == group]


def command_address(command: Command) -> str:
    return f"reference/{command.group}.md#{command_anchor(command)}"


def command_anchor(command: Command) -> str:
    return command.name.replace(" ", "-")


def flag_address(command: Command, flag: Flag) -> str:
    return f"reference/{command.group}.md#{flag_anchor(command, flag)}"


def flag_anchor(command: Command, flag: Flag) -> str:
    return f"{command_anchor(command)}{flag.name}"


def term_address(term: Term) -> str:
    return f"reference/glossary.md#{term.id}"


def error_address(error: Error) -> str:
    return f"reference/errors.md#{error.id}"


def key_address(key: ComposeKey) -> str:
    return f"reference/compose-file.md#{key_anchor(key)}"


def key_anchor(key: ComposeKey) -> str:
    return key.key.replace(".", "-")


def instruction_address(instruction: Instruction) -> str:
    return f"reference/dockerfile.md#{instruction.name.lower()}"


def exit_address(code: int) -> str:
    return f"reference/exit-codes.md#exit-{code}"
