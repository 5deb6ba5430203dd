"""An output that differs only in what varies is kept if an engine printed it, and replaced if somebody wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockernotes.catalog.catalog import Mask
from dockernotes.lessons.compare import Masks
from dockernotes.lessons.lesson import read_lesson
from dockernotes.lessons.lesson_run import Ran
from dockernotes.lessons.proof import Printed, shows
from dockernotes.lessons.record import record

MASKS = Masks([Mask(name="id", pattern=r"\b[0-9a-f]{64}\b", alone=True, why="varies", examples=["a" * 64, "b" * 64])])
SHOWN, PRINTED = "abc123" * 10 + "abc1", "7bc04c54cc80ba779e16c1579a87ff4382d05695adb92fe6a385249a83772ac2"
PAGE = f"```console\n$ docker run -d web\n{SHOWN}\n```\n"
LESSON = read_lesson(PAGE)


@pytest.mark.parametrize(
    ("known", "after"),
    [
        (set(), PRINTED),
        (set(shows(read_lesson(PAGE.replace(SHOWN, PRINTED)))), PRINTED),
        (set(shows(LESSON)), SHOWN),
        (None, SHOWN),
    ],
    ids=["nothing recorded", "another recorded", "recorded", "no page of the site"],
)
def test_what_varies(known: set[Printed] | None, after: str, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_bytes(PAGE.encode())
    (step,) = LESSON.steps
    ran = Ran(2, step.text, PRINTED, step=step)
    assert record(file, PAGE.encode(), [ran], MASKS, known) == (after == PRINTED)
    assert file.read_text() == PAGE.replace(SHOWN, after)
