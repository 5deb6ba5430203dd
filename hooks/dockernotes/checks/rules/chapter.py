"""chapter: a chapter has the parts that every chapter has, so that a reader knows where to look."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.questions import questions
from dockernotes.source.yaml_said import LOADER

RULE = "chapter"
_FOLDERS = re.compile(r"(?:\A|/)(?:course|beyond)/(?!index\.md\Z)([^/]+)\.md\Z")
_NUMBERED = re.compile(r"\d\d-")
_MINUTES = re.compile(r"\A---\n(?:(?!---).*\n)*?minutes:")
_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.S)
_KEYS = ("title", "description", "minutes")
_PARTS = ("What you will be able to do", "Pitfalls", "Check yourself", "Exercise", "Commands used")
_QUESTIONS = 3


def is_chapter(path: str, text: str) -> bool:
    """Return whether a page is a chapter: it is in their folder, and has a number in its name, or minutes."""
    name = _FOLDERS.search(path)
    return bool(name and (_NUMBERED.match(name[1]) or _MINUTES.match(text)))


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield the parts that a chapter lacks, at its first line: they have no place yet."""
    if not setting.own or not is_chapter(page.path, page.text):
        return
    for what in _missing(page.text):
        yield Diagnostic(page.path, 1, 1, 1, 1, "error", RULE, f"a chapter has {what}")


def _missing(text: str) -> Iterator[str]:
    front = _FRONT.match(text)
    try:
        data = yaml.load(front[1], LOADER) if front else None
    except yaml.YAMLError:
        return  # the rule front-matter reports it
    for key in _KEYS:
        if not isinstance(data, dict) or not data.get(key):
            yield f"`{key}` in its front matter"
    rows = text.split("\n")
    for part in _PARTS:
        if f"## {part}" not in rows:
            yield f"a section `## {part}`"
    if '<!--[[ diagram("' not in text:
        yield 'a diagram, as in `<!--[[ diagram("image-layers") ]]-->`'
    if sum(1 for _ in questions(text)) < _QUESTIONS:
        yield f"at least {_QUESTIONS} questions"
    if not any(row.startswith("??? solution ") for row in rows):
        yield "a solution to its exercise, a `??? solution`"
