"""Fences are found wherever they stand, with the place of each line; no text makes the reader fall over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockernotes.source.console import steps
from dockernotes.source.fences import fences

FOUND = [
    ("```console\n$ ls\n```", "console", {}, ["$ ls"], 1),
    ('```console norun="a reason" fails\n$ ls\n```', "console", {"norun": "a reason", "fails": ""}, ["$ ls"], 1),
    ("- x\n\n    ```sh\n    ls\n      -l\n    ```", "sh", {}, ["ls", "  -l"], 5),
    ("!!! note\n    ~~~~text\n    ```\n    ~~~~", "text", {}, ["```"], 5),
    ("> ```text\n> a\n> ```", "text", {}, ["a"], 3),
    ("```\n\n```", "", {}, [""], 1),
    ("```yaml\r\na: 1\r\n```\r\n", "yaml", {}, ["a: 1"], 1),
]


@pytest.mark.parametrize(("text", "language", "options", "lines", "column"), FOUND)
def test_fence(text: str, language: str, options: dict[str, str], lines: list[str], column: int) -> None:
    (fence,) = fences(text)
    assert fence.closed
    assert (fence.language, fence.options) == (language, options)
    assert [line.text for line in fence.lines] == lines
    assert fence.lines[0].column == column


def test_an_open_fence_is_said_to_be_open() -> None:
    (fence,) = fences("```sh\nls\n")
    assert not fence.closed


def test_steps_of_a_session() -> None:
    (fence,) = fences("```console\n$ docker run \\\n>   nginx\nout\nmore\n$ ls\n```")
    first, second = steps(fence.lines)
    assert first.text == "docker run \\\n  nginx"
    assert [line.text for line in first.output] == ["out", "more"]
    assert (first.line, second.line) == (2, 6)


@given(st.text(alphabet='`~ \n>-$ab="\t\r\u2028', max_size=300))
def test_any_text_is_read(text: str) -> None:
    rows = text.split("\n")
    for fence in fences(text):
        assert 1 <= fence.line <= len(rows)
        for line in fence.lines:
            assert rows[line.number - 1].rstrip("\r")[line.column - 1 :] == line.text
        steps(fence.lines)


def test_a_line_of_five_megabytes() -> None:
    assert next(iter(fences("x" * 5_000_000 + "\n```sh\nls\n```"))).language == "sh"
