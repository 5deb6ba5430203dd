"""The page of proofs: every command of the site and how it was proved, as headings and HTML. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby

from dockernotes.catalog.tables import row, table
from dockernotes.lessons.inventory import Sheet, is_lesson
from dockernotes.lessons.proof_stamp import day

PAGE = "reference/verified.md"


def anchor(source: str) -> str:
    """Return the id of a page's section in the report."""
    return source.removesuffix(".md").replace("/", "-")


def report(pages: Sequence[Sheet], reference: Sequence[Sheet], link: Callable[[str], str]) -> str:
    """Return the totals, then a list for each page. `pages`: those with commands; `reference`: the data file's."""
    chapters = [sheet for sheet in pages if is_lesson(sheet.source)]
    others = [sheet for sheet in pages if not is_lesson(sheet.source)]
    parts = [_totals(chapters, [*reference, *others])]
    for title, sheets in (("The chapters", chapters), ("The reference", reference), ("Other pages", others)):
        if sheets:
            parts += [f"## {title}", *(_sheet(sheet, link) for sheet in sheets)]
    return "\n\n".join(parts)


def figures(pages: Sequence[Sheet], reference: Sequence[Sheet], errors: int, link: Callable[[str], str]) -> str:
    """Return the site in four figures, as HTML. `errors`: how many entries the error index has."""
    every = sum(len(sheet.commands) for sheet in (*pages, *reference))
    ran = sum(sheet.ran for sheet in pages)
    newest = max((sheet.docker for sheet in pages if sheet.ran), key=_version, default="")
    said = [
        (str(every), "commands, and each one parses"),
        (str(ran), f"of them run on a real Docker Engine {escape(newest)}"),
        (str(errors), "error messages with cause and fix"),
        ("0", "requests to any other host"),
    ]
    items = "".join(f"<li><b>{number}</b> {text}</li>" for number, text in said)
    more = f'<p><a href="{link(PAGE)}">See how each command was checked</a></p>'
    return f'<div class="dn-figures"><ul>{items}</ul>{more}</div>'


def _version(docker: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", docker))


def _totals(chapters: Sequence[Sheet], others: Sequence[Sheet]) -> str:
    every = sum(len(s.commands) for s in chapters)
    ran = sum(s.ran for s in chapters)
    # Rounded down: 99.9 % is not all.
    share = 100 * ran // every if every else 0
    rest = sum(len(s.commands) for s in others)
    versions = ", ".join(sorted({d for s in chapters for d in (s.docker, *(p.docker for p in s.commands)) if d}))
    rows = [
        ("Commands in the chapters", str(every)),
        ("Run on a real engine", f"{ran}, which is {share} %"),
        ("Parsed only, each with its reason", str(every - ran)),
        ("Commands elsewhere, parsed only", str(rest)),
        ("Docker Engine", versions or "none yet"),
    ]
    cells = [row([("What", escape(name)), ("How many", f"<b>{escape(value)}</b>")]) for name, value in rows]
    return table("dn-totals", "Totals", ["What", "How many"], cells)


def _sheet(sheet: Sheet, link: Callable[[str], str]) -> str:
    count = len(sheet.commands)
    done = f"{sheet.ran} of {count} run" if sheet.ran else f"{count} parsed"
    when = ""
    if sheet.ran:
        when = f'Run on Docker {escape(sheet.docker)}, <time datetime="{sheet.date}">{day(sheet.date)}</time>. '
    # The id is inside, so that a browser that follows a link to it unfolds the list.
    parts = [f'<p id="{anchor(sheet.source)}">{when}<a href="{link(sheet.source)}">To the page</a></p>']
    if sheet.ran:
        parts.append(_list(proved.command for proved in sheet.commands if not proved.why and not proved.docker))
    for docker in sorted({proved.docker for proved in sheet.commands if proved.docker}):
        parts.append(f"<p><b>Run on Docker {escape(docker)}:</b></p>")
        parts.append(_list(proved.command for proved in sheet.commands if proved.docker == docker))
    for why, rest in groupby((p for p in sheet.commands if p.why), key=lambda p: p.why):
        parts += [f"<p><b>Parsed only:</b> {escape(why)}.</p>", _list(proved.command for proved in rest)]
    head = f"<summary>{escape(sheet.title)} <span>{done}</span></summary>"
    return f'<details class="dn-proofs">{head}{"".join(parts)}</details>'


def _list(commands: Iterable[str]) -> str:
    # `translate` also keeps mentions.py from linking these: thousands of links would make the page heavy.
    rows = (escape(command, quote=False).replace("\n", "&#10;") for command in commands)
    return "<ul>" + "".join(f'<li><code translate="no">{row}</code></li>' for row in rows) + "</ul>"
