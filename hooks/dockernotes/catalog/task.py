"""Tasks for readers: what must be true at the end, whichever commands were used, and what to say until it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from dockernotes.catalog.entry import PageLink, Text
from dockernotes.diagrams.base import Entry, Line, Slug

Command = Annotated[str, Field(min_length=1)]
Piece = Annotated[str, StringConstraints(min_length=1, max_length=220, pattern=r"^[^\n]*$")]
KINDS = frozenset(("container", "image", "volume", "network", "http", "resolves", "run", "file"))
Published = Annotated[str, Field(pattern=r"^(?:[\d.]+:)?\d+:\d+$")]


class FileIs(Entry):
    """A file, and what it contains."""

    path: Line
    says: Piece | None = Field(
        default=None, description="Text that it contains. Without it, the file only has to exist."
    )
    absent: bool = Field(default=False, description="The file must not exist.")


class MountIs(Entry):
    """A volume, a host folder or a piece of memory that a container sees."""

    type: Literal["bind", "tmpfs", "volume"] = "volume"
    source: Line | None = Field(default=None, description="The volume's name, or the end of the folder's path.")
    at: Line
    read_only: bool | None = None


class ContainerIs(Entry):
    """A container with all of these properties, found by its name or by the image it was made from."""

    name: Line | None = None
    of: Line | None = Field(default=None, description="Its image, by the name used when the container was created.")
    state: Literal["created", "exited", "paused", "running"] | None = None
    code: Annotated[int, Field(ge=0, le=255)] | None = Field(default=None, description="The exit code it ended with.")
    health: Literal["healthy", "starting", "unhealthy"] | None = None
    command: Line | None = Field(default=None, description="Program and arguments, separated by spaces.")
    prints: Piece | None = Field(default=None, description="Text that its log contains.")
    user: Line | None = None
    env: dict[str, str] = Field(default={})
    label: dict[str, str] = Field(default={})
    restart: Line | None = Field(default=None, description="Its restart policy: `unless-stopped`, `on-failure:3`.")
    memory: int | None = Field(default=None, description="Its memory limit in bytes.")
    pids: int | None = None
    init: bool | None = None
    publishes: Published | None = Field(default=None, description="`8080:80` means on all addresses.")
    network: Line | None = Field(default=None, description="A network that it's on.")
    mount: MountIs | None = None
    read_only: bool | None = Field(default=None, description="Its own file system can't be changed.")
    drops: Line | None = Field(default=None, description="A capability that it lacks, or `ALL`.")
    log: dict[str, str] = Field(default={}, description="Its log options.")
    file: FileIs | None = None


class ImageIs(Entry):
    """An image with all of these properties."""

    name: Line
    same_as: Line | None = Field(default=None, description="Another name for the same image.")
    user: Line | None = None
    workdir: Line | None = None
    env: dict[str, str] = Field(default={})
    label: dict[str, str] = Field(default={})
    cmd: list[str] | None = None
    entrypoint: list[str] | None = None
    port: Line | None = Field(default=None, description="A port that it exposes, such as `80/tcp`.")
    checked: bool | None = Field(default=None, description="It has a health check.")
    layers_at_most: int | None = None
    file: FileIs | None = None


class VolumeIs(Entry):
    """A volume with all of these properties."""

    name: Line
    used: bool | None = Field(default=None, description="A container has it, running or not.")
    file: FileIs | None = None


class NetworkIs(Entry):
    """A network with all of these properties."""

    name: Line
    internal: bool | None = None


class AnswerIs(Entry):
    """The answer to an HTTP request from the host."""

    url: Annotated[str, Field(pattern=r"^http://")]
    says: Piece | None = None
    status: int = 200


class NameIs(Entry):
    """A name that a container can resolve."""

    model_config = ConfigDict(populate_by_name=True)
    source: Line = Field(alias="from", description="The container that asks.")
    name: Line


class RunIs(Entry):
    """What a command prints in a running container."""

    model_config = ConfigDict(populate_by_name=True)
    container: Line = Field(alias="in")
    command: Line = Field(description="A line of shell.")
    says: Piece


class Condition(Entry):
    """One thing that holds or doesn't."""

    model_config = ConfigDict(populate_by_name=True)
    container: ContainerIs | None = None
    image: ImageIs | None = None
    volume: VolumeIs | None = None
    network: NetworkIs | None = None
    http: AnswerIs | None = None
    resolves: NameIs | None = None
    run: RunIs | None = None
    file: FileIs | None = Field(
        default=None, description="A file on the host; its path starts in the folder where the task begins."
    )
    negated: bool = Field(default=False, alias="not", description="The condition holds if the rest of it doesn't.")

    @model_validator(mode="after")
    def _says_one_thing(self) -> Condition:
        if len(self.model_fields_set & KINDS) != 1:
            raise ValueError(f"a condition says one thing: {', '.join(sorted(KINDS))}")
        return self


class Wanted(Condition):
    """What has to be true at the end, and what to say until it is."""

    id: Slug
    hint: Text


class Hint(Entry):
    """A mistake that can be seen in the state, and what to say about it. It goes before the hints of `wanted`."""

    id: Slug
    when: Annotated[list[Condition], Field(min_length=1)] = Field(description="Conditions that all have to be true.")
    hint: Text


class GivenFile(Entry):
    """A file that's there when the task begins."""

    file: Annotated[str, Field(pattern=r"^[\w./-]+$")]
    text: Text = Field(description='Its text; `--8<-- "examples/x"` stands for a file from `docs/examples`.')


class WrongWay(Entry):
    """Lines that don't solve the task, and the hint that a reader gets for them."""

    lines: Annotated[list[Command], Field(min_length=1)]
    hint: Slug = Field(description="The `id` of the hint.")


class Task(Entry):
    """Something to do with Docker, checked by the state of the engine."""

    id: Slug
    chapter: PageLink
    title: Line
    goal: Text
    files: list[GivenFile] = Field(default=[])
    start: list[Command] = Field(default=[], description="Lines that are run first.")
    wanted: Annotated[list[Wanted], Field(min_length=1)]
    hints: list[Hint] = Field(default=[])
    solution: Annotated[list[Command], Field(min_length=1)]
    wrong: Annotated[list[WrongWay], Field(min_length=3)]

    @property
    def page(self) -> str:
        """The page of its chapter."""
        return self.chapter.partition("#")[0]

    @property
    def said(self) -> Iterator[str]:
        """The ids of its hints."""
        yield from (each.id for each in self.hints)
        yield from (each.id for each in self.wanted)
