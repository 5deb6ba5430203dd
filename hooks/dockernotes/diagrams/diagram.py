"""A diagram as it stands in docs/_data/docker.yml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dockernotes.diagrams.base import Entry, Line, Slug

Kind = Literal["thing", "actor", "process", "store", "artifact", "host", "network", "change", "danger", "note"]
"""What a thing is: its colour, which means the same in every diagram (legend.py)."""
Form = Literal["stack", "cache", "towers", "wall", "life", "rings", "map"]


class Node(Entry):
    """A box of a diagram."""

    id: Slug
    label: Annotated[str, StringConstraints(min_length=1)] = Field(description="Text in the box; a line break stays.")
    detail: Line | None = Field(default=None, description="Smaller second text.")
    kind: Kind = "thing"
    box: Slug | None = Field(default=None, description="Id of the box it stands in.")
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

    id: Slug | None = Field(default=None, description="For a step that marks it.")
    source: Slug
    target: Slug
    label: Line | None = None
    link: str | None = None
    kind: Literal["flow", "weak", "forbidden", "both", "plain"] = "flow"
    ranks: bool = Field(default=True, description="False: the arrow does not push its target further along.")


class Step(Entry):
    """A step of a picture that tells a story."""

    says: Line
    marks: Annotated[list[Slug], Field(min_length=1)] = Field(description="Ids of nodes and arrows it is about.")


class Change(Entry):
    """A change whose effect on a build a reader can look up."""

    what: Line = Field(description="What was changed, in Markdown.")
    first: Slug | None = Field(default=None, description="The first step that runs again; none: all are cached.")
    says: Line = Field(description="Why, in Markdown.")


class Diagram(Entry):
    """A picture as data: what is in it and what leads where. The layout engine places it."""

    id: Slug
    title: Line
    description: Annotated[str, StringConstraints(min_length=60)] = Field(
        description="All that the picture says, for those who can't see it."
    )
    direction: Literal["down", "right"] = "down"
    form: Form | None = Field(default=None, description="How it is drawn; none: Graphviz places it.")
    cut: Line | None = Field(default=None, description="Label of the line above what towers share.")
    boxes: list[Box] = Field(default=[])
    nodes: Annotated[list[Node], Field(min_length=2)]
    edges: list[Edge] = Field(default=[])
    rows: list[list[Slug]] = Field(default=[], description="Ids of nodes that stand beside each other.")
    steps: list[Step] = Field(default=[], description="The picture told step by step.")
    changes: list[Change] = Field(default=[], description="Changes to choose from, in a picture of the build cache.")
