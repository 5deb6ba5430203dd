"""What the page Practise knows of the error messages."""

from __future__ import annotations

import json

from conftest import ROOT
from dockernotes.catalog.load import load
from dockernotes.catalog.lookup import Index
from dockernotes.pages.lab_data import lab_data


def test_every_answer_is_there_with_its_anchor() -> None:
    catalog, _, problems = load((ROOT / "docs/_data/docker.yml").read_bytes(), "docker.yml")
    assert catalog
    assert problems == []
    known = json.loads(lab_data(Index(catalog)))["errors"]
    assert [each["id"] for each in known] == [answer.id for e in catalog.errors for answer in (e, *e.variants)]
    assert {each["entry"] for each in known} == {error.id for error in catalog.errors}
    assert [each["id"] for each in known if each.get("consequence")] == [
        answer.id for e in catalog.errors if e.consequence for answer in (e, *e.variants)
    ]
