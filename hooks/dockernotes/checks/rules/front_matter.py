"""front-matter: the block between two lines of `---` at the top of a page is YAML, with values the builder can use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.rules.syntax import is_template_text, yaml_faults
from dockernotes.diagnostics import Diagnostic, did_you_mean, known
from dockernotes.source.excerpt import Excerpt
from dockernotes.source.fences import TextLine
from dockernotes.source.yaml_said import LOADER

RULE = "front-matter"
_TAG = re.compile(r"<[a-zA-Z/!?]")
_KEY = re.compile(r"[a-z]+: ")


class _Front(BaseModel):
    """The keys that the theme and our templates read. Other keys are not checked."""

    model_config = ConfigDict(strict=True)

    title: str | None = None
    description: str | None = None
    minutes: Annotated[int, Field(gt=0)] | None = None
    hide: list[str] = Field(default=[])
    search: dict[str, object] = Field(default={})
    template: str | None = None

    @field_validator("template")
    @classmethod
    def _there(cls, name: str | None) -> str | None:
        if name is not None and name not in _templates():
            raise ValueError(f"no template `{name}`{did_you_mean(name, _templates()) or known(_templates())}")
        return name


@cache
def _templates() -> frozenset[str]:
    return frozenset(file.name for file in (Path(__file__).parents[4] / "overrides").glob("*.html"))


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what is wrong with the front matter of a page that has one."""
    rows = page.text.split("\n", 200)
    if rows[0].strip("\ufeff\r ") != "---":
        return
    end = next((n for n, row in enumerate(rows[1:], 1) if row.rstrip() in ("---", "...")), None)
    if end is None and setting.own and len(rows) > 1 and _KEY.match(rows[1]):
        yield Diagnostic(page.path, 1, 1, 1, 4, "error", RULE, "front matter is never closed by a line of `---`")
    if end is None or not any(row.strip() for row in rows[1:end]):
        return
    if not any(":" in row for row in rows[1:end]):
        return  # a horizontal rule, not front matter
    excerpt = Excerpt(page.path, [TextLine(n + 1, 1, rows[n].rstrip("\r")) for n in range(1, end)])
    if is_template_text(excerpt.text):
        return
    for fault in yaml_faults(excerpt):
        yield Diagnostic(*_places(fault), "error", RULE, fault.message)
        return
    try:
        data = yaml.load(excerpt.text, LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        yield excerpt.diagnostic(0, 1, RULE, " ".join(str(error).split())[:120])
        return
    if data is None and not setting.own:
        return  # nothing but comments, which most builders don't take for front matter
    if not isinstance(data, dict):
        yield excerpt.diagnostic(0, 1, RULE, "front matter is a mapping, such as `title: Volumes`")
    elif setting.own:
        yield from _misfits(data, excerpt)


def _misfits(data: dict[str, object], excerpt: Excerpt) -> Iterator[Diagnostic]:
    """Yield the keys of this project's pages whose values no template can use, or that would run in one."""
    for key, value in data.items():
        if said := _not_text(str(key), value):
            yield _at_key(str(key), said, excerpt, "html-active")
    try:
        _Front.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            said = detail["msg"].removeprefix("Input ").removeprefix("Value error, ").lower()
            yield _at_key(str(detail["loc"][0]), said, excerpt, RULE)


def _not_text(key: str, value: object) -> str:
    """Return what is wrong with a text that our templates or the theme's put into a page as it is, or nothing."""
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return next((said for one in inside if (said := _not_text(key, one))), "")
    if isinstance(value, str) and _TAG.search(value):
        return f"a {key if key in ('title', 'description') else 'value'} is text; tags don't belong in it"
    if isinstance(value, str) and '"' in value and key != "title":
        return 'this goes into an attribute, which a straight `"` would end; write “ and ”'
    return ""


def _at_key(key: str, said: str, excerpt: Excerpt, rule: str) -> Diagnostic:
    at = max(0, (f"\n{excerpt.text}").find(f"\n{key}:"))
    return excerpt.diagnostic(at, at + len(key), rule, f"`{key}`: {said}")


def _places(fault: Diagnostic) -> tuple[str, int, int, int, int]:
    return fault.path, fault.line, fault.column, fault.end_line, fault.end_column
