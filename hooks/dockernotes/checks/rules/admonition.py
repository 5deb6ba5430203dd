"""admonition: a box begins with a known type, and its text is indented."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from dockernotes.checks.reading.tree import Tree
from dockernotes.diagnostics import Diagnostic, did_you_mean
from dockernotes.source.blank import blanked

RULE = "admonition"
_BOX = re.compile(r"(?P<indent>[ \t]*)(?P<mark>!!!|\?\?\?\+?) ?(?P<kind>[\w-]+)?(?: +[\w-]+)*(?P<title> *\".*\")? *$")
_OF_THEME = frozenset(
    [
        "abstract",
        "attention",
        "bug",
        "caution",
        "check",
        "cite",
        "danger",
        "done",
        "error",
        "example",
        "fail",
        "failure",
        "faq",
        "help",
        "hint",
        "important",
        "info",
        "missing",
        "note",
        "question",
        "quote",
        "snippet",
        "success",
        "summary",
        "tip",
        "tldr",
        "todo",
        "warning",
    ]
)
_OURS = frozenset(("notes", "pitfall", "solution"))
_NEAR = 0.8


def check_in_tree(page: str, shown: str, tree: Tree) -> Iterator[Diagnostic]:
    """Yield boxes of an unknown type, and boxes whose text is outside."""
    text = tree.texts[page]
    if tree.flavour(page).name != "mkdocs" or ("!!!" not in text and "???" not in text):
        return
    rows, bare = text.split("\n"), blanked(text).split("\n")
    marked = [number for number, row in enumerate(bare) if "!!!" in row or "???" in row]
    boxes = [(number, match) for number in marked if (match := _BOX.match(bare[number].rstrip()))]
    kinds = [match["kind"] for _, match in boxes]
    for number, match in boxes:
        kind = (match["kind"] or "").lower()
        start = len(match["indent"]) + 1
        known = _OF_THEME | _OURS if tree.flavours is None else _OF_THEME
        # Other sites have their own types: one that is used twice is not a slip.
        near = difflib.get_close_matches(kind, known, 1, _NEAR) and kinds.count(match["kind"]) == 1
        if kind and kind not in known and (tree.flavours is None or near):
            at = match.start("kind") + 1
            message = f"unknown type `{match['kind']}` of an admonition{did_you_mean(kind, known)}"
            yield Diagnostic(shown, number + 1, at, number + 1, at + len(kind), "error", RULE, message)
        elif said := _outside(rows, number, match):
            end = len(rows[number].rstrip()) + 1
            yield Diagnostic(shown, number + 1, start, number + 1, end, "error", RULE, said)


def _outside(rows: list[str], number: int, match: re.Match[str]) -> str:
    """Return what is wrong if the text of a box is not indented by four blanks more than the box; else nothing."""
    below = next((n for n in range(number + 1, len(rows)) if rows[n].strip()), None)
    wanted = len(match["indent"].expandtabs(4)) + 4
    if below is not None and _indent(rows[below]) >= wanted:
        return ""
    if below == number + 1:
        return f"the text on line {below + 1} is not in the box: it has to be indented by {wanted} spaces"
    # A box may have only a title.
    return "" if match["title"] else "this box is empty: its text has to be indented by four spaces"


def _indent(row: str) -> int:
    wide = row.expandtabs(4)
    return len(wide) - len(wide.lstrip())
