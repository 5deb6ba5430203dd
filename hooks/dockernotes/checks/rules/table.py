"""table: below the first row of a table is a row of dashes with as many cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.tree import Tree
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.blank import blanked

RULE = "table"
_PREFIX = re.compile(r"[ \t>]*")
_DASHES = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_MEANT = re.compile(r"(?=.*[-=–—]{2})(?=.*\|)[-=–—:| \t]+")
_CELL = re.compile(r":?-+:?")
_BORDERED = re.compile(r"\|.*\|")


def check_in_tree(page: str, shown: str, tree: Tree) -> Iterator[Diagnostic]:
    """Yield the row that keeps a table from being one."""
    text = tree.texts[page]
    if "|" not in text:
        return
    # Code in cells is blank in `bare`. In `written`, bars in code count, as they do on GitHub.
    written, bare = text.split("\n"), blanked(text).split("\n")
    block: list[int] = []
    for number, row in enumerate([*bare, ""]):
        if row.strip(" \t>"):
            block.append(number)
        elif block:
            yield from _of_block(block, written, bare, shown, strict=tree.flavour(page).name != "unknown")
            block = []


def _of_block(
    block: list[int], written: list[str], bare: list[str], shown: str, *, strict: bool
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the rows of dashes of a block. `strict`: the builder is known to accept no others."""
    rows = [_PREFIX.sub("", bare[number], count=1).rstrip() for number in block]
    for at, row in enumerate(rows[1:], 1):
        if "|" not in rows[at - 1] or (at > 1 and "|" in rows[at - 2]) or not _MEANT.fullmatch(row):
            continue
        wrong = next((cell for cell in _cells(row) if not _CELL.fullmatch(cell)), None)
        counts = {len(_cells(rows[at - 1])), len(_cells(_PREFIX.sub("", written[block[at - 1]], count=1).rstrip()))}
        if wrong is not None:
            said = f"`{wrong}` isn't a cell of this row, such as `---` or `:---:`, so this isn't a table"
            yield _report(shown, block[at], bare[block[at]], said)
        elif strict and len(_cells(row)) not in counts:
            many = f"{len(_cells(row))} cell{'s' * (len(_cells(row)) != 1)}, and the row above it {min(counts)}"
            yield _report(shown, block[at], bare[block[at]], f"this row has {many}, so this isn't a table")
        return
    if strict and any(_DASHES.fullmatch(row) and "|" in row and len(_cells(row)) > 1 for row in rows[:1]):
        said = "a row of dashes with no row right above it, so this isn't a table"
        yield _report(shown, block[0], bare[block[0]], said)
    elif strict and len(rows) > 1 and all(_BORDERED.fullmatch(row) for row in rows[:2]):
        first, second = (len(_cells(row)) for row in rows[:2])
        if first == second > 1 and not any(_DASHES.fullmatch(row) for row in rows):
            said = "there's no row of dashes below the first row, so this isn't a table"
            yield _report(shown, block[0], bare[block[0]], said)


def _cells(row: str) -> list[str]:
    inner = row.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _report(shown: str, number: int, row: str, message: str) -> Diagnostic:
    start = len(row) - len(_PREFIX.sub("", row, count=1)) + 1
    return Diagnostic(shown, number + 1, start, number + 1, len(row.rstrip()) + 1, "error", RULE, message)
