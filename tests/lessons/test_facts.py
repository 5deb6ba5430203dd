"""What the site says that Docker does, run on a real engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dockernotes.lessons import engine
from dockernotes.lessons.lesson import version_excuse
from dockernotes.lessons.shell import Shell
from engine.facts import FACTS, Fact

pytestmark = pytest.mark.engine


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A shell like that of a lesson; what a script made and left goes by its name."""
    before = engine.holdings()
    shell = Shell(tmp_path, tmp_path / "work", engine.address())
    yield shell
    shell.close()
    order = ["container", "volume", "network", "image"]
    for holding in sorted(engine.holdings() - before, key=lambda h: order.index(h.kind)):
        if holding.name.startswith("dnerr") or holding.name == holding.id:
            engine.remove(holding)


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_it_does(fact: Fact, shell: Shell) -> None:
    there = engine.look()
    assert there
    # What Docker 29 has brought goes with its image store: an engine that keeps the old one acts as before.
    why = version_excuse(fact.docker, there.docker) if there.store == "containerd" else fact.docker and "the old store"
    if why:
        pytest.skip(str(why))
    printed = shell.run(fact.script, timeout=90).output.strip()
    assert re.search(fact.prints, printed, re.M), printed
