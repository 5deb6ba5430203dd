"""HTML of a page that opens and is never closed, or closes what nothing opened: browsers put the end elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dockernotes.source.blank import blanked

_PAIRED = "article|aside|center|details|div|figure|section|summary|table"
"""Tags around blocks of a page, of which HTML lets no author leave one out."""
_TAG = re.compile(
    rf"(?<!\\)<(?P<close>/?)(?P<name>{_PAIRED})(?P<rest>(?=[\s/>])(?:[^<>\"'{{]|\"[^\"]*\"|'[^']*'|\{{(?:[^{{}}]|\{{[^{{}}]*\}}){{0,1000}}\}}){{0,2000}})>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name in lower case, its place, and what stands behind its name. `end`: where its pair closes."""

    name: str
    span: tuple[int, int]
    rest: str = ""
    closes: bool = False
    end: int = -1


@lru_cache(maxsize=1024)
def elements(text: str) -> tuple[Tag, ...]:
    """Return the tags that open, with their ends, and the closing ones that belong to none."""
    found: list[Tag] = []
    if "<" not in text:
        return ()
    open_tags: dict[str, list[Tag]] = {}
    for match in _TAG.finditer(blanked(text)):
        name = match["name"].lower()
        tag = Tag(name, match.span(), match["rest"], bool(match["close"]))
        # `<Section>` is a word to fill in, or a component.
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
    """Yield the places where comments begin that nothing ends."""
    if "<!--" in text:
        for match in _COMMENT.finditer(blanked(text)):
            yield match.span()
