"""Where a link of somebody else's page leads, by the addresses that its builder makes."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from dockernotes.checks.tree import Tree, resolve

_END = re.compile(r"(?:/index)?\.html?$|/$")
_TEMPLATE = re.compile(r"\{\{|\{%|%[}%]|\$\{|^@|^~|\{[\w.-]+\}|%7B")
_LINES = re.compile(r"L\d+|:~:|user-content-|.*[{}$%<>]")
_UNREAD_PARTS = re.compile(
    r"^import\s[^\n]*\.mdx?[\"']|\{\{[<%]|\{%-?\s*include|--8<--|^:::\{?include|<[A-Z]\w*[\s/>]", re.MULTILINE
)


def is_template(target: str) -> bool:
    """Whether somebody else fills in a part of a target, or knows where it begins."""
    return bool(_TEMPLATE.search(target))


def land(page: str, path: str, tree: Tree) -> str | None:
    """Return the file or folder that a path leads to from a page; None when there is none."""
    flavour = tree.flavour(page)
    bases = [resolve(page, path)]
    if flavour.pretty:
        # The page `a/b.md` is published as `a/b/`, and many write links as its readers would.
        bases.append(resolve(posixpath.splitext(page)[0] + "/index.md", path))
    for base in bases:
        if base in tree.files and not path.endswith("/"):
            return base
        stem = _END.sub("", base)
        if base in tree.folders or base == "." or flavour.pretty:
            found = tree.by_address.get("" if stem == "." else stem)
            if found or base in tree.folders or base == ".":
                return found or base
    if tree.is_there(bases[0]):
        return bases[0]
    last = posixpath.basename(path.rstrip("/")).lower()
    # An address that is made up in front matter or settings: nobody says which folder it is in.
    return path if flavour.pretty and "." not in last and last in tree.addresses else None


def knows_anchors(anchor: str, page: str, tree: Tree) -> bool:
    """Whether all anchors of a page are known: parts that its builder puts in have some of their own."""
    return not _LINES.match(anchor) and not _has_unread_parts(tree.texts[page])


@lru_cache(maxsize=1024)
def _has_unread_parts(text: str) -> bool:
    return bool(_UNREAD_PARTS.search(text))
