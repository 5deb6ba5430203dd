"""What the page Practise knows besides the CLI's spec: how each entry of the error messages is recognised."""

from __future__ import annotations

import json

from dockernotes.catalog.catalog import Answer
from dockernotes.catalog.lookup import Index

ADDRESS = "assets/lab.json"
"""Where the site keeps it."""


def lab_data(index: Index) -> str:
    """Return the JSON that docs/assets/js/lab/page reads."""
    errors = [
        _answer(answer, error.id, answer is error and error.consequence)
        for error in index.catalog.errors
        for answer in (error, *error.variants)
    ]
    return json.dumps({"errors": errors}, ensure_ascii=False, separators=(",", ":"))


def _answer(answer: Answer, entry: str, consequence: bool) -> dict[str, object]:
    known: dict[str, object] = {"entry": entry, "id": answer.id, "title": answer.title, "pattern": answer.pattern}
    return known | {"consequence": True} if consequence else known
