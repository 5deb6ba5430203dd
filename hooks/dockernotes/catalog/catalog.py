"""The typed shape of docs/_data/docker.yml. Every field says what a reader will see of it.

The JSON Schema that editors use is generated from these classes (see schema.py), so the docstrings and
descriptions here are what a contributor reads while typing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from dockernotes.catalog.brief import brief
from dockernotes.catalog.command import Command, Group
from dockernotes.catalog.entry import (
    CommandName,
    FlagName,
    Life,
    PageLink,
    Text,
    Version,
    core,
    expression,
)
from dockernotes.catalog.task import Task
from dockernotes.diagrams.base import Entry, Line, Slug
from dockernotes.diagrams.diagram import Diagram


class Option(Entry):
    """An option of a Dockerfile instruction, such as `--from` of COPY."""

    name: FlagName
    value: Line | None = None
    summary: Line


class Instruction(Life):
    """One Dockerfile instruction."""

    name: Annotated[str, StringConstraints(pattern=r"^[A-Z]+$")]
    summary: Line
    usage: Line
    about: Text | None = None
    options: list[Option] = Field(default=[])
    example: Text
    chapter: PageLink


class ComposeKey(Life):
    """One key of a Compose file, named by its path: `services.ports`."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)*$")]
    summary: Line
    about: Text | None = None
    example: Text = Field(description="A complete, valid Compose file.")
    chapter: PageLink


class ExitCode(Entry):
    """A number that a container or a docker command ends with."""

    code: Annotated[int, Field(ge=0, le=255)]
    name: Line
    meaning: Line
    cause: Text
    check: Text
    fix: Text
    chapter: PageLink


class ReadersName(Entry):
    """A name in the pasted text, and the name in `check` and `fix` that it replaces."""

    find: Text = Field(description="Regular expression; its first group that matched is the name.")
    stands: Line = Field(description="The name in the commands of `check` and `fix` that it replaces.")

    @field_validator("find")
    @classmethod
    def _finds(cls, find: str) -> str:
        if not re.compile(expression(find)).groups:
            raise ValueError(f"`{find}` has no group, so it finds no name")
        return find


class Answer(Entry):
    """A message: what causes it, how to confirm that, and how to fix it."""

    id: Slug
    title: Line = Field(description="The problem in plain words.")
    sample: Text = Field(description="A complete message as a real program printed it.")
    pattern: Text = Field(description="Regular expression that finds the message, no matter which names it contains.")
    cause: Text
    check: Text = Field(description="How to confirm the cause, in Markdown.")
    fix: Text
    names: list[ReadersName] = Field(default=[], description="Names that `check` and `fix` take from the pasted text.")

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        return expression(pattern)


class Error(Answer):
    """An error message in the reference, with its explanation, or several if its words have several meanings."""

    chapter: PageLink
    commands: list[CommandName] = Field(default=[])
    systems: list[Literal["linux", "macos", "windows"]] = Field(default=[], description="Omit it for all systems.")
    consequence: bool = Field(
        default=False,
        description="The message only says that something failed; an entry that says what failed takes precedence.",
    )
    variants: list[Answer] = Field(default=[], description="Other meanings of the same words; the longest match wins.")

    @property
    def answers(self) -> list[Answer]:
        """The entry itself and its variants."""
        return [self, *self.variants]

    def finds(self, others: Sequence[Error]) -> str:
        """Return one regular expression for the entry and its variants, in the short form that the search uses."""
        samples = tuple(answer.sample for error in others if error is not self for answer in error.answers)
        return brief("|".join(core(answer.pattern) for answer in self.answers), samples)


class Term(Entry):
    """A technical term."""

    id: Slug
    term: Line
    forms: list[Line] = Field(default=[], description="Other spellings in running text, including plurals.")
    unless: list[Line] = Field(default=[], description="Phrases in which the word means something else.")
    summary: Annotated[str, StringConstraints(min_length=10, max_length=200)] = Field(
        description="Plain text for the tooltip."
    )
    about: Text | None = None
    chapter: PageLink
    see: list[Slug] = Field(default=[])
    linked: bool = Field(default=True, description="Link its first mention on a page. False for everyday words.")


class PartOfWord(Entry):
    """What a `<name>` in a usage or in a flag's value stands for, shown wherever a command uses it."""

    id: Slug
    summary: Line = Field(description="What it is, in a sentence.")
    form: Line | None = Field(default=None, description="Its own parts, as in `<repository>[:<tag>]`.")
    pattern: Line | None = Field(
        default=None, description="Regular expression for its values; without it, anything is allowed."
    )
    term: Slug | None = Field(
        default=None, description="Glossary term to link to; without it, the link leads to the command's entry."
    )
    words: dict[str, Line] = Field(default={}, description="The words that it can be, and what each one means.")

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str | None) -> str | None:
        return None if pattern is None else expression(pattern)


class Row(Entry):
    """A row of a comparison."""

    what: Line
    cells: list[Line]


class Comparison(Entry):
    """Things side by side."""

    id: Slug
    title: Line
    columns: list[Line]
    rows: list[Row]


class Gone(Entry):
    """A program, command or flag from older tutorials that Docker has removed or is about to remove."""

    name: Line = Field(description="The way it was typed: `docker-compose`, `docker scan`, `docker login --email`.")
    since: Version = Field(description="First version (of Docker, or of the program itself) in which this holds.")
    removed: bool = Field(default=True, description="False if it still works, but there's a better way.")
    use: Line = Field(description="What to type today, in Markdown.")
    said: Line | None = Field(
        default=None, description="The complete message, if `… was removed in …; use …` would puzzle a reader."
    )


class Asked(Entry):
    """A place on the site, and words that readers use to search for it but that it doesn't contain."""

    at: PageLink = Field(description="The place, written like a link to it: `reference/containers.md#docker-exec`.")
    words: Annotated[list[Line], Field(min_length=1)] = Field(
        description="Words that the search treats as another name for it."
    )
    shape: Line | None = Field(
        default=None, description="Regular expression for a complete query that means this place."
    )

    @field_validator("shape")
    @classmethod
    def _compiles(cls, shape: str | None) -> str | None:
        return None if shape is None else expression(shape)


class Mask(Entry):
    """A rule for a part of a command's output that varies from run to run."""

    name: Slug
    pattern: Text
    why: Line
    alone: bool = Field(
        default=False,
        description="It may cover a whole line, such as the id that `docker run -d` prints. No other mask may.",
    )
    examples: Annotated[list[Text], Field(min_length=2)] = Field(description="Texts that count as the same.")


class Catalog(Entry):
    """The whole of docs/_data/docker.yml."""

    groups: list[Group]
    commands: list[Command]
    instructions: list[Instruction]
    compose_keys: list[ComposeKey]
    exit_codes: list[ExitCode]
    errors: list[Error]
    parts: list[PartOfWord]
    glossary: list[Term]
    comparisons: list[Comparison]
    diagrams: list[Diagram]
    gone: list[Gone] = Field(default=[])
    masks: list[Mask] = Field(default=[])
    synonyms: list[Annotated[list[Line], Field(min_length=2)]] = Field(
        default=[],
        description="Words that mean the same to readers who search; the first is the one that the pages use.",
    )
    asked: list[Asked] = Field(default=[])
    tasks: list[Task] = Field(default=[], description="In the order of the course.")
