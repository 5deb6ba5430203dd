"""A built page, cut at its headings. Drawings, scripts, and what a terminal printed are left out.

Each row of a table of flags is a separate place: it has an id that a link can lead to.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dockernotes.search.section import Section

_SILENT = (
    "svg, script, style, template, form, pre:not(.dn-message), caption, thead, .headerlink, [data-search-exclude], "
    ".dn-also, .dn-learn, .dn-same, .dn-proof, .dn-moved, .dn-session, .tabbed-labels, .dn-danger, .dn-life, "
    ".dn-systems, .dn-filter"
)
"""What says nothing about a place: drawings, listings, buttons, labels, links onwards."""
_ONWARDS = ("See also ", "When it fails: ")
_HEADINGS = {"h1", "h2", "h3"}
_TABLES = ".dn-flags, .dn-commands, .dn-instructions, .dn-codes, .dn-totals, .dn-sheet dl"
"""Made from the data file, whose entries can be found themselves."""


def sections(html: str) -> tuple[Section, ...]:
    """Return the sections of a page's HTML, in order, and after them the rows of its tables of flags."""
    body = LexborHTMLParser(html).body
    if body is None:
        return ()
    for node in body.css(_SILENT):
        node.decompose()
    rows = [_row(node) for node in body.css(".dn-flags tr[id]")]
    for node in body.css(_TABLES):
        node.decompose()
    found = [Section("", "")]
    for node in _blocks(body):
        if node.tag not in _HEADINGS:
            if not (text := node.text()).startswith(_ONWARDS):
                found[-1].texts.append(text)
        elif node.tag != "h1":
            found.append(Section(node.attributes.get("id") or "", " ".join(node.text().split())))
    return tuple(part for part in [*found, *rows] if part.anchor or part is found[0])


def _blocks(node: LexborNode) -> Iterator[LexborNode]:
    """Yield a page's blocks. A block that contains headings is split into the blocks inside it."""
    for child in node.iter():
        if child.tag not in _HEADINGS and child.css_first("h1, h2, h3"):
            yield from _blocks(child)
        else:
            yield child


def _row(node: LexborNode) -> Section:
    name, said = node.css_first("th"), node.css_first("td")
    title = " ".join(name.text().split()) if name else ""
    return Section(node.attributes.get("id") or "", title, [said.text()] if said else [])
