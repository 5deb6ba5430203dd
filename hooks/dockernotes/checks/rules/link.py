"""link-page, link-anchor, link-absolute, link-reference, duplicate-id: every link leads to a place, and to only one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from dockernotes.checks.reading.targets import is_made_elsewhere, is_of_rustdoc, is_template, knows_anchors, land
from dockernotes.checks.reading.tree import Tree, is_external, relative, resolve, split
from dockernotes.diagnostics import Diagnostic, Names, did_you_mean, in_text
from dockernotes.source.markdown import Document, Link, duplicates

_TAGS = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:\*\*[^*\n]+\*\*:?[ \t]+)?(?:\[[\w./-]+\])+\[")
Report = Callable[[tuple[int, int], str, str], Diagnostic]


def check_in_tree(page: str, shown: str, tree: Tree) -> Iterator[Diagnostic]:
    """Yield the broken links of a page. `page` is its path in the tree, `shown` the one to print."""
    text, document = tree.texts[page], tree.document(page)

    def report(span: tuple[int, int], rule: str, message: str) -> Diagnostic:
        return in_text(text, shown, span, rule, message)

    for link in document.links:
        yield from _link(page, link, tree, report)
    for link in document.spaced:
        if is_template(link.target):
            continue
        written = link.target.replace(" ", "%20")
        message = f"`{link.target}` has a space, so it isn't a link; did you mean `{written}`?"
        yield report((link.start, link.end), "link-address", message)
    yield from _undefined(page, document, tree, report)
    for second, first in duplicates(document):
        line = text.count("\n", 0, first.start) + 1
        message = f"id `{second.name}` occurs twice on this page; first on line {line}"
        yield report((second.start, second.end), "duplicate-id", message)
    # GitHub has no such ids.
    for given, heading in document.taken if "mkdocs" in tree.flavour(page).slugs else ():
        line = text.count("\n", 0, heading.start) + 1
        message = f"id `{given.name}` is that of the heading on line {line}, which gets `{heading.name}` instead"
        yield report((given.start, given.end), "duplicate-id", message)


def _link(page: str, link: Link, tree: Tree, report: Report) -> Iterator[Diagnostic]:
    span, target = (link.start, link.end), link.target
    if not target and tree.flavours and posixpath.basename(page) == "SUMMARY.md":
        return  # mdBook and GitBook list chapters like this that are yet to be written
    if not target:
        yield report((link.start, link.end + 1), "link-page", "link leads nowhere: its target is empty")
        return
    if is_external(target) or "<!--" in target or (tree.flavours and is_template(target)):
        return
    path, anchor = split(target)
    if path.startswith("/"):
        meant = path.lstrip("/")
        hint = _hint(page, posixpath.normpath(meant or "."), tree) or "; write it relative to this page"
        yield report(span, "link-absolute", f"`{target}` breaks if the site isn't at the root of its host{hint}")
        return
    found = [page] if not path else _files(page, path, tree)
    if not found and tree.flavours and is_made_elsewhere(page, path, tree):
        return
    if not found:
        where = resolve(page, path)
        out = " leads out of the docs folder" if where.startswith("..") else f": no file `{where}`"
        yield report(span, "link-page", f"`{path}`{out}{_hint(page, where, tree)}")
    elif anchor and all(one in tree.texts and not _has(anchor, page, one, link, tree) for one in found):
        at = target.index("#") + 1
        place = (link.start + at, link.end) if link.end - link.start == len(target) else span
        where = "this page" if found == [page] else f"`{path}`"
        yield report(place, "link-anchor", f"{where} has no anchor `{anchor}`{_near_anchor(anchor, found[0], tree)}")


def _has(anchor: str, reader: str, page: str, link: Link, tree: Tree) -> bool:
    """Return whether a page has an anchor, or may have it because not all of its anchors are known."""
    if tree.has_anchor(page, anchor, reader):
        return True
    if not tree.flavours:
        return False
    # A robot writes a table of contributors, with links that are only there for their titles.
    return not knows_anchors(anchor, page, tree) or (link.kind == "html" and "ALL-CONTRIBUTORS-" in tree.texts[page])


def _files(page: str, path: str, tree: Tree) -> list[str]:
    if tree.flavours:
        return land(page, path, tree)
    where = resolve(page, path)
    return [where] if where in tree.files and not path.endswith("/") else []


def _hint(page: str, where: str, tree: Tree) -> str:
    """Say which file was meant: in another case, with its ending, in another folder, or with a similar name."""
    stem = where.removesuffix(".html").removesuffix("/index").rstrip("/")
    tried = [where, f"{stem}.md", f"{stem}/index.md", f"{stem}.markdown"]
    meant = next((tree.folded[name.lower()] for name in tried if name.lower() in tree.folded), None)
    if meant is None:
        name = posixpath.basename(tried[1] if where.endswith((".html", "/")) or "." not in where else where)
        meant = tree.meant.same(page, name) or tree.meant.like(page, name)
    return f"; did you mean `{relative(page, meant)}`?" if meant else ""


def _near_anchor(anchor: str, page: str, tree: Tree) -> str:
    name = _names(tree.ids(page)).nearest(anchor)
    return f"; did you mean `{name}`?" if name else _elsewhere(anchor, page, tree)


# Many pages may link to one page that has lost its headings.
@lru_cache(maxsize=64)
def _names(ids: frozenset[str]) -> Names:
    return Names(ids)


def _elsewhere(anchor: str, page: str, tree: Tree) -> str:
    other = tree.page_of(anchor)
    return f"; did you mean `{relative(page, other)}#{anchor}`?" if other else ""


def _undefined(page: str, document: Document, tree: Tree, report: Report) -> Iterator[Diagnostic]:
    text = tree.texts[page]
    labels = [link.text for link in document.links if link.kind == "definition"]
    for link in document.undefined:
        # `* [fix][api] …` in a list of changes: words in brackets, on a page that has no references at all.
        if tree.flavours and not labels and _TAGS.fullmatch(text, text.rfind("\n", 0, link.start) + 1, link.start):
            continue
        if tree.flavours and is_of_rustdoc(page, link.target, tree):
            continue
        what = f"footnote `{link.target}`" if link.kind == "note" else f"reference `{link.target}`"
        message = f"{what} isn't defined anywhere{did_you_mean(link.target, labels)}"
        yield report((link.start, link.end), "link-reference", message)
