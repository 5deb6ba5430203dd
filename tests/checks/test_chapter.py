"""The rules whose examples don't fit on the page of checks: whole chapters, and the data file against the CLI."""

from __future__ import annotations

import re

import pytest

from checks.harness import problems, sources
from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.checks.rules import data_command, data_unused
from dockernotes.dockercli.spec.model import load_spec

CHAPTER = (ROOT / "docs/course/03-vms.md").read_text(encoding="utf-8")
LACKING = [
    ("minutes: 15\n", "", "`minutes` in its front matter"),
    ("## Pitfalls", "## Traps", "a section `## Pitfalls`"),
    ("## Exercise", "### Exercise", "a section `## Exercise`"),
    ("\n### ", "\n#### ", "at least 3 questions"),
    ("??? solution", "??? note", "a solution"),
    ("<!--[[ diagram(", "<!--[[ comparison(", "a diagram"),
]


@pytest.mark.parametrize(("part", "instead", "said"), LACKING)
def test_a_part_that_is_missing(part: str, instead: str, said: str) -> None:
    """One line says which. A page that isn't a chapter may lack it."""
    text = CHAPTER.replace(part, instead)
    found = [p for p in problems({"course/03-vms.md": text}) if p.rule == "chapter"]
    assert [said in problem.message for problem in found] == [True]
    assert [p for p in problems({"reference/vms.md": text}) if p.rule == "chapter"] == []


def test_a_whole_chapter() -> None:
    assert [p for p in problems({"course/03-vms.md": CHAPTER}) if p.rule == "chapter"] == []


DATA = (ROOT / "docs/_data/docker.yml").read_text(encoding="utf-8")
UNKNOWN = [
    ("  - name: docker rm\n", "  - name: docker rn\n", "has no `docker rn`; did you mean `docker run`?"),
    ("      - name: --detach\n", "      - name: --detache\n", "has no `--detache`; did you mean `--detach`?"),
    ('        short: "-d"\n', '        short: "-b"\n', "`-b`: `--detach` has `-d` for short"),
]


@pytest.mark.parametrize(("good", "bad", "said"), UNKNOWN)
def test_a_name_that_docker_does_not_know(good: str, bad: str, said: str) -> None:
    """The data file is checked against the CLI's own description."""
    text = DATA.replace(good, bad, 1)
    catalog, document, _ = load(text.encode(), "docker.yml")
    assert catalog
    (found,) = data_command.check_data(catalog, document, load_spec())
    assert said in found.message
    assert text.split("\n")[found.line - 1].strip().endswith(bad.strip().rpartition(" ")[2])


def test_a_diagram_that_no_page_shows() -> None:
    """Each is shown somewhere; one whose page is gone is reported."""
    pages = {str(file): file.read_text(encoding="utf-8") for file in (ROOT / "docs").rglob("*.md")}
    assert list(data_unused.check_sources(sources(pages))) == []
    less = {name: re.sub(r"<!--\[\[ diagram\(.desktop-vm.*", "", text) for name, text in pages.items()}
    (found,) = data_unused.check_sources(sources(less))
    assert found.message.startswith("no page shows `desktop-vm`")
