"""Fences are found wherever they are, with the place of each line, and no text makes the reader fail."""

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
    ("```sh\na\n`````", "sh", {}, ["a"], 1),
    ("```sh\na\n   ```  ", "sh", {}, ["a"], 1),
    ("   ```sh\n   a\n```", "sh", {}, ["a"], 4),
    ("~~~sh\na\n```\n~~~~", "sh", {}, ["a", "```"], 1),
    ("> ```sh\n> a\n\nText", "sh", {}, ["a", ""], 3),
    ("1. b\n\n    ```sh\n    a\n\nText", "sh", {}, ["a", ""], 5),
    ("````md\n```sh\na\n```\n````", "md", {}, ["```sh", "a", "```"], 1),
    ("```md\n~~~sh\na\n```", "md", {}, ["~~~sh", "a"], 1),
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


SWALLOWED = [
    ("```sh\na\n\n```console\n$ b\n```", [("sh", 4, ["a", ""]), ("console", 0, ["$ b"])]),
    ("~~~\na\n~~~ sh\nb\n~~~", [("", 3, ["a"]), ("sh", 0, ["b"])]),
    # A line that is indented by four, or has fewer marks, is text.
    ("````sh\na\n```sh\nb\n````", [("sh", 0, ["a", "```sh", "b"])]),
    ("```sh\na\n    ```sh\nb\n```", [("sh", 0, ["a", "    ```sh", "b"])]),
]


@pytest.mark.parametrize(("text", "wanted"), SWALLOWED)
def test_a_fence_that_opens_inside_one_was_meant_to_be_outside(
    text: str, wanted: list[tuple[str, int, list[str]]]
) -> None:
    assert [(one.language, one.swallows, [line.text for line in one.lines]) for one in fences(text)] == wanted


def test_steps_of_a_session() -> None:
    (fence,) = fences("```console\n$ docker run \\\n>   nginx\nout\nmore\n$ ls\n```")
    first, second = steps(fence.lines)
    assert first.text == "docker run \\\n  nginx"
    assert [line.text for line in first.output] == ["out", "more"]
    assert (first.line, second.line) == (2, 6)


CONTINUED = [
    ("$ docker run -d \\\n  --name a \\\n  nginx\n3f4e", "docker run -d \\\n  --name a \\\n  nginx", ["3f4e"]),
    ("$ docker run \\\n  -d \\\n>   nginx\n3f4e", "docker run \\\n  -d \\\n  nginx", ["3f4e"]),
    ("$ cat <<'EOF' >a\n> b \\\nc\n>\nEOF\nout", "cat <<'EOF' >a\nb \\\nc\n\nEOF", ["out"]),
    ("$ cat <<-EOF\n\tb\n\tEOF\nout", "cat <<-EOF\n\tb\n\tEOF", ["out"]),
    # A heredoc that is never closed is left open on purpose: what follows was printed.
    ("$ cat <<EOF\nout", "cat <<EOF", ["out"]),
    ("$ echo a\\\\\na\\", "echo a\\\\", ["a\\"]),
    ("$ # a \\\nout", "# a \\", ["out"]),
    ("$ cat <<<EOF\nout\nEOF", "cat <<<EOF", ["out", "EOF"]),
]


@pytest.mark.parametrize(("session", "typed", "printed"), CONTINUED)
def test_a_command_goes_on(session: str, typed: str, printed: list[str]) -> None:
    (fence,) = fences(f"```console\n{session}\n```")
    (step,) = steps(fence.lines)
    assert step.text == typed
    assert [line.text for line in step.output] == printed


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
