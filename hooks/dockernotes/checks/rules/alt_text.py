"""alt-text, link-text: a screen reader has words for each image, and for each link read on its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from dockernotes.checks.reading.tree import Tree
from dockernotes.diagnostics import Diagnostic, in_text

_EMPTY_ALTS = frozenset(
    ["alt", "diagram", "figure", "graphic", "icon", "image", "img", "logo", "photo", "picture", "screenshot"]
)
_EMPTY_TEXTS = frozenset(
    ("click here", "click", "here", "link", "more", "read more", "see here", "this", "this link", "this page", "url")
)


def check_in_tree(page: str, shown: str, tree: Tree) -> Iterator[Diagnostic]:
    """Yield images and links whose words say nothing."""
    text = tree.texts[page]
    for link in tree.document(page).links:
        span = (link.start, link.end)
        if link.kind == "image" or (link.kind == "html-image" and not link.decorative):
            alt = link.text.strip().lower()
            if not alt:
                yield in_text(
                    text, shown, span, "alt-text", f"image `{link.target}` has no text for those who can't see it"
                )
            elif alt in _EMPTY_ALTS or alt == posixpath.basename(link.target).lower():
                yield in_text(text, shown, span, "alt-text", f"`{link.text.strip()}` doesn't say what the image shows")
        elif link.kind == "link":
            words = re.sub(r"[^\w\s]", "", link.text).strip().lower()
            if words in _EMPTY_TEXTS:
                message = f"`{link.text}` doesn't say where the link leads"
                yield in_text(text, shown, span, "link-text", message, "style")
            elif not words and "![" not in link.text and not link.text.strip():
                yield in_text(text, shown, span, "link-text", "link has no text")
