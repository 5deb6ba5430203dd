"""The practice tasks as JSON for the page Practise and the tests, in the order of the course."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dockernotes.catalog.catalog import Catalog
from dockernotes.catalog.lookup import Linker
from dockernotes.catalog.task import Task
from dockernotes.source.includes import expand

ADDRESS = "assets/lab/tasks.json"
"""Where the site keeps them. Fetched when a reader opens the list of tasks."""


def tasks_json(catalog: Catalog, docs: Path, titles: Mapping[str, str], link: Linker) -> str:
    """Return the JSON. `titles` has each chapter's title; `link` gives its address from the page Practise."""
    pages = list(dict.fromkeys(task.page for task in catalog.tasks))
    chapters = [{"page": page, "title": titles.get(page, page), "url": link(page)} for page in pages]
    tasks = [task_data(task, docs) | {"url": link(task.chapter)} for task in catalog.tasks]
    return json.dumps({"chapters": chapters, "tasks": tasks}, ensure_ascii=False, separators=(",", ":"))


def task_data(task: Task, docs: Path) -> dict[str, Any]:
    """Return a task with the texts of its files, and without its wrong solutions, which are for the tests."""
    data = task.model_dump(by_alias=True, exclude_defaults=True, exclude={"wrong"})
    data["chapter"] = task.page
    if task.files:
        data["files"] = [{"file": given.file, "text": expand(given.text, docs) + "\n"} for given in task.files]
    return data
