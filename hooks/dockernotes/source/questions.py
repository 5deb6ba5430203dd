"""A page's questions, in the section "Check yourself": each a heading, its choices, and a reason for every choice.

    ### You delete a container. What happens to its image?

    1. Nothing.
    2. It is deleted as well.

    <details markdown>
    <summary>Answer</summary>

    1. **Right.** The image is shared.
    2. That takes `docker rmi`.

    </details>

That is plain Markdown: it folds in any preview, and without JavaScript. Between the heading and the choices there may
be text, and a `text` fence with the output that the question is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dockernotes.source.blank import blanked
from dockernotes.source.fences import fences

SECTION = "Check yourself"
RIGHT = "**Right.**"
_ITEM = re.compile(r"\d+\. (?P<text>.*)")


@dataclass(slots=True)
class Question:
    """A question. Choices, reasons, output: pairs of a line's number and its text. `folded`: the answer is hidden."""

    line: int
    title: str
    choices: list[tuple[int, str]] = field(default_factory=list)
    reasons: list[tuple[int, str]] = field(default_factory=list)
    output: list[tuple[int, str]] = field(default_factory=list)
    folded: bool = False


def section_line(text: str) -> int | None:
    """Return the line (from 1) of the section's heading, or None."""
    rows = blanked(text).split("\n") if SECTION in text else []
    return next((n for n, row in enumerate(rows, 1) if row.rstrip() == f"## {SECTION}"), None)


def questions(text: str) -> Iterator[Question]:
    """Yield the questions of a page in order."""
    found = list(_questions(text))
    for fence in fences(text) if found else ():
        for one in found:
            if one.choices and one.line < fence.line < one.choices[0][0]:
                one.output += [(line.number, line.text) for line in fence.lines]
    yield from found


def _questions(text: str) -> Iterator[Question]:
    start = section_line(text)
    if start is None:
        return
    current: Question | None = None
    rows = zip(blanked(text).split("\n"), text.split("\n"), strict=True)
    for number, (shown, row) in enumerate(rows, 1):
        if number <= start:
            continue
        if shown.startswith("## "):
            break
        if shown.startswith("### "):
            if current:
                yield current
            current = Question(number, row[4:].strip())
        elif current and shown.startswith("<details"):
            current.folded = True
        elif current and (item := _ITEM.match(row)) and shown.strip():
            (current.reasons if current.folded else current.choices).append((number, item["text"].strip()))
    if current:
        yield current
