"""Compare outputs: what varies from run to run is masked, and the rest must match to the letter."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from dockernotes.catalog.catalog import Mask
from dockernotes.lessons.lesson import LessonStep


class Masks:
    """The masks of the data file, compiled once, applied in their order."""

    def __init__(self, masks: Iterable[Mask]) -> None:
        masks = list(masks)
        self._rules = [(mask.name, re.compile(mask.pattern)) for mask in masks]
        self._alone = {f"[{mask.name}]" for mask in masks if mask.alone}
        self._tokens = re.compile("|".join(re.escape(f"[{mask.name}]") for mask in masks) or "(?!)")

    def apply(self, line: str) -> str:
        """Return the line with what varies replaced by the mask's name. Runs of spaces become one, since columns shift.

        A line that masks would cover completely isn't masked, unless it is one value whose mask has `alone`.
        """
        masked = line
        for name, pattern in self._rules:
            masked = pattern.sub(f"[{name}]", masked)
        masked = _squeezed(masked)
        hides_all = not re.search(r"\w", self._tokens.sub("", masked))
        return _squeezed(line) if hides_all and masked not in self._alone else masked

    def lines(self, text: str, *, unordered: bool = False) -> list[str]:
        """Return the lines that two runs must share."""
        rows = [self.apply(row) for row in text.strip("\n").split("\n")]
        return sorted(rows) if unordered else rows


def _squeezed(line: str) -> str:
    return re.sub(r"[ \t]{2,}", " ", line).rstrip()


def difference(step: LessonStep, printed: str, masks: Masks) -> list[str]:
    """Return a diff of what the page shows and what was printed; an empty list if they match."""
    want, got = (masks.lines(text, unordered="unordered" in step.options) for text in (step.recorded, printed))
    if want == got:
        return []
    return list(difflib.unified_diff(want, got, "the page", "the engine", lineterm="", n=2))


def shown(step: LessonStep, output: str) -> str:
    """Return the part of an output that a page shows: `last 4`, `first 10`, or all. Cuts are marked with `...`."""
    rows = output.strip("\n").split("\n")
    match = re.fullmatch(r"(first|last) (\d+)", step.options.get("show", ""))
    if not match or len(rows) <= int(match.group(2)):
        return "\n".join(rows)
    count = int(match.group(2))
    return "\n".join([*rows[:count], "..."] if match.group(1) == "first" else ["...", *rows[-count:]])
