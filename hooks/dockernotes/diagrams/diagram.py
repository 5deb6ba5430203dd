"""A diagram, as docs/_data/docker.yml describes it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dockernotes.diagrams.base import Entry, Line, Slug

Kind = Literal["thing", "actor", "process", "store", "artifact", "host", "network", "change", "danger", "note"]
"""What a thing is, which decides its colour. A colour means the same in every diagram (legend.py)."""
Form = Literal["stack", "cache", "towers", "wall", "life", "rings", "map"]


class Node(Entry):
    """A box of a diagram."""

    id: Slug
    label: Annotated[str, StringConstraints(min_length=1)] = Field(description="Text in the box; line breaks are kept.")
    detail: Line | None = Field(default=None, description="A second, smaller text.")
    kind: Kind = "thing"
    box: Slug | None = Field(default=None, description="Id of the box that it's in.")
    link: str | None = Field(default=None, description="A page (`course/x.md#y`), or a command (`docker run`).")


class Box(Entry):
    """A frame around nodes, such as a machine."""

    id: Slug
    label: Line
    kind: Literal["thing", "host", "network", "store", "process"] = "host"
    inside: Slug | None = Field(default=None, description="Id of the outer box.")
    link: str | None = Field(default=None, description="A page (`course/x.md#y`), or a command (`docker run`).")


class Edge(Entry):
    """An arrow of a diagram."""

    id: Slug | None = Field(default=None, description="For a step that highlights it.")
    source: Slug
    target: Slug
    label: Line | None = None
    link: str | None = None
    kind: Literal["flow", "weak", "forbidden", "both", "plain"] = "flow"
    ranks: bool = Field(default=True, description="False if the arrow shouldn't push its target further along.")


class Step(Entry):
    """A step of a picture that tells a story."""

    says: Line
    marks: Annotated[list[Slug], Field(min_length=1)] = Field(
        description="Ids of the nodes and arrows that it's about."
    )


class Change(Entry):
    """A change whose effect on a build the reader can look up."""

    what: Line = Field(description="What was changed, in Markdown.")
    first: Slug | None = Field(default=None, description="The first step that runs again; omit it if all are cached.")
    says: Line = Field(description="Why, in Markdown.")


class Diagram(Entry):
    """A picture as data: what's in it and what leads where. The layout is done for you."""

    id: Slug
    title: Line
    description: Annotated[str, StringConstraints(min_length=60)] = Field(
        description="Everything that the picture shows, for readers who can't see it."
    )
    direction: Literal["down", "right"] = "down"
    form: Form | None = Field(default=None, description="How it's drawn; without it, Graphviz does the layout.")
    cut: Line | None = Field(default=None, description="Label of the line above the part that the towers share.")
    boxes: list[Box] = Field(default=[])
    nodes: Annotated[list[Node], Field(min_length=2)]
    edges: list[Edge] = Field(default=[])
    rows: list[list[Slug]] = Field(default=[], description="Ids of nodes that go next to each other.")
    steps: list[Step] = Field(default=[], description="The picture explained step by step.")
    changes: list[Change] = Field(
        default=[], description="Changes that the reader can choose, in a picture of the build cache."
    )
