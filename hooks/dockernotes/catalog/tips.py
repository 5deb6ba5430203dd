"""Fill in tooltips last. Until then a mark stands for their words, so that editing the words leaves a page valid.

Whatever is made from a catalog with marks can't depend on the words, because they aren't in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

from dockernotes.records import digest

if TYPE_CHECKING:
    from dockernotes.catalog.catalog import Catalog
    from dockernotes.catalog.command import Command

_SHORT, _FULL, _SERIAL, _END = "\ue000", "\ue001", "\ue002", "\ue003"
"""The first character of a mark says how its words are escaped. All are private characters, which nothing escapes."""
_MARK = re.compile(f"([{_SHORT}{_FULL}{_SERIAL}])([0-9]+){_END}")


def quoted(text: str) -> str:
    """Escape a text for use between double quotes. Unlike `html.escape`, this keeps apostrophes, which is shorter."""
    return escape(text, quote=False).replace('"', "&quot;")


def fully_quoted(text: str) -> str:
    """Escape a text with `html.escape`. If it's a mark, its words will be escaped the same way."""
    return escape(text).replace(_SHORT, _FULL)


def serialized(html: str) -> str:
    """Return HTML that a parser has written, with marks whose words will be escaped the way a parser does it."""
    return html.replace(_SHORT, _SERIAL).replace(_FULL, _SERIAL)


def _as_serialized(text: str) -> str:
    return quoted(text).replace("\xa0", "&nbsp;")


_FORMS: dict[str, Callable[[str], str]] = {_SHORT: quoted, _FULL: escape, _SERIAL: _as_serialized}


def filled(html: str, tips: Sequence[str]) -> str:
    """Return HTML with the words in place of their marks."""
    return _MARK.sub(lambda mark: _FORMS[mark[1]](tips[int(mark[2])]), html) if _END in html else html


def marked(catalog: Catalog) -> tuple[Catalog, list[str]]:
    """Return a catalog with marks, and the words that they stand for.

    It has what links, sessions and the rules for pages need: names, forms, dangers. No other words are in it.
    """
    tips: list[str] = []

    def mark(text: str) -> str:
        tips.append(text)
        return f"{_SHORT}{len(tips) - 1}{_END}"

    def plain(text: str) -> str:
        return mark(text.replace("`", ""))

    def command(one: Command) -> Command:
        flags = [f.model_copy(update={"summary": plain(f.summary), "about": None, "example": None}) for f in one.flags]
        examples = [example.model_copy(update={"does": ""}) for example in one.examples]
        new = {"summary": plain(one.summary), "about": None, "flags": flags, "examples": examples}
        return one.model_copy(update=new | {"related": [], "errors": []})

    answer: dict[str, object] = {"names": [], "variants": []}
    answer |= dict.fromkeys(("title", "sample", "pattern", "cause", "check", "fix"), "")
    number = dict.fromkeys(("name", "meaning", "cause", "check", "fix"), "")
    empty: dict[str, object] = {"title": "", "summary": ""}
    update = {
        "groups": [group.model_copy(update=empty) for group in catalog.groups],
        "commands": [command(one) for one in catalog.commands],
        "instructions": [
            one.model_copy(update={"summary": plain(one.summary), "about": None, "example": "", "options": []})
            for one in catalog.instructions
        ],
        "compose_keys": [
            key.model_copy(update={"summary": "", "about": None, "example": ""}) for key in catalog.compose_keys
        ],
        "exit_codes": [code.model_copy(update=number) for code in catalog.exit_codes],
        "errors": [error.model_copy(update=answer) for error in catalog.errors],
        "parts": [
            part.model_copy(
                update={
                    "summary": plain(part.summary),
                    "words": {word: plain(said) for word, said in part.words.items()},
                }
            )
            for part in catalog.parts
        ],
        "glossary": [
            term.model_copy(update={"summary": mark(term.summary), "about": None, "see": []})
            for term in catalog.glossary
        ],
        "comparisons": [one.model_copy(update=empty | {"columns": [], "rows": []}) for one in catalog.comparisons],
        "diagrams": [type(one).model_construct(id=one.id) for one in catalog.diagrams],
        "masks": [],
        "synonyms": [],
        "asked": [],
        "tasks": [type(task).model_construct(id=task.id, chapter=task.chapter) for task in catalog.tasks],
    }
    return catalog.model_copy(update=update), tips


def names_of(catalog: Catalog) -> str:
    """Return a digest of a catalog with marks."""
    return digest(catalog.model_dump_json(exclude_unset=True, warnings=False))
