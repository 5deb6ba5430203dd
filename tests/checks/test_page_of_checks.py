"""docs/contributing/checks.md: every example on it is run, and prints what is written below it."""

from __future__ import annotations

import re

import pytest

from checks.harness import problems
from checks.record import AROUND, PAGE, printed
from conftest import ROOT
from dockernotes.source.fences import fences

TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = re.split(r"^### (?=`[a-z])", TEXT, flags=re.MULTILINE)[1:]
EXAMPLES = {section.split("\n")[0].replace("`", ""): section for section in SECTIONS if "````markdown" in section}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_prints_what_the_page_says(name: str) -> None:
    """The first fence is the page, the second what is printed. `python tests/checks/record.py` writes it."""
    page, output = [fence.text for fence in fences(EXAMPLES[name])][:2]
    assert printed(page) == output
    around = {file: "# Start\n" for file in AROUND if file.endswith(".md")}
    found = problems({"page.md": page, **around}, files=AROUND)
    assert {rule.strip() for rule in name.split(",")} == {problem.rule for problem in found}


def test_every_rule_has_its_section() -> None:
    """A rule that the code names is explained. Rooms that write HTML are left out: their attributes look like rules."""
    rooms = [ROOT / "hooks/dockernotes" / room for room in ("catalog", "checks", "lessons", "source")]
    code = "".join(file.read_text() for room in rooms for file in room.rglob("*.py"))
    rules = set(re.findall(r"RULE = \"([a-z-]+)\"", code)) | set(
        re.findall(r"\"((?:link|fence|macro|data|json|yaml|alt|heading)-[a-z]+|duplicate-id|encoding)\"", code)
    )
    assert rules - set(re.findall(r"[a-z]+(?:-[a-z]+)*", TEXT)) == set()
    assert len(rules) > 25
