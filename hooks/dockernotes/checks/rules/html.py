"""html-open, html-markdown, heading-html: the HTML of a page is closed, and has Markdown only where it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.tree import Tree
from dockernotes.diagnostics import Diagnostic, in_text
from dockernotes.source.blank import tagged, without_fences
from dockernotes.source.tags import Tag, elements, open_comments

OPEN = "html-open"
_MARKDOWN = re.compile(
    r"^[ ]{0,3}(?:[-*+]|\d+\.)[ ]+\S|^[ ]{0,3}#{1,6}[ ]+\S|\*\*[^\s*][^*\n]*\*\*"
    r"|`[^`\n]+`|(?<!!)\[[^\]\n]+\]\([^)\s]+\)",
    re.MULTILINE,
)
_OTHER = re.compile(r"<(?:form|input|pre|script|style|textarea)\b", re.IGNORECASE)
_READ = re.compile(r"\bmarkdown\b")
_TITLE = re.compile(r"^[ ]{0,3}#[ \t]+(?P<a>.*)$|^(?P<b>[^\s#>-].*)\n=+[ \t]*$", re.MULTILINE)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")


def check_in_tree(page: str, shown: str, tree: Tree) -> Iterator[Diagnostic]:
    """Yield tags and comments without an end, Markdown that is taken for HTML, and tags in the title of a page."""
    text = tree.texts[page]
    if "<" not in text:
        return
    for span in open_comments(text):
        if text.startswith("[", span[1]):
            continue  # a macro, which other rules check
        message = "comment is never closed by `-->`: the rest of the page is inside it"
        if text.find("-->", span[1]) > (following := text.find("<!--", span[1])) >= 0:
            line = text.count("\n", 0, following) + 1
            message = f"comment is not closed by `-->` before the next one opens on line {line}"
        yield in_text(text, shown, span, OPEN, message)
    every = elements(text)
    for tag in every:
        if tag.closes:
            yield in_text(
                text, shown, tag.span, OPEN, f"`</{tag.name}>` closes nothing: no `<{tag.name}>` is open here"
            )
        elif tag.end < 0:
            message = f"`<{tag.name}>` is never closed: the rest of the page is inside it"
            yield in_text(text, shown, tag.span, OPEN, message)
    if tree.flavour(page).name == "mkdocs":
        yield from _unread(text, shown, every)
    if title := _TITLE.search(shown_title := tagged(text)):
        group = "a" if title["a"] is not None else "b"
        if match := _ANY_TAG.search(shown_title, *title.span(group)):
            message = f"`{match.group()}` in the title of a page: lists of pages would show it"
            yield in_text(text, shown, match.span(), "heading-html", message)


def _unread(text: str, shown: str, every: tuple[Tag, ...]) -> Iterator[Diagnostic]:
    """Yield blocks of HTML with Markdown in them, which Python-Markdown leaves as it is written."""
    covered = 0
    text = without_fences(text)  # Python-Markdown takes them out before it looks for HTML
    for tag in every:
        start = tag.span[0]
        # A tag that is inline, or after other text, begins no block.
        if tag.closes or tag.end < 0 or start < covered or text[text.rfind("\n", 0, start) + 1 : start].strip():
            continue
        covered = tag.end
        if not _READ.search(tag.rest) and "markdown=" not in text[start : tag.end]:
            inside = _MARKDOWN.search(text, tag.span[1], tag.end)
            if inside and tag.name not in ("summary", "table") and not _OTHER.search(text, tag.span[1], tag.end):
                what = " ".join(inside.group().split())[:30]
                message = f"its content isn't read as Markdown (`{what}`); write `<{tag.name} markdown>`"
                yield in_text(text, shown, tag.span, "html-markdown", message.replace("``", "`"))
