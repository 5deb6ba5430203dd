"""A shell on the engine, like a lesson's, which leaves nothing behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dockernotes.lessons import engine
from dockernotes.lessons.lesson_shell import Shell


@pytest.fixture
def shell() -> Iterator[Shell]:
    """A shell. Afterwards, what its scripts left in the engine is removed; the names begin with `dnerr`."""
    before = engine.holdings()
    # Not pytest's own folder, which only its user may enter: lessons may run as a different user.
    with tempfile.TemporaryDirectory(prefix="docker-notes-", ignore_cleanup_errors=True) as folder:
        home = Path(folder).resolve()
        shell = Shell(home, home / "work", engine.address())
        yield shell
        shell.close()
    order = ["container", "volume", "network", "image"]
    for holding in sorted(engine.holdings() - before, key=lambda h: order.index(h.kind)):
        if holding.name.startswith("dnerr") or holding.name == holding.id:
            engine.remove(holding)
