"""include: a file that a page includes is there, has the section that is named, and doesn't include the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.tree import Tree
from dockernotes.diagnostics import Diagnostic, did_you_mean, known
from dockernotes.source.includes import BESIDE, included, name_in, names

RULE = "include"
_SECTION = re.compile(r"--8<--[ \t]+\[start:([\w-]+)\]")


def check_in_tree(page: str, path: str, tree: Tree) -> Iterator[Diagnostic]:
    """Yield each line that includes what isn't there, or its own page. Other people's pages are skipped."""
    if tree.taken_in is None or "--8<--" not in tree.texts[page]:
        return
    for number, row in enumerate(tree.texts[page].split("\n"), 1):
        name = name_in(row)
        if name and (message := _fault(page, name, (included(row) or "")[len(name) :], tree)):
            start = row.index(name) + 1
            yield Diagnostic(path, number, start, number, start + len(name), "error", RULE, message)


def _fault(page: str, name: str, part: str, tree: Tree) -> str:
    if name not in tree.files and name not in BESIDE:
        return f"no file `{name}` to include{did_you_mean(name, tree.files)}"
    if name in tree.texts and page in _taken_in(name, tree):
        return f"`{name}` includes {'itself' if name == page else 'this page'}, so it would never end"
    text = tree.texts[name] if name in tree.texts else tree.taken_in and tree.taken_in(name)
    section = part.removeprefix(":")
    if text is None or not section or section.replace(":", "").replace("-", "").isdigit():
        return ""
    sections = _SECTION.findall(text)
    if section in sections:
        return ""
    return f"`{name}` has no section `{section}`{did_you_mean(section, sections) or known(sections)}"


def _taken_in(name: str, tree: Tree) -> set[str]:
    """Return a page, and all pages that it includes directly or through others."""
    found, left = set[str](), [name]
    while left:
        one = left.pop()
        if one not in found and one in tree.texts:
            found.add(one)
            left += names(tree.texts[one])
    return found
