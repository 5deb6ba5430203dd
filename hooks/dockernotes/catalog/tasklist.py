"""The tasks on the pages: as links at the end of a chapter, and all of them, readable without a script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby

from dockernotes.catalog.index import Linker
from dockernotes.catalog.inline import no_tags
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


def task_entries(tasks: Iterable[Task], link: Linker) -> str:
    """Return every task with its goal and its solution, chapter by chapter, as Markdown."""
    parts = []
    for page, those in groupby(tasks, chapter_of):
        number = re.match(r"\w+/0*(\d+)-", page)
        parts.append(f"### Chapter {number[1]}" if number else f"### {page}")
        parts += [_entry(task, link) for task in those]
    return "\n\n".join(parts) + "\n"


def _entry(task: Task, link: Linker) -> str:
    begins = [_file(given.file, given.text) for given in task.files]
    if task.start:
        begins.append(_fence("bash", "\n".join(task.start)))
    solution = _fence("bash", "\n".join(task.solution))
    return "\n\n".join(
        [
            f'<section id="{task.id}" class="dn-task" markdown>',
            f"#### {no_tags(task.title)}",
            no_tags(task.goal),
            *(["It begins with this:", *begins] if begins else []),
            f"<details markdown>\n<summary>Solution</summary>\n\n{solution}\n\n</details>",
            f'<p class="dn-learn"><a href="{link(task.chapter)}">Read on it in the course</a></p>',
            "</section>",
        ]
    )


def _file(name: str, text: str) -> str:
    if (path := included(text)) is not None:
        return f"The file `{name}` is `docs/{path}`, as the chapter has it."
    return _fence(f'text title="{name}"', text)


def _fence(info: str, text: str) -> str:
    marks = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{marks}{info}\n{text}\n{marks}"
