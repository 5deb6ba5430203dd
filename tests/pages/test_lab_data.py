"""The page Practise's data on error messages, and on where commands are taught."""

from __future__ import annotations

import json

from conftest import ROOT
from dockernotes.catalog.catalog import Catalog
from dockernotes.catalog.load import load
from dockernotes.catalog.lookup import Index
from dockernotes.pages.lab_data import lab_data


def _catalog() -> Catalog:
    catalog, _, problems = load((ROOT / "docs/_data/docker.yml").read_bytes(), "docker.yml")
    assert catalog
    assert problems == []
    return catalog


def test_every_answer_is_there_with_its_anchor() -> None:
    catalog = _catalog()
    known = json.loads(lab_data(Index(catalog), {}, str))["errors"]
    assert [each["id"] for each in known] == [answer.id for e in catalog.errors for answer in (e, *e.variants)]
    assert {each["entry"] for each in known} == {error.id for error in catalog.errors}
    assert [each["id"] for each in known if each.get("consequence")] == [e.id for e in catalog.errors if e.consequence]


def test_every_command_leads_to_its_chapter() -> None:
    catalog = _catalog()
    known = json.loads(
        lab_data(Index(catalog), {"course/07-running-containers.md": "Running"}, lambda page: f"to {page}")
    )
    for command in catalog.commands:
        page, _, anchor = command.chapter.partition("#")
        for spelling in (command.name, *command.also):
            its = known["taught"][spelling]
            number, place = (its, "") if isinstance(its, int) else its
            title = "Running" if page == "course/07-running-containers.md" else page
            assert (known["chapters"][number], place) == ([title, f"to {page}"], anchor)
