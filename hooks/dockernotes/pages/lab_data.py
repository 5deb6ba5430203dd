"""The data of the page Practise besides the CLI's spec: the error messages, and where each command is taught."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dockernotes.catalog.catalog import Answer
from dockernotes.catalog.lookup import Index, Linker

ADDRESS = "assets/lab.json"
"""Where the site keeps it."""


def lab_data(index: Index, titles: Mapping[str, str], link: Linker) -> str:
    """Return the JSON that docs/assets/js/lab reads. `titles`: each page's title; `link`: its address from the root."""
    errors = [
        _answer(answer, error.id, answer is error and error.consequence)
        for error in index.catalog.errors
        for answer in (error, *error.variants)
    ]
    data = {"errors": errors} | _taught(index, titles, link)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _taught(index: Index, titles: Mapping[str, str], link: Linker) -> dict[str, object]:
    """Return the chapters; and for each spelling of a command, its chapter's number, with the section's anchor."""
    pages: dict[str, int] = {}
    taught: dict[str, int | list[int | str]] = {}
    for spelling, command in index.commands.items():
        page, _, anchor = command.chapter.partition("#")
        number = pages.setdefault(page, len(pages))
        taught[spelling] = [number, anchor] if anchor else number
    return {"chapters": [[titles.get(page, page), link(page)] for page in pages], "taught": taught}


def _answer(answer: Answer, entry: str, consequence: bool) -> dict[str, object]:
    known: dict[str, object] = {"entry": entry, "id": answer.id, "title": answer.title, "pattern": answer.pattern}
    return known | {"consequence": True} if consequence else known
