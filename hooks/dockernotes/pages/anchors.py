"""The anchors of a page: whatever a link's `#…` can land on."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser


def anchors(html: str) -> frozenset[str]:
    """Return all ids of some HTML, and the old `name` of its links."""
    tree = LexborHTMLParser(html)
    ids = {node.attributes.get("id") for node in tree.css("[id]")}
    names = {node.attributes.get("name") for node in tree.css("a[name]")}
    return frozenset(name for name in ids | names if name)
