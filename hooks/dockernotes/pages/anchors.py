"""The anchors of a page: whatever a link's `#…` can land on."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser


def anchors(html: str) -> frozenset[str]:
    """Return all ids of some HTML, and the old `name` of its links."""
    tree = LexborHTMLParser(html)
    found = [(node.attributes, node.tag) for node in tree.css("[id], a[name]")]
    ids = {attributes.get("id") for attributes, _ in found}
    names = {attributes.get("name") for attributes, tag in found if tag == "a"}
    return frozenset(name for name in ids | names if name)
