"""conflict: a page has no marks of an unfinished merge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.tree import Tree
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.fences import fences

RULE = "conflict"
_BEGINS = re.compile(r"<{7}(?: \S.*)?$")
# A quote that is seven levels deep looks the same, except for the name of a branch or commit after the marks.
_ENDS = re.compile(r">{7} (?:[0-9a-f]{7,40}\b.*|\S+|Stashed changes)$")
_ABOUT_GIT = frozenset(("", "bash", "console", "diff", "git", "markdown", "md", "patch", "sh", "shell", "text", "txt"))
"""Languages of fences in which a page about git shows such marks."""
_OURS = frozenset(("diff", "markdown", "text"))


def check_in_tree(page: str, shown: str, tree: Tree) -> Iterator[Diagnostic]:
    """Yield the first line of each conflict."""
    text = tree.texts[page]
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    about = _OURS if tree.flavours is None else _ABOUT_GIT
    quiet = {
        number
        for fence in fences(text)
        if fence.language.lower() in about or "mistake" in fence.options
        for number in range(fence.line, fence.last + 1)
    }
    rows = text.split("\n")
    inside = False
    for number, row in enumerate(rows, 1):
        if number in quiet:
            continue
        begins, ends = _BEGINS.match(row.rstrip()), _ENDS.match(row.rstrip())
        if begins or (ends and not inside):
            message = f"`{row[:7]}` is a mark of a merge; keep one side, and delete the marks"
            yield Diagnostic(shown, number, 1, number, 8, "error", RULE, message)
        inside = bool(begins) or (inside and not row.startswith(">>>>>>>"))
