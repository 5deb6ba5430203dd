"""The tasks on the pages: links at the end of a chapter, and a list of all tasks that needs no script."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import PurePosixPath

from dockernotes.catalog.inline import blocks
from dockernotes.catalog.lookup import Index, Linker
from dockernotes.catalog.task import Task
from dockernotes.source.includes import included

PAGE = "practise.md"
"""The page where readers do the tasks."""


def task_links(tasks: Iterable[Task], link: Linker) -> str:
    """Return links to tasks. A script ticks the ones that the reader has done."""
    items = (
        f'<li data-task="{task.id}"><a href="{link(f"{PAGE}#{task.id}")}">{escape(task.title)}</a></li>'
        for task in tasks
    )
    return f'<ul class="dn-tasks">{"".join(items)}</ul>'


def task_entries(tasks: Iterable[Task], index: Index, link: Linker) -> str:
    """Return every task with its goal and its solution, as Markdown, in the order of the chapters."""
    parts = []
    in_order = sorted(tasks, key=lambda task: index.number_of(task.page))
    for page, those in groupby(in_order, lambda task: task.page):
        number = index.number_of(page)
        parts.append(f"### Chapter {number}" if number else f"### {page}")
        parts += [_entry(task, link) for task in those]
    return "\n\n".join(parts) + "\n"


def _entry(task: Task, link: Linker) -> str:
    # Plain HTML, on one line: a link on every word of every solution would double the size of the page.
    begins = "\n".join([*(_made(given.file, given.text) for given in task.files), *task.start])
    return "".join(
        [
            f'<section class="dn-task" id="{task.id}" data-search-exclude>',
            f"<h4>{escape(task.title)}</h4>{blocks(task.goal)}",
            _folded("What's there at the start", begins) if begins else "",
            _folded("Solution", "\n".join(task.solution)),
            f'<p class="dn-learn"><a href="{link(task.chapter)}">Read up on it in the course</a></p></section>',
        ]
    )


def _made(name: str, text: str) -> str:
    """Return what readers who work in their own terminal type to make a file."""
    if included(text) is not None:
        return f"# {name}: as the chapter has it"
    return f"mkdir -p {PurePosixPath(name).parent}; cat > {name} <<'END'\n{text}\nEND"


def _folded(title: str, text: str) -> str:
    code = escape(text).replace("\n", "&#10;")
    return f"<details><summary>{title}</summary><pre><code>{code}</code></pre></details>"
