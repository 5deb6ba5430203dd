"""What a rule is: a generator of diagnostics for one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dockernotes.catalog.index import Index
from dockernotes.checks.page import Page
from dockernotes.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule may know besides the page: the data file, and whether the page belongs to the project around it.

    Rules of this project's own style (labels, options of fences) keep still on pages of others.
    """

    index: Index
    own: bool = True


Rule = Callable[[Page, Setting], Iterator[Diagnostic]]
