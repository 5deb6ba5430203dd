"""A result is made once from the same parts, and anything spoilt in its place is ignored."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dockernotes.records import Records

MADE = {"html": "<p>é</p>", "anchors": ["a", "b"]}


def name_in(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_it_is_made_once_for_all_that_share_the_folder(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> dict[str, object]:
        made.append("once")
        return dict(MADE)

    for source in ("a", "a", "b"):
        assert Records(tmp_path / "new").get("page", ("1", source), make) == MADE
    assert len(made) == 2
    assert Records(tmp_path / "new").name("page", ("1a", "")) != Records().name("page", ("1", "a"))


SPOILT = {
    "nothing": b"",
    "half": b"0" * 64 + b"\n{",
    "no text": os.urandom(99),
    "JSON without its seal": b'{"html": "<script>"}',
    "a pickle": b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94\x8c\x06system\x94\x93\x94.",
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_is_spoilt_is_made_again(how: str, tmp_path: Path) -> None:
    Records(tmp_path).get("page", ("1",), lambda: MADE)
    file = name_in(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(SPOILT[how])
    assert Records(tmp_path).get("page", ("1",), lambda: MADE) == MADE
    assert file.read_bytes() == whole


def test_what_was_kept_for_another_is_made_again(tmp_path: Path) -> None:
    """The file is whole, but belongs to a different name."""
    first = Records(tmp_path).name("page", ("1",))
    second = Records(tmp_path).name("page", ("2",))
    Records(tmp_path).keep(first, "first")
    (tmp_path / first).rename(tmp_path / second)
    assert Records(tmp_path).find(second) is None


def test_a_full_folder_loses_the_oldest_that_nobody_used(tmp_path: Path) -> None:
    records = Records(tmp_path)
    for number in range(8):
        records.keep(f"page-{number}", "x" * 1000)
        os.utime(tmp_path / f"page-{number}", (number, number))
    records.end()
    records.find("page-0")
    records.keep("page-8", "x" * 1000)
    records.end(most=4 * 1100)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["page-0", "page-6", "page-7", "page-8"]


def test_a_folder_that_can_not_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    records = Records(tmp_path / "a file")
    assert records.get("page", ("1",), lambda: MADE) == MADE
    records.end()
