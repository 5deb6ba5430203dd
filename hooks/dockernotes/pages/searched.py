"""What the search of the site knows of an error besides its text: its pattern, and the words that stand in it.

A reader pastes what a program printed, which is seldom the sample. docs/assets/js/search.js tries the pattern.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from dockernotes.catalog.index import Linker, error_address
from dockernotes.catalog.model import Error

_NOT_THERE = re.compile(r"\(\?<?!(?:[^()]|\([^()]*\))*\)")  # what must not stand there: one pair of brackets inside
_CASE = re.compile(r"\[(\w)(\w)\]")
_SIGN = re.compile(r"\[\^?[^\]]*\][*+?]?|\\[A-Za-z][*+?]?|\.[*+]|[\\()?*+^$]")


def words_of(pattern: str) -> list[str]:
    """Return the words that a message of this pattern may have, each alternative of it apart."""
    plain = _CASE.sub(lambda m: m[1] if m[1].lower() == m[2].lower() else m[0], _NOT_THERE.sub(" ", pattern))
    alternatives = (" ".join(_SIGN.sub(" ", part).split()) for part in plain.split("|"))
    return [part for part in alternatives if re.search(r"\w{2}", part)]


def with_patterns(index: str, errors: Iterable[Error], link: Linker) -> str:
    """Return Material's index of the search with each error's pattern, and its words as tags.

    `link` turns the source of a page into its address below the site's root.
    """
    known = {link(error_address(error)): error for error in errors}
    data = json.loads(index)
    for entry in data["docs"]:
        if error := known.get(entry["location"]):
            entry |= {"pattern": error.finds, "tags": words_of(error.finds)}
    return json.dumps(data, separators=(",", ":"))
