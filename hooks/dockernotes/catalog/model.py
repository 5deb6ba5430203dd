"""The typed shape of docs/_data/docker.yml. Every field says what a reader will see of it.

The JSON Schema that editors use is generated from these classes (see schema.py), so the docstrings and
descriptions here are what a contributor reads while typing.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Line = Annotated[str, StringConstraints(min_length=2, max_length=220, pattern=r"^\S[^\n]*$")]
Text = Annotated[str, StringConstraints(min_length=3)]
CommandName = Annotated[str, StringConstraints(pattern=r"^(docker|dockerd)( [a-z]+)*$")]
FlagName = Annotated[str, StringConstraints(pattern=r"^--[a-z][A-Za-z0-9-]*$")]
ShortFlag = Annotated[str, StringConstraints(pattern=r"^-[A-Za-z]$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$|^\d+$")]
PageLink = Annotated[str, StringConstraints(pattern=r"^[a-z0-9/_-]+\.md(#[\w.-]+)?$")]


def _expression(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as problem:
        raise ValueError(f"`{pattern}` is not a regular expression: {problem}") from problem
    return pattern


class Entry(BaseModel):
    """Base of all: unknown keys are mistakes, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Danger(Entry):
    """What a command or flag can cost, and exactly what is lost."""

    level: Literal["stops", "deletes", "destroys"] = Field(
        description="stops: interrupts what runs. deletes: removes what can be made again. "
        "destroys: data is gone for good."
    )
    loses: Line = Field(description="Exactly what is lost, as a sentence.")


class Ended(Entry):
    """A command or flag that Docker has deprecated or removed."""

    since: Version = Field(description="First Docker version in which this holds.")
    use: Line | None = Field(default=None, description="What to type today, in Markdown.")


class Life(Entry):
    """When a thing came into Docker and when it leaves."""

    since: Version | None = Field(default=None, description="First Docker Engine or CLI version that has it.")
    deprecated: Ended | None = None
    removed: Ended | None = None


class Flag(Life):
    """One flag of a command, explained."""

    name: FlagName
    short: ShortFlag | None = None
    value: Line | None = Field(
        default=None, description="Form of its value, for example `<host>:<container>`; none for a switch."
    )
    summary: Line = Field(description="What it does, in our own words.")
    about: Text | None = Field(default=None, description="More, in Markdown.")
    danger: Danger | None = None
    example: Line | None = Field(default=None, description="A whole command that uses it.")
    compose: Line | None = Field(
        default=None, description="The Compose key that says the same, for example `services.ports`."
    )


class Example(Entry):
    """A whole command and what it does."""

    command: Text
    does: Line


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
    related: list[CommandName] = []
    errors: list[Slug] = Field(default=[], description="Ids of the errors it often ends in.")
    flags_of: CommandName | None = Field(default=None, description="Take over the flags of that command as well.")
    flags: list[Flag] = []
    examples: list[Example] = []
    cheat: bool = Field(default=False, description="Print its first example on the cheat sheet.")


class Group(Entry):
    """A page of the reference: commands that belong together."""

    id: Slug
    title: Line
    summary: Line


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
    options: list[Option] = []
    example: Text
    chapter: PageLink


class ComposeKey(Life):
    """One key of a Compose file, named by its path: `services.ports`."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)*$")]
    summary: Line
    about: Text | None = None
    example: Text = Field(description="A whole, valid Compose file.")
    chapter: PageLink


class ExitCode(Entry):
    """A number a container or a docker command ends with."""

    code: Annotated[int, Field(ge=0, le=255)]
    name: Line
    meaning: Line
    cause: Text
    check: Text
    fix: Text
    chapter: PageLink


class Error(Entry):
    """A message, why it comes, how to make sure, what to do."""

    id: Slug
    title: Line = Field(description="The trouble in plain words.")
    sample: Text = Field(description="A whole message as a real program printed it.")
    pattern: Text = Field(description="Regular expression that finds the message, whatever the names in it.")
    cause: Text
    check: Text = Field(description="How to make sure that this is it, in Markdown.")
    fix: Text
    chapter: PageLink
    commands: list[CommandName] = []
    systems: list[Literal["linux", "macos", "windows"]] = Field(default=[], description="None: all systems.")

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        return _expression(pattern)


class Term(Entry):
    """A word of the trade."""

    id: Slug
    term: Line
    forms: list[Line] = Field(default=[], description="Other spellings in running text, plurals included.")
    summary: Annotated[str, StringConstraints(min_length=10, max_length=200)] = Field(
        description="Plain text of the tooltip."
    )
    about: Text | None = None
    chapter: PageLink
    see: list[Slug] = []
    linked: bool = Field(default=True, description="Link its first mention on a page. False for everyday words.")


class PartOfWord(Entry):
    """What stands for a `<name>` of a usage or of a flag's value, said where a command uses it."""

    id: Slug
    summary: Line = Field(description="What it is, in a sentence.")
    form: Line | None = Field(default=None, description="Its own parts, as in `<repository>[:<tag>]`.")
    pattern: Line | None = Field(default=None, description="Regular expression of what it may be; none: anything.")
    term: Slug | None = Field(default=None, description="Word of the glossary to lead to; none: the command's entry.")

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str | None) -> str | None:
        return None if pattern is None else _expression(pattern)


class Row(Entry):
    """A line of a comparison."""

    what: Line
    cells: list[Line]


class Comparison(Entry):
    """Things side by side."""

    id: Slug
    title: Line
    columns: list[Line]
    rows: list[Row]


class Node(Entry):
    """A box of a diagram."""

    id: Slug
    label: Annotated[str, StringConstraints(min_length=1)] = Field(description="Text in the box; a line break stays.")
    detail: Line | None = Field(default=None, description="Smaller second text.")
    kind: Literal["thing", "actor", "process", "store", "artifact", "host", "network", "danger", "note"] = "thing"
    box: Slug | None = Field(default=None, description="Id of the box it stands in.")
    link: str | None = Field(default=None, description="A page (`course/x.md#y`), or a command (`docker run`).")


class Box(Entry):
    """A frame around nodes, such as a machine."""

    id: Slug
    label: Line
    kind: Literal["thing", "host", "network", "store", "process"] = "host"
    inside: Slug | None = Field(default=None, description="Id of the outer box.")


class Edge(Entry):
    """An arrow of a diagram."""

    source: Slug
    target: Slug
    label: Line | None = None
    link: str | None = None
    kind: Literal["flow", "weak", "forbidden", "both", "plain"] = "flow"
    ranks: bool = Field(default=True, description="False: the arrow does not push its target further along.")


class Diagram(Entry):
    """A picture as data: what is in it and what leads where. The layout engine places it."""

    id: Slug
    title: Line
    description: Annotated[str, StringConstraints(min_length=60)] = Field(
        description="All that the picture says, for those who can't see it."
    )
    direction: Literal["down", "right"] = "down"
    boxes: list[Box] = []
    nodes: Annotated[list[Node], Field(min_length=2)]
    edges: list[Edge] = []
    rows: list[list[Slug]] = Field(default=[], description="Ids of nodes that stand beside each other.")


class Gone(Entry):
    """A program, command or flag of older tutorials that Docker dropped or is about to drop."""

    name: Line = Field(description="As it was typed: `docker-compose`, `docker scan`, `docker login --email`.")
    since: Version = Field(description="First version (of Docker, or of the program itself) in which this holds.")
    removed: bool = Field(default=True, description="False: it still works, with a better way beside it.")
    use: Line = Field(description="What to type today, in Markdown.")


class Mask(Entry):
    """A rule that says which part of a command's output varies from run to run."""

    name: Slug
    pattern: Text
    why: Line
    alone: bool = Field(
        default=False,
        description="It may be all of a line, as an id that `docker run -d` prints. No other mask hides a whole line.",
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
    gone: list[Gone] = []
    masks: list[Mask] = []
