"""front-matter: the block between two lines of `---` at the top of a page is a YAML mapping."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from dockernotes.checks.listings import LOADER, yaml_faults
from dockernotes.checks.page import Page
from dockernotes.checks.rule import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.fences import TextLine
from dockernotes.source.text import Excerpt

RULE = "front-matter"


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what is wrong with the front matter of a page that has one."""
    rows = page.text.split("\n", 200)
    if rows[0].strip("\ufeff\r ") != "---":
        return
    end = next((n for n, row in enumerate(rows[1:], 1) if row.rstrip() in ("---", "...")), None)
    if end is None or not any(row.strip() for row in rows[1:end]):
        return
    if not any(":" in row for row in rows[1:end]):
        return  # a rule across the page, not front matter
    excerpt = Excerpt(page.path, [TextLine(n + 1, 1, rows[n].rstrip("\r")) for n in range(1, end)])
    for fault in yaml_faults(excerpt):
        yield Diagnostic(*_places(fault), "error", RULE, fault.message)
        return
    try:
        data = yaml.load(excerpt.text, LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        yield excerpt.diagnostic(0, 1, RULE, " ".join(str(error).split())[:120])
        return
    if not isinstance(data, dict):
        yield excerpt.diagnostic(0, 1, RULE, "front matter is a mapping, such as `title: Volumes`")


def _places(fault: Diagnostic) -> tuple[str, int, int, int, int]:
    return fault.path, fault.line, fault.column, fault.end_line, fault.end_column
