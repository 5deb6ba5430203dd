"""The id that a heading gets from Python-Markdown's table of contents, from GitHub, or from Hugo."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>")
_MARKS = re.compile(r"(?<!\\)(?:\*{1,3}|~~|`+)|(?<![\w\\])_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)")
_COUNTED = re.compile(r"^(.+)_([0-9]+)$")


def plain(title: str) -> str:
    """Return the text of a heading without its marks, links and tags; code stays as it is."""
    parts = re.split(r"(`+)(.+?)\1", title)
    shown = [_plain(parts[0])]
    for at in range(1, len(parts), 3):
        shown += [parts[at + 1], _plain(parts[at + 2])]
    return "".join(shown).strip()


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    return re.sub(r"\\([\\`*_{}\[\]()#+.!<>-])", r"\1", unescape(_MARKS.sub("", _TAG.sub("", text))))


def slug(text: str) -> str:
    """Return the id of a text, as `markdown.extensions.toc.slugify` makes it."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", folded).strip().lower())


def github(text: str) -> str:
    """Return the id of a text as GitHub, Docusaurus and Hugo make it: they keep the letters of any script."""
    kept = (letter for letter in text.lower() if letter in "-_ " or unicodedata.category(letter)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


def blackfriday(text: str) -> str:
    """Return the id of a text as Hugo makes it if its settings have `autoHeadingIDType: blackfriday`."""
    return "-".join(re.findall(r"[^\W_]+", text.lower()))


def counted(names: Iterable[str]) -> Iterator[str]:
    """Yield names, made unique as GitHub does: `name`, `name-1`, `name-2`."""
    seen: dict[str, int] = {}
    for name in names:
        given = name
        while given in seen:
            seen[name] += 1
            given = f"{name}-{seen[name]}"
        seen[given] = 0
        yield given


def unique(name: str, taken: dict[str, str]) -> str:
    """Return a name that isn't taken, and take it: `name`, `name_1`, `name_2`.

    `taken` maps each name to the last one made from it, so that a thousand equal headings don't take a million steps.
    """
    first = name
    name = taken.get(name, name)
    while name in taken or not name:
        counted = _COUNTED.match(name)
        name = f"{counted[1]}_{int(counted[2]) + 1}" if counted else f"{name}_1"
    taken[name] = taken[first] = name
    return name
