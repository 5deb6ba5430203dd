"""Any text at all: no rule raises or hangs, and every place is inside the file."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.harness import problems
from dockernotes.dockercli.reader.parse import parse
from dockernotes.dockercli.spec.model import load_spec
from dockernotes.report.formats import FORMATS
from dockernotes.source.cmd import read_cmd
from dockernotes.source.powershell import read_powershell
from dockernotes.source.shell import read_script

TRIES = int(os.environ.get("DOCKER_NOTES_FUZZ", "150"))
"""How many texts each test tries. `make report` sets more."""
PIECES = st.sampled_from(
    [
        *(
            "```console\n",
            "```\n",
            "````\n",
            "~~~bash\n",
            "```powershell\n",
            "```bat\n",
            "```yaml\nservices:\n",
            "```dockerfile\nFROM a\n",
            "```json\n{",
        ),
        *(
            "$ docker run ",
            "--ports ",
            "-p 80:80 ",
            "nginx\n",
            "docker ",
            "$(",
            ")",
            "`",
            "'",
            '"',
            "\\\n",
            "`\n",
            "^\n",
            "|",
            "&&",
            "<x>",
        ),
        *(
            "[a](b.md#c)",
            "![](x)",
            "[a][b]",
            "[b]: ",
            "{#id}",
            "# ",
            "<a id=x href='y'>",
            "<!--",
            "-->",
            "<!--[[ ",
            " ]]-->",
        ),
        *(
            "    ",
            "\t",
            "\n",
            "\r\n",
            "\n\n",
            "---\n",
            ": ",
            "- ",
            "> ",
            "é",
            "–",
            "“",
            "\u00a0",
            "🐳",
            "\x00",
            "\ufeff",
        ),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join)
WORDS = st.lists(
    st.sampled_from(["run", "compose", "up", "-it", "--", "-", "--name", "--name=", "-p", "-p=", "--rm=x", "a:b", ""])
    | st.text(max_size=6),
    max_size=8,
)


@settings(max_examples=TRIES, deadline=None)
@given(TEXTS)
def test_any_page(text: str) -> None:
    """All rules and all formats cope with a page made of pieces of Markdown, shell and rubbish."""
    found = problems({"page.md": text})
    lines = text.split("\n")
    for problem in found:
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
        assert (problem.line, problem.column) <= (problem.end_line, problem.end_column), problem
        assert len(str(problem).splitlines()) == 1, problem
    for render in FORMATS.values():
        render(found, {"page.md": text})


@settings(max_examples=TRIES, deadline=None)
@given(WORDS)
def test_any_argv(words: list[str]) -> None:
    """The parser of commands reports problems inside the words."""
    argv = ["docker", *words]
    for problem in parse(argv, load_spec()).problems:
        assert 0 <= problem.start <= problem.end <= len(argv[problem.word])


@settings(max_examples=TRIES, deadline=None)
@given(TEXTS | st.text(max_size=200))
def test_any_script(text: str) -> None:
    """The readers of bash, PowerShell and cmd return words inside the text."""
    for read in (read_script, read_powershell, read_cmd):
        for command in read(text).commands:
            for word in command.words:
                assert 0 <= word.start <= word.end <= len(text)


def test_letters_beyond_ascii_do_not_end_the_process() -> None:
    """The grammar's scanner looks letters up in a table for ASCII: four in five such texts crashed it."""
    for letter in map(chr, range(0x10000, 0x110000, 0x1000)):
        assert read_script(f"docker ps ${{{letter}").commands


BAD = {
    "a line of 5 MB": "x" * 5_000_000,
    "a command of 5 MB": "```console\n$ docker run " + "a " * 2_500_000 + "\n```\n",
    "open brackets": "[" * 200_000,
    "open brackets of links": "[a](" * 50_000,
    "backticks": "`" * 100_001 + "a",
    "code that never ends": "`a " * 50_000,
    "deep quotes": ">" * 50_000 + " a",
    "deep JSON": "```json\n" + "[" * 100_000 + "\n```\n",
    "deep YAML": "```yaml\n" + "[" * 20_000 + "\n```\n",
    "quotes of PowerShell": "```powershell\n" + 'docker "a`"b' * 1_500 + "\n```\n",
    "carets of cmd": "```bat\n" + 'docker "a\\"^b' * 1_500 + "\n```\n",
    "deep shell": "```bash\n" + "$(" * 5_000 + "\n```\n",
    "aliases of aliases": "```yaml\nservices: &a [*a]\n```\n",
    "aliases nested nine levels": (
        "```yaml\nx-0: &a0 [a, a]\n"
        + "".join(f"x-{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
        + "services: *a9\n```\n"
    ),
    "a Dockerfile of 40,000 lines": "```dockerfile\nFROM a\n" + "RUN a\n" * 40_000 + "```\n",
    "a fence that never ends": "```console\n$ docker ps\n" * 1,
    "unclosed macro": "<!--[[ commands(",
    "many headings": "# a\n" * 20_000,
    "tags": "<a " * 50_000,
    "equals": "=" * 100_000,
    "a line of broken links": "[a](nope.md) " * 30_000,
    "a line of broken references": "[foo][bar] " * 36_000,
    "a line of broken footnotes": "[^1] " * 80_000,
    "comments that never end": "<!-- " * 40_000,
}


@pytest.mark.parametrize("name", BAD)
def test_hostile_pages(name: str) -> None:
    """They are read within seconds, with or without a diagnostic."""
    start = time.process_time()
    FORMATS["text"](problems({"page.md": BAD[name]}), {"page.md": BAD[name]})
    assert time.process_time() - start < 20
