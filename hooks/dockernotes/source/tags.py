"""Find a page's HTML tags that are never closed, or that close nothing: browsers put the missing end elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dockernotes.source.blank import blanked

_PAIRED = "article|aside|center|details|div|figure|section|summary|table"
"""Tags around blocks of a page that HTML requires in pairs."""
_TAG = re.compile(
    rf"(?<!\\)<(?P<close>/?)(?P<name>{_PAIRED})(?P<rest>(?=[\s/>])(?:[^<>\"'{{]|\"[^\"]*\"|'[^']*'|\{{(?:[^{{}}]|\{{[^{{}}]*\}}){{0,1000}}\}}){{0,2000}})>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name in lower case, its place, and what follows its name. `end`: where its closing tag is, or -1."""

    name: str
    span: tuple[int, int]
    rest: str = ""
    closes: bool = False
    end: int = -1


@lru_cache(maxsize=1024)
def elements(text: str) -> tuple[Tag, ...]:
    """Return the opening tags, with their ends, and the closing tags that belong to none."""
    found: list[Tag] = []
    if "<" not in text:
        return ()
    open_tags: dict[str, list[Tag]] = {}
    for match in _TAG.finditer(blanked(text)):
        name = match["name"].lower()
        tag = Tag(name, match.span(), match["rest"], bool(match["close"]))
        # `<Section>` is a placeholder or a component.
        if match["rest"].endswith("/") or match["name"].istitle():
            continue
        if not tag.closes:
            open_tags.setdefault(name, []).append(tag)
        elif begun := open_tags.get(name):
            first = begun.pop()
            found.append(Tag(name, first.span, first.rest, end=match.start()))
        else:
            found.append(tag)
    found += (tag for tags in open_tags.values() for tag in tags)
    return tuple(sorted(found, key=lambda tag: tag.span))


def open_comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places where comments begin that are never closed."""
    if "<!--" in text:
        for match in _COMMENT.finditer(blanked(text)):
            yield match.span()
