"""The tasks on the pages: as links at the end of a chapter, and all of them, readable without a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import PurePosixPath

from dockernotes.catalog.index import Linker
from dockernotes.catalog.inline import blocks
from dockernotes.catalog.task import Task
from dockernotes.source.includes import included

PAGE = "practise.md"
"""Where they are done."""


def chapter_of(task: Task) -> str:
    """Return the page that a task belongs to."""
    return task.chapter.partition("#")[0]


def task_links(tasks: Iterable[Task], link: Linker) -> str:
    """Return links to tasks. A script ticks those that are done."""
    items = (
        f'<li data-task="{task.id}"><a href="{link(f"{PAGE}#{task.id}")}">{escape(task.title)}</a></li>'
        for task in tasks
    )
    return f'<ul class="dn-tasks">{"".join(items)}</ul>'


def task_entries(tasks: Iterable[Task], chapters: Sequence[str], link: Linker) -> str:
    """Return every task with its goal and its solution, as Markdown. `chapters`: their pages, in order."""
    order = {page: number for number, page in enumerate(chapters, start=1)}
    parts = []
    for page, those in groupby(sorted(tasks, key=lambda task: order.get(chapter_of(task), 0)), chapter_of):
        parts.append(f"### Chapter {order[page]}" if page in order else f"### {page}")
        parts += [_entry(task, link) for task in those]
    return "\n\n".join(parts) + "\n"


def _entry(task: Task, link: Linker) -> str:
    # Plain HTML: a link on every word of every solution would double the page.
    begins = "\n".join([*(_made(given.file, given.text) for given in task.files), *task.start])
    return "\n".join(
        [
            f'<section class="dn-task" id="{task.id}" data-search-exclude>',
            f"<h4>{escape(task.title)}</h4>{blocks(task.goal)}",
            _folded("It begins with this", begins) if begins else "",
            _folded("Solution", "\n".join(task.solution)),
            f'<p class="dn-learn"><a href="{link(task.chapter)}">Read up on it in the course</a></p></section>',
        ]
    )


def _made(name: str, text: str) -> str:
    """Return what a reader without a terminal of ours types to make a file."""
    if included(text) is not None:
        return f"# {name}: as the chapter has it"
    return f"mkdir -p {PurePosixPath(name).parent}; cat > {name} <<'END'\n{text}\nEND"


def _folded(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary><pre><code>{escape(text)}</code></pre></details>"
