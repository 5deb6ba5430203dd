"""Planted mistakes are found, on two pages here and on all in `make report`; and a check that sleeps is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.visits import Visit
from conftest import NEEDS, ROOT
from dockernotes.checks import run
from dockernotes.lessons.inventory import UNPROVED, Proved, Sheet
from report import figures
from report.figures import Row
from report.mutate import Mutation, rules, spread
from report.planted import PLANTERS

PAGES = frozenset(("course/03-vms.md", "beyond/12-compose.md"))


@pytest.fixture(scope="module")
def scores() -> Mutation:
    """Every mistake, planted in two pages."""
    plants = Mutation(ROOT / "docs", PAGES)
    plants.run()
    plants.run_site()
    plants.run_data(3)
    return plants


# Rules that no single page can break, or that need a command's output: these have their own tests, and examples on the
# page of checks.
ELSEWHERE = frozenset(("chapter-number", "link-external", "question-guess", "question-output"))


@pytest.mark.parametrize("rule", sorted(rules() - ELSEWHERE))
def test_a_planted_mistake_is_found(scores: Mutation, rule: str) -> None:
    assert scores.scores[rule].missed == []
    assert scores.scores[rule].planted > 0


def test_every_rule_is_planted(scores: Mutation) -> None:
    """Each rule with a section on the page of checks is planted, except for those tested elsewhere."""
    assert set(scores.scores) == rules() - ELSEWHERE
    assert len(rules()) > 40


def test_a_check_that_sleeps_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rule, every mistake of its kind is missed."""
    awake = tuple(module for module in run.OF_SNIPPETS if not module.__name__.endswith(".prompt"))
    monkeypatch.setattr("report.mutate.OF_SNIPPETS", awake)
    plants = Mutation(ROOT / "docs", PAGES)
    score = plants.run({"prompt": PLANTERS["prompt"]})["prompt"]
    assert score.planted > 10
    assert score.found == 0


def test_spread() -> None:
    assert spread([1, 2], 3) == [1, 2]
    assert spread([*range(100)], 3) == [0, 49, 99]


STATISTICS = """
tests/checks/test_fuzz.py::test_any_page PASSED                          [  4%]
tests/checks/test_fuzz.py::test_hostile_pages[a line of 5 MB] PASSED     [ 22%]
    - 18 passing, 0 failing, and 1 invalid test cases
    - 2 passing, 0 failing, and 0 invalid test cases
"""


def test_a_row_says_whether_it_holds() -> None:
    """A row that failed, or that couldn't be measured, says so before its figure."""
    rows = [Row("a", "1"), Row("b", "2 | 3", False), Row("c", "no Chromium", None)]
    assert [str(row) for row in rows] == [
        "| a | 1 |",
        r"| b | **failed**: 2 \| 3 |",
        "| c | not measured: no Chromium |",
    ]
    assert [figures.verdict([row], {}) for row in rows] == [0, 1, 0]
    assert [figures.verdict([row], {"DOCKER_NOTES_ALL": "1"}) for row in rows] == [0, 1, 1]


def test_fuzzing_is_counted_as_it_ran() -> None:
    shown = "20 texts put to the rules, the parser of commands and the readers of shell; 1 hostile pages: "
    assert figures.fuzzed(STATISTICS, 0).result.startswith(shown)
    assert figures.fuzzed(STATISTICS, 0).good
    failed = figures.fuzzed(STATISTICS + "FAILED tests/checks/test_fuzz.py::test_any_argv\n", 1)
    assert (failed.result, failed.good) == (f"{shown}`tests/checks/test_fuzz.py::test_any_argv`", False)
    assert not figures.fuzzed("no tests ran", 0).good


def test_a_proof_that_lags_behind_is_named() -> None:
    ran = Sheet("course/01-a.md", "A", (Proved("docker ps"), Proved("docker info", "why")), "28.5.2", "2026-01-02")
    changed = Sheet(
        "course/02-b.md", "B", (Proved("docker ps"), Proved("docker version", UNPROVED)), "28.5.2", "2026-02-03"
    )
    shown = figures.proved([ran, changed]).result
    assert shown.startswith("2 chapters, 2 of 4 commands run (50 %)")
    assert "2026-01-02 to 2026-02-03" in shown
    assert "outdated: `course/02-b.md`" in shown
    assert "outdated" not in figures.proved([ran]).result


def test_what_a_visit_met_is_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    base = "http://127.0.0.1:1/docker-notes/"
    good = Visit("", "phone", 200, {base: 3000, f"{base}a.css": 1000})
    bad = Visit("b/", "laptop", 200, {base: 9000, "https://example.org/x": 1}, ["boom"], wide=["at 320 px: wide"])
    row, weight = figures.visited([good, bad, good], base)
    assert not row.good
    assert "1 errors" in row.result
    assert "1 requests to other hosts" in row.result
    assert "/b/ (laptop): boom" in row.result
    assert weight.result.startswith("4 kB in the median, 9 kB at most (`/b/`)")
    assert all(row.good for row in figures.visited([good], base))
    monkeypatch.setattr("report.figures.AXE", tmp_path / "axe")
    assert "axe: not measured" in next(figures.visited([good], base)).result
    monkeypatch.setitem(NEEDS, "browser", (lambda: False, "Chromium is missing"))
    assert [row.good for row in figures.pages(tmp_path)] == [None, None]
