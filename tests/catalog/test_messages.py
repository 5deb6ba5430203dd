"""Messages that people paste, in the words of Docker 20 to 29 and of what runs with it: each has one entry.

Each line of messages.txt is the name of an entry and a message, with `\\n` for a new line. They come from machines that
the tests don't have: Docker Desktop, old engines, old Compose, new ones. What this engine says itself is in
tests/engine/provoked.py.
"""

from __future__ import annotations

import re

import pytest

from conftest import ROOT
from dockernotes.catalog.entry import MESSAGE
from dockernotes.catalog.load import load

CATALOG = load((ROOT / "docs/_data/docker.yml").read_bytes(), "docker.yml")[0]
assert CATALOG
PATTERNS = {e.id: re.compile(e.pattern, MESSAGE) for e in CATALOG.errors}

CASES = [line.split(": ", 1) for line in (ROOT / "tests/catalog/messages.txt").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("name", "message"), CASES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(CASES)])
def test_a_message_has_one_entry(name: str, message: str) -> None:
    text = message.replace(r"\n", "\n")
    assert [i for i, pattern in PATTERNS.items() if pattern.search(text)] == [name]
