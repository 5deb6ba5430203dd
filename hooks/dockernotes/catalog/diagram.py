"""A diagram as it stands in docs/_data/docker.yml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dockernotes.catalog.entry import Entry, Line, Slug


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
    boxes: list[Box] = Field(default=[])
    nodes: Annotated[list[Node], Field(min_length=2)]
    edges: list[Edge] = Field(default=[])
    rows: list[list[Slug]] = Field(default=[], description="Ids of nodes that stand beside each other.")
