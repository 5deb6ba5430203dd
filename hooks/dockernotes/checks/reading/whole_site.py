"""What a rule for a whole site gets: its sources and, once it is built, where each page is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dockernotes.catalog.catalog import Catalog
from dockernotes.catalog.positions import Document
from dockernotes.checks.reading.project import Found, Project
from dockernotes.checks.reading.tree import Tree


@dataclass(frozen=True, slots=True)
class Sources:
    """The data file and all pages as they are written. `texts`: pages by the path to print."""

    catalog: Catalog
    document: Document
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WholeSite:
    """All pages with their anchors. `shown`: the paths to print; `listed`: the pages in the navigation, in order.

    Without `listed`, the navigation is not known. `found`: what has been read besides the pages; `is_sound`: whether
    the data file has no problems.
    """

    project: Project
    tree: Tree
    shown: Mapping[str, str]
    listed: Sequence[str] | None = None
    found: Found = field(default_factory=Found)
    is_sound: bool = True
