"""address-gone, redirect: an address that was published still leads somewhere.

`docs/_data/addresses.txt` has the pages and headings of the last release, one per line, as links in `docs` write them.
`docs/_data/redirects.yml` says where those that are gone lead now. `make addresses` records them (released.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dockernotes.catalog import positions
from dockernotes.catalog.positions import Document
from dockernotes.checks.reading.project import read, shown
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.reading.whole_site import WholeSite
from dockernotes.diagnostics import Diagnostic, did_you_mean, known

RECORD = "_data/addresses.txt"
REDIRECTS = "_data/redirects.yml"
_MADE = re.compile(r"__|fn:|fnref:|sheet-|diagram-.*-(?:right|down)-[td]$")
"""Ids that are made for the page's own use, which nobody links to."""


_OLD = re.compile(r"(?:(?!\.)[^/\\:#\x00-\x1f]+/)*(?!\.)[^/\\:#\x00-\x1f]+\.md(?:#.*)?")
"""The addresses that a page or heading of this site may have had. The builder writes redirects at no others."""


def addresses(tree: Tree) -> list[str]:
    """Return every page of a tree, and every anchor that a reader may have bookmarked."""
    found = []
    for page in tree.texts:
        found += [page, *(f"{page}#{name}" for name in tree.ids(page) if not _MADE.match(name))]
    return sorted(found)


def redirects(raw: bytes, path: str) -> tuple[dict[str, str], Document]:
    """Return the new address for each old one, and the document, which has the places of mistakes."""
    document = positions.read(raw, path)
    entries = document.data if isinstance(document.data, dict) else {}
    return {old: new for old, new in entries.items() if isinstance(new, str) and _OLD.fullmatch(old)}, document


def check_site(site: WholeSite) -> Iterator[Diagnostic]:
    """Yield the addresses of the last release that lead nowhere. A project without a record has had no release."""
    record, led = site.project.docs / RECORD, site.project.docs / REDIRECTS
    if not site.is_sound:
        return  # if an entry can't be read, its addresses are missing too, but they are not gone
    if record.is_file() and not led.is_file():
        message = f"there is a record of addresses, but no file `{REDIRECTS}`; where none has moved it is empty"
        yield Diagnostic(shown(record), 1, 1, 1, 1, "error", "redirect", message)
    elif record.is_file():
        text = site.found.texts[shown(record)] = read(record, shown(record), site.found)
        site.found.texts[shown(led)] = read(led, shown(led))
        yield from faults(site.tree, (shown(record), text), redirects(led.read_bytes(), shown(led))[1])


def faults(tree: Tree, record: tuple[str, str], document: Document) -> Iterator[Diagnostic]:
    """Yield lost addresses and redirects that lead nowhere. `record`: the recorded file's path and text."""
    yield from document.problems
    if not isinstance(document.data, dict | None):
        yield document.report((), "not a list of `old address: new address`", "redirect")
        return
    entries: Mapping[str, object] = document.data or {}
    for old, new in entries.items():
        yield from _entry(old, new, tree, document)
    path, text = record
    for number, address in enumerate(text.split("\n"), 1):
        if not address or address.startswith("#") or _there(address, tree) or address in entries:
            continue
        page, _, anchor = address.partition("#")
        if anchor and (page not in tree.texts or page in entries):
            continue  # the page itself is reported, or leads on
        what = f"heading `#{anchor}` of `{page}`" if anchor else f"page `{page}`"
        hint = did_you_mean(anchor, tree.ids(page)) if anchor else did_you_mean(page, tree.texts)
        message = f"the {what} was published, but it's gone; say in `{REDIRECTS}` where it leads now{hint}"
        yield Diagnostic(path, number, 1, number, len(address) + 1, "error", "address-gone", message)


def _entry(old: str, new: object, tree: Tree, document: Document) -> Iterator[Diagnostic]:
    if not _OLD.fullmatch(old):
        message = f"`{old}` isn't a page or heading such as `course/03-vms.md#exercise`"
        yield document.report((old,), message, "redirect", key=True)
    elif _there(old, tree) or (_page(old) and _page(old) in map(_page, tree.texts)):
        yield document.report((old,), f"`{old}` still exists, so it needs no redirect", "redirect", key=True)
    if not isinstance(new, str):
        yield document.report((old,), f"`{old}` doesn't lead to an address", "redirect")
    elif not _there(new, tree):
        page, _, anchor = new.partition("#")
        if page in tree.texts:
            message = f"`{page}` has no anchor `{anchor}`{did_you_mean(anchor, tree.ids(page))}"
        else:
            message = f"no page `{page}`{did_you_mean(page, tree.texts) or known(tree.texts)}"
        yield document.report((old,), message, "redirect")


def _page(name: str) -> str:
    """Return what a page's address comes from: `a/index.md` and `a.md` have the same one. Nothing for a heading."""
    return "" if "#" in name else name.removesuffix(".md").removesuffix("/index")


def _there(address: str, tree: Tree) -> bool:
    page, _, anchor = address.partition("#")
    return page in tree.texts and (not anchor or anchor in tree.ids(page))
