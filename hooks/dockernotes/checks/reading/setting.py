"""What a rule is: a generator of diagnostics for one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dockernotes.catalog.lookup import Index
from dockernotes.checks.reading.levels import chosen
from dockernotes.checks.reading.page import Page
from dockernotes.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule gets besides the page: the data file, and whether the page is one of this project's own.

    Rules of this project's own style (labels, options of fences) report nothing on other pages.
    `rules`: those that apply; `plugins`: the commands that plugins add to the CLI; `flavour`: how pages are read;
    `active`: files that may have HTML that runs.
    """

    index: Index
    own: bool = True
    rules: frozenset[str] | None = None
    plugins: frozenset[str] = frozenset()
    flavour: str | None = None
    active: frozenset[str] = frozenset()

    def wants(self, rule: str) -> bool:
        """Return whether a rule applies. Only slow rules ask: what is off is left out of every report anyway."""
        return rule in (chosen((), (), own=self.own) if self.rules is None else self.rules)


Rule = Callable[[Page, Setting], Iterator[Diagnostic]]
