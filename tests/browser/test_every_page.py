"""Every page of the site in real Chromium: no axe violation, no error, no other host, no sideways scroll, no shift."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from browser.visits import Visit, visit_all
from conftest import ROOT
from serve import gzipped

pytestmark = pytest.mark.browser

BUDGETS: dict[str, Any] = tomllib.loads((ROOT / "tests/budgets.toml").read_text(encoding="utf-8"))
SEARCH = ("assets/search.json", "assets/js/search/")


@pytest.fixture(scope="session")
def visits(base: str, site: Path) -> list[Visit]:
    """All visits of all pages. The HTML files of the examples are for reading and copying, not pages of the site."""
    files = (file.relative_to(site) for file in sorted(site.rglob("*.html")))
    pages = [file.as_posix().removesuffix("index.html") for file in files if file.parts[0] != "examples"]
    return visit_all(base, pages)


def expect_none(problems: Iterable[tuple[str, str]]) -> None:
    """Fail if there are problems, given as (where, what). Each is listed once, with the pages that have it."""
    places: dict[str, list[str]] = {}
    for where, what in problems:
        places.setdefault(what, []).append(where)
    if places:
        rows = (f"{what}\n    on {_some(list(dict.fromkeys(where)))}" for what, where in places.items())
        pytest.fail("\n".join(rows), pytrace=False)


def _some(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


@pytest.mark.npm
def test_axe_finds_nothing(visits: list[Visit]) -> None:
    expect_none((v.name, f"axe: {problem}") for v in visits for problem in v.axe or [])


def test_no_error_is_logged(visits: list[Visit]) -> None:
    expect_none((v.name, error) for v in visits for error in v.errors if v.page != "404.html")


def test_nothing_is_blocked_by_the_security_policy(visits: list[Visit]) -> None:
    expect_none((v.name, blocked) for v in visits for blocked in v.policy)


def test_no_request_leaves_the_host(visits: list[Visit], base: str) -> None:
    expect_none((v.name, f"asks for {url}") for v in visits for url in v.requests if not url.startswith(base))


def test_every_page_is_there(visits: list[Visit]) -> None:
    expect_none((v.name, f"answers {v.status}") for v in visits if v.status != 200)


def test_no_page_scrolls_sideways(visits: list[Visit]) -> None:
    expect_none((v.name, wide) for v in visits for wide in v.wide)


def test_no_page_shifts_while_it_loads(visits: list[Visit]) -> None:
    most = BUDGETS["shift"]["most"]
    expect_none((v.name, f"shifts by {v.shift:.3f}; {most} is allowed") for v in visits if v.shift > most)


def budget(page: str) -> dict[str, Any]:
    """Return the first budget whose patterns match a page."""
    return next(b for b in BUDGETS["budget"] if any(fnmatchcase(page, pattern) for pattern in b["pages"]))


def test_every_page_keeps_its_budget(visits: list[Visit]) -> None:
    over = []
    for visit in visits:
        allowed = budget(visit.page)
        spent = {"requests": len(visit.requests), "bytes": sum(visit.requests.values())}
        over += [
            (
                visit.name,
                f"{spent[unit]} {unit}, {allowed[unit]} are allowed for a {allowed['kind']} (tests/budgets.toml)",
            )
            for unit in spent
            if spent[unit] > allowed[unit]
        ]
    expect_none(over)


def test_search_costs_nothing_before_it_is_used(visits: list[Visit]) -> None:
    expect_none(
        (v.name, f"asks for {url}") for v in visits for url in v.requests if any(name in url for name in SEARCH)
    )


def test_search_keeps_its_budget_and_finds(base: str, browser: Browser, site: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base)))
    page.goto(base + "course/05-images-and-containers/")
    page.locator("[data-dn-palette]").click()
    page.keyboard.type("dangling")
    page.locator("#dn-found [role=option]").first.wait_for()
    files = [name for name in asked if name.startswith(SEARCH)]
    scripts = {file.name for file in site.glob("assets/js/search/*.js")}
    assert {Path(name).name for name in files} == {"search.json", *scripts}
    assert "dangling" in page.locator("#dn-found").inner_text().lower()
    weight = sum(gzipped(site / name) for name in files)
    assert weight <= BUDGETS["search"]["bytes"], f"{weight} bytes for a search (tests/budgets.toml)"
