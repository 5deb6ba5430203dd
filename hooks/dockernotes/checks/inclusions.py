"""include: a file that a page takes in is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dockernotes.checks.tree import Tree
from dockernotes.diagnostics import Diagnostic, did_you_mean
from dockernotes.source.includes import included

RULE = "include"
BESIDE = frozenset(("CONTRIBUTING.md",))
"""Files beside the docs folder that pages may take in; `base_path` in mkdocs.yml names them as well."""


def names(text: str) -> frozenset[str]:
    """Return the files that a page takes in."""
    rows = text.split("\n") if "--8<--" in text else ()
    return frozenset(name for row in rows if (name := _name(row)))


def check(tree: Tree, shown: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield each line that takes in a file which isn't there. `shown`: for each page to check, the path to print."""
    for page, path in shown.items():
        if "--8<--" not in tree.texts[page]:
            continue
        for number, row in enumerate(tree.texts[page].split("\n"), 1):
            name = _name(row)
            if name and name not in tree.files and name not in BESIDE:
                start = row.index(name) + 1
                message = f"no file `{name}` to take in{did_you_mean(name, tree.files)}"
                yield Diagnostic(path, number, start, number, start + len(name), "error", RULE, message)


def _name(row: str) -> str:
    return (included(row) or "").partition(":")[0]  # after it: which lines or section of the file
