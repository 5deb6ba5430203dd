"""Find the anchors and links of a Markdown page, each with its place. A scanner: it renders nothing.

It reads the Markdown of Python-Markdown with the extensions of MkDocs sites: attribute lists, admonitions, tabs,
footnotes, raw HTML. Code and comments are blanked first, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from dockernotes.source.blank import blanked
from dockernotes.source.slug import plain, slug, unique

_HEADING = re.compile(
    r"^[ \t>]{0,12}#{1,6}[ \t]*(?P<text>[^#\n].*?|)[ \t]*#*[ \t]*$|^(?P<under>[^\s>#|=-].*|[ ]+)\n[=-]{2,}[ \t]*$", re.M
)
_ALL_CODE = re.compile(r"`[^`]|``[^`]")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?(?P<body>[^{}\n]*)\}[ \t]*$")
# `{{< card link="/a/#b" >}}` is a template, and its `#b` isn't an id.
_ANY_ATTRIBUTES = re.compile(r"(?<!\{)\{:?(?:[^{}\n]*?\s)?#(?P<id>[\w:.-]+)[^{}\n]*\}(?!\})")
_OWN_ID = re.compile(r"(?:^|\s)#([\w:.-]+)|\bid=[\"']?([\w:.-]+)")
_HTML_TAG = re.compile(r"(?<!\\)<(?P<tag>[a-zA-Z][\w-]*)(?P<rest>(?:\s+[^<>]*?)?)/?>", re.S)
_HTML_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<name>href|src|id|name|alt|aria-hidden|role)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I
)
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)(?P<label>[^\]\n]+)\]:[ \t]*<?(?P<target>[^\s>\[]+)>?", re.M)
_NOTE = re.compile(r"^[ ]{0,3}\[\^(?P<label>[^\]\n]+)\]:", re.M)
_AUTO = re.compile(r"<((?:https?|ftp|mailto):[^\s<>]+)>")
_TARGET = re.compile(
    r"\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?P<title>\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*\)"
)
_SPACED = re.compile(r"\([ \t]*(?P<target>[^\s()<>\"'|]+(?:[ \t]+[^\s()<>\"'|]+)+)[ \t]*(?:\"[^\"\n]*\"[ \t]*)?\)")
_NOTE_LABEL = re.compile(r"\^\w[\w.:-]*")  # otherwise it is a set of characters, as in `[^-.]`
# What change logs, rustdoc and programmers put in brackets.
_NO_LABEL = re.compile(r"[0-9a-f]{6,40}|#\d+|,.*|[A-Z]{1,6}-\d+|[\w:]*::[\w:]+")
_ADDRESS = re.compile(r"^[a-z]+://|^[.#/]|/|\.[a-z]{2,4}(?:#\S*)?$", re.I)
LONGEST_TEXT = 1000
"""The most characters between the brackets of a link."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image. `start`, `end`: the place of its target or, for an undefined reference, of its label."""

    kind: str
    target: str
    text: str
    start: int
    end: int
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Id:
    """An anchor of the page. `given`: it is written out, not made from a heading's text."""

    name: str
    start: int
    end: int
    given: bool = True


@dataclass(slots=True)
class Document:
    """A scanned page. `undefined`: references to labels that no line defines; `titles`: headings without an id.

    `spaced`: what would be a link if its address had no spaces; `taken`: ids that are given, each with the heading that
    would otherwise have that id.
    """

    titles: list[str] = field(default_factory=list)
    ids: list[Id] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    undefined: list[Link] = field(default_factory=list)
    spaced: list[Link] = field(default_factory=list)
    taken: list[tuple[Id, Id]] = field(default_factory=list)


# A page's prose, links and Markdown copy are all made from this, and a rebuild meets most pages again.
@lru_cache(maxsize=1024)
def scan(text: str) -> Document:
    """Return the anchors and links of a page, cached, so don't change them. Never raises, and takes linear time."""
    shown = blanked(text)
    document = Document()
    # From the page itself: a label that is code is blank in `shown`.
    labels = {" ".join(text[slice(*m.span("label"))].lower().split()): m for m in _DEFINITION.finditer(shown)}
    for match in labels.values():
        document.links.append(Link("definition", match["target"], match["label"], *match.span("target")))
    notes = {m["label"].lower() for m in _NOTE.finditer(shown)}
    _brackets(shown, text, frozenset(labels), notes, document)
    targets = {link.start for link in document.links}  # `[a](<https://…>)` is one link
    for match in (m for m in _AUTO.finditer(shown) if m.start(1) not in targets):
        document.links.append(Link("auto", match[1], "", *match.span(1)))
    _html(shown, document)
    _headings(shown, text, document)
    document.links.sort(key=lambda link: link.start)
    return document


def _brackets(shown: str, text: str, labels: frozenset[str], notes: set[str], document: Document) -> None:
    ends = _matching(shown)
    for start, end in ends.items():
        image = start > 0 and shown[start - 1] == "!"
        label = text[start + 1 : end]
        if label.startswith("^"):
            if label[1:].lower() not in notes and shown[end + 1 : end + 2] != ":" and _NOTE_LABEL.fullmatch(label):
                document.undefined.append(Link("note", label, label, start + 1, end))
            continue
        target = _TARGET.match(shown, end + 1, end + 4000) if shown[end + 1 : end + 2] == "(" else None
        if target:
            group = "angle" if target["angle"] is not None else "bare"
            raw = text[target.start(group) : target.end(group)]
            link = Link("image" if image else "link", raw, label, *target.span(group))
            document.links.append(link)
        elif (spaced := _SPACED.match(shown, end + 1, end + 500)) and _ADDRESS.search(spaced["target"]):
            document.spaced.append(Link("spaced", spaced["target"], label, *spaced.span("target")))
        elif shown[end + 1 : end + 2] == "[" and end + 1 in ends and not _indexing(shown, start - image):
            name_end = ends[end + 1]
            name = text[end + 2 : name_end] or label
            if _TARGET.match(shown, name_end + 1, name_end + 4000):
                continue  # `[][b](c)`: a link after brackets
            if name.strip() and " ".join(name.lower().split()) not in labels and not _NO_LABEL.fullmatch(name):
                place = (end + 2, name_end) if name_end > end + 2 else (start + 1, end)
                document.undefined.append(Link("image" if image else "reference", name, label, *place))


def _indexing(shown: str, start: int) -> bool:
    """Return whether a bracket follows a word or bracket: `rows[0][1]` is no link, nor is the `[b]` of `[a][b]`."""
    before = shown[start - 1] if start > 0 else " "
    return before.isalnum() or before in "_)]:"


def _matching(shown: str) -> dict[int, int]:
    """Return the place of each opening bracket, with the place of the one that closes it."""
    ends: dict[int, int] = {}
    open_at: list[int] = []
    for match in re.finditer(r"\\.|[\[\]]|\n[ \t]*\n", shown):
        sign = match.group()
        if sign == "[":
            open_at.append(match.start())
        elif sign == "]" and open_at:
            start = open_at.pop()
            if match.start() - start <= LONGEST_TEXT:
                ends[start] = match.start()
        elif "\n" in sign:
            open_at.clear()
    return dict(sorted(ends.items()))


def _html(shown: str, document: Document) -> None:
    for tag in _HTML_TAG.finditer(shown):
        found = {m["name"].lower(): m for m in _HTML_ATTRIBUTE.finditer(tag["rest"])}
        base = tag.start("rest")
        for name, match in found.items():
            index = next(i for i in (2, 3, 4) if match[i] is not None)
            value, start, end = match[index], base + match.start(index), base + match.end(index)
            if name == "id" or (name == "name" and tag["tag"].lower() == "a"):
                if name == "name" and "id" in found and value in found["id"].groups():
                    continue  # `<a name="x" id="x">`: for old and new browsers
                document.ids.append(Id(value, start, end))
            elif (
                name in ("href", "src")
                and not value.startswith("{")
                and tag["tag"].lower() in ("a", "img", "source", "video", "iframe", "object")
            ):
                kind = "html-image" if tag["tag"].lower() == "img" else "html"
                alt = next((g for g in found["alt"].groups()[1:] if g is not None), "") if "alt" in found else None
                hidden = "aria-hidden" in found or "role" in found or alt == ""
                document.links.append(Link(kind, value, alt or "", start, end, decorative=hidden))


def _headings(shown: str, text: str, document: Document) -> None:
    """Add the ids of headings and of attribute lists: those written out first, as the table of contents does."""
    untitled: list[tuple[str, int, int]] = []
    attributes = {match.start("id"): match for match in _ANY_ATTRIBUTES.finditer(shown)}
    document.ids += [Id(match["id"], *match.span("id")) for match in attributes.values()]
    for match in _HEADING.finditer(shown):
        # From the page itself: code at either end of a title is blank in `shown`, and would be lost.
        row = text[match.start() : match.end()].split("\n", maxsplit=1)[0]
        if match["under"] and not match["under"].strip() and not _ALL_CODE.match(row):
            continue  # an empty line, or the end of a fence, above a rule
        title = row.lstrip(" \t>").lstrip("#").lstrip()
        start = match.start() + len(row) - len(title)
        source = title.rstrip().rstrip("#").rstrip()
        end = start + len(source)
        listed = _ATTRIBUTES.search(source)
        if listed and _OWN_ID.search(listed["body"]):
            continue
        title = source[: listed.start()] if listed else source
        untitled.append((title, start, start + len(title)))
    taken = {identity.name: identity.name for identity in document.ids}
    written = {match["id"]: Id(match["id"], *match.span("id")) for match in attributes.values()}
    for title, start, end in untitled:
        document.titles.append(plain(title))
        own = slug(document.titles[-1])
        name = unique(own, taken)
        document.ids.append(Id(name, start, end, given=False))
        if own in written:
            document.taken.append((written[own], document.ids[-1]))
    document.ids.sort(key=lambda identity: identity.start)


def duplicates(document: Document) -> Iterator[tuple[Id, Id]]:
    """Yield each given id whose name is already taken, with the first id of that name."""
    first: dict[str, Id] = {}
    for identity in document.ids:
        if identity.name in first and identity.given:
            yield identity, first[identity.name]
        first.setdefault(identity.name, identity)
