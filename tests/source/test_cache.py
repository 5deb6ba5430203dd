"""What is kept is what was made, once, from exactly the same parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockernotes.cache import Cache


class Maker:
    """Counts what it makes."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def get(self, folder: Path | None, *parts: str) -> bytes:
        def make() -> bytes:
            self.made.append("".join(parts))
            return "".join(parts).encode()

        return Cache(folder).get("txt", parts, make)


def test_it_is_made_once_and_again_when_anything_changes(tmp_path: Path) -> None:
    maker = Maker()
    for parts in ("1a", "1a", "1b", "2a", "1a"):
        assert maker.get(tmp_path / "new", *parts) == parts.encode()
    assert maker.made == ["1a", "1b", "2a"]
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("name", ["", "a file"])
def test_without_a_folder_it_is_made_each_time(name: str, tmp_path: Path) -> None:
    """No folder is given, or one that can't be created."""
    (tmp_path / "a file").touch()
    maker = Maker()
    for _ in range(2):
        assert maker.get(tmp_path / name if name else None, "1") == b"1"
    assert maker.made == ["1", "1"]
