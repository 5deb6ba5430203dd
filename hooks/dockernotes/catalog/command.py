"""A command of the docker CLI, as docs/_data/docker.yml describes it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dockernotes.catalog.entry import CommandName, FlagName, Life, PageLink, ShortFlag, Text
from dockernotes.diagrams.base import Entry, Line, Slug


class Danger(Entry):
    """What a command or flag can cost, and exactly what is lost."""

    level: Literal["stops", "deletes", "destroys"] = Field(
        description="stops: interrupts something that runs. deletes: removes something that can be recreated. "
        "destroys: data is gone for good."
    )
    loses: Line = Field(description="Exactly what is lost, as a sentence.")


class Flag(Life):
    """One flag of a command, explained."""

    name: FlagName
    short: ShortFlag | None = None
    value: Line | None = Field(
        default=None, description="Form of its value, for example `<host>:<container>`; omit it for a switch."
    )
    summary: Line = Field(description="What it does, in our own words.")
    about: Text | None = Field(default=None, description="More about it, in Markdown.")
    danger: Danger | None = None
    example: Line | None = Field(default=None, description="A complete command that uses it.")
    compose: Line | None = Field(
        default=None, description="The Compose key that does the same, for example `services.ports`."
    )


class Example(Entry):
    """A complete command and what it does."""

    command: Text
    does: Line
    everyday: bool = Field(default=False, description="Print it at the top of the cheat sheet.")


class Command(Life):
    """One command of the docker CLI."""

    name: CommandName
    also: list[CommandName] = Field(default=[], description="Other spellings of the same command.")
    group: Slug
    summary: Line
    about: Text | None = None
    usage: Line
    danger: Danger | None = None
    chapter: PageLink
    related: list[CommandName] = Field(default=[])
    errors: list[Slug] = Field(default=[], description="Ids of the errors it often ends in.")
    flags_of: CommandName | None = Field(default=None, description="Also use the flags of that command.")
    flags: list[Flag] = Field(default=[])
    examples: list[Example] = Field(default=[])
    cheat: bool = Field(
        default=False,
        description="Print its first example on the cheat sheet, unless an everyday example is there already.",
    )


class Group(Entry):
    """A page of the reference: commands that belong together."""

    id: Slug
    title: Line
    summary: Line
