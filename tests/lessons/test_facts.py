"""The site's claims about Docker, tried on a real engine."""

from __future__ import annotations

import re

import pytest

from dockernotes.lessons import engine
from dockernotes.lessons.excuses import other_docker
from dockernotes.lessons.lesson_shell import Shell
from engine.facts import FACTS, Fact

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_it_does(fact: Fact, shell: Shell) -> None:
    there = engine.look()
    assert there
    # What is new in Docker 29 comes with its image store: an engine with the old store acts as before.
    why = other_docker(fact.docker, there.docker) if there.store == "containerd" else fact.docker and "the old store"
    if why:
        pytest.skip(str(why))
    printed = shell.run(fact.script, timeout=90).output.strip()
    assert re.search(fact.prints, printed, re.M), printed
