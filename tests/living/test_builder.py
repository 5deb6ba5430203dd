"""The report of how far another builder got is right. The builders themselves are tried in CI, once a week."""

from __future__ import annotations

from pathlib import Path

from living.builder import Built, same, told
from pulls.test_changes import write

PAGES = {"": "<h1>Home</h1>", "one": "<p>One</p><div class=dn-session></div>", "two": "<table></table>"}


def test_all_the_way(tmp_path: Path) -> None:
    """The report says so if both have the same pages and the same parts."""
    site = write(tmp_path / "a", PAGES)
    rows = list(told("properdocs 1", site, Built(0, "done", write(tmp_path / "b", PAGES))))
    assert "| ends with | 0 | 0 |" in rows
    assert "| terminal sessions | 1 | 1 |" in rows
    assert "| pages that read the same | 3 | 3 |" in rows


def test_not_all_the_way(tmp_path: Path) -> None:
    """The report shows a missing page, one that reads differently, and the builder's last line."""
    site = write(tmp_path / "a", PAGES)
    other = write(tmp_path / "b", {"": "<h1>Home</h1>", "one": "<p>Won</p>"})
    rows = list(told("zensical 2", site, Built(1, "no such `template`", other)))
    assert "| ends with | 0 | 1: `no such template` |" in rows
    assert "| pages | 3 | 2 |" in rows
    assert same(site, other) == [""]
