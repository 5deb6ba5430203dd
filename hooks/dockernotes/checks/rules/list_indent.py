"""list-indent: an item of a list within a list is indented by four blanks. With fewer, it belongs to the outer list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.tree import Tree
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.blank import blanked

RULE = "list-indent"
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|\d{1,9}\.)[ \t]+\S")


def check_in_tree(page: str, shown: str, tree: Tree) -> Iterator[Diagnostic]:
    """Yield the first such item of each list."""
    text, wanted = tree.texts[page], tree.flavour(page).indent
    if not wanted:
        return
    before: int | None = None
    told = after_blank = False
    for number, row in enumerate(blanked(text).split("\n"), 1):
        match = _ITEM.match(row)
        if match is None:
            if not row.strip():
                after_blank = True
                continue
            if row[:1] not in (" ", "\t") and (after_blank or row.startswith("#")):
                before, told = None, False  # the list is over
            after_blank = False
            continue
        after_blank = False
        here = len(match["indent"].expandtabs(4))
        if before is not None and not told and here - before in (2, 3) and here // wanted == before // wanted:
            told = True
            start, end = match.start("mark") + 1, match.end("mark") + 1
            message = (
                f"indented by {here - before} spaces, this item belongs to the list above it; "
                f"to nest it, indent it by {wanted}"
            )
            yield Diagnostic(shown, number, start, number, end, "error", RULE, message)
        before = here
