"""What the index of the search knows of an error: the words of its pattern."""

from __future__ import annotations

import json

import pytest

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.pages.searched import with_patterns, words_of


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (
            r"port is already allocated|bind: address already in use",
            ["port is already allocated", "bind: address already in use"],
        ),
        (r"[Nn]o space left on device", ["No space left on device"]),
        (r"No such image: \S+", ["No such image:"]),
        (r"(?<!docker login.: )denied: requested access", ["denied: requested access"]),
        (r"^(?![^\n]*(docker|exec))[^\n]*: [Pp]ermission denied$", [": Permission denied"]),
        (r"getaddrinfo (ENOTFOUND|EAI_AGAIN) \S+", ["getaddrinfo ENOTFOUND", "EAI_AGAIN"]),
        (r"\d+\.", []),
    ],
)
def test_words_of_a_pattern(pattern: str, words: list[str]) -> None:
    assert words_of(pattern) == words


def test_every_error_has_its_pattern_and_words() -> None:
    catalog = load((ROOT / "docs/_data/docker.yml").read_bytes(), "docker.yml")[0]
    assert catalog
    places = [f"at/#{e.id}" for e in catalog.errors]
    index = json.dumps({"docs": [{"location": place} for place in [*places, "at/"]]})
    docs = json.loads(
        with_patterns(index, catalog.errors, lambda source: source.replace("reference/errors.md", "at/"))
    )["docs"]
    assert docs.pop() == {"location": "at/"}
    assert [doc["pattern"] for doc in docs] == [e.pattern for e in catalog.errors]
    assert all(doc["tags"] for doc in docs)
