"""Check the data file's own commands, listings and texts by the same rules as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from dockernotes.catalog.positions import Document, Path
from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.rules import (
    characters,
    compose,
    docker_command,
    dockerfile,
    fence,
    gone,
    placeholder,
    shell_syntax,
    spelling,
    syntax,
    unexplained,
)
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.spec.model import Spec
from dockernotes.source.excerpt import Excerpt

_RULES = (fence, shell_syntax, characters, docker_command, gone, placeholder, syntax, compose)
_COMMANDS = frozenset(("command", "example"))
_PROSE = frozenset(("about", "cause", "check", "description", "detail", "does", "fix", "label", "loses", "meaning"))
_PROSE |= {"cells", "goal", "hint", "columns", "summary", "title", "what", "why"}
_LISTS = {"commands": "bash", "compose_keys": "yaml"}
_LINES = frozenset(("solution", "start"))  # of a task; its wrong ways are wrong on purpose


def check(document: Document, raw: str, setting: Setting, spec: Spec) -> Iterator[Diagnostic]:
    """Yield the problems of every command, Dockerfile, Compose file and fence in the data file."""
    if not isinstance(document.data, dict):
        return
    rows = raw.split("\n")
    setting = replace(setting, own=False)  # an entry states its danger in a field, not on a fence
    whole = dockerfiles_of(document)
    texts = document.texts()
    prose = [(path, text) for path, text in texts if not _PROSE.isdisjoint(path[-2:])]
    for path, text in () if spelling.clean("\n".join(text for _, text in prose)) else prose:
        yield from (_moved(fault, document, path, rows) for fault in spelling.faults(text, ""))
    for path, text in texts:
        section = _LISTS.get(str(path[0]), "")
        if path in whole:
            continue
        if path[-1] in _COMMANDS and section == "yaml":
            for fault in compose.compose_faults(Excerpt.of_file("", text)):
                yield _moved(fault, document, path, rows)
        elif (path[-1] in _COMMANDS and section == "bash") or (path[0] == "tasks" and path[-2] in _LINES):
            yield from _page(f"```bash\n{text}\n```\n", document, path, rows, setting, spec, above=1)
        elif "```" in text:
            yield from _page(text, document, path, rows, setting, spec, above=0)
    for path, found in zip(whole, dockerfile.lint(list(whole.values())), strict=True):
        for one in found:
            yield _moved(dockerfile.fault(Excerpt.of_file("", whole[path]), one), document, path, rows)


def dockerfiles_of(document: Document) -> dict[Path, str]:
    """Return the Dockerfiles of the data file by their places in it."""
    return {
        path: text
        for path, text in document.texts()
        if path[:1] == ("instructions",) and len(path) > 1 and path[-1] in _COMMANDS
    }


def _page(
    text: str, document: Document, path: Path, rows: Sequence[str], setting: Setting, spec: Spec, *, above: int
) -> Iterator[Diagnostic]:
    for fault in _faults(text, setting, spec):
        moved = replace(fault, line=fault.line - above, end_line=fault.end_line - above)
        yield _moved(moved, document, path, rows)


# While somebody edits the file, nearly all of its texts stay as they were.
@lru_cache(maxsize=4096)
def _faults(text: str, setting: Setting, spec: Spec) -> Sequence[Diagnostic]:
    page = Page("", text, spec)
    # The entries must explain what they themselves use, although they aren't pages.
    ways = (*((rule, setting) for rule in _RULES), (unexplained, replace(setting, own=True)))
    return [fault for rule, how in ways for fault in rule.check(page, how)]


def _moved(fault: Diagnostic, document: Document, path: Path, rows: Sequence[str]) -> Diagnostic:
    """Return a fault of a text with its place in the file: exact in a block (`|`), otherwise that of the whole text."""
    line, column, end_line, end_column = document.span(path)
    if rows[line - 1][column - 1 : column] == "|" and line + fault.line <= len(rows):
        row = rows[line + fault.line - 1]
        indent = len(rows[line]) - len(rows[line].lstrip())
        start, end = indent + fault.column, indent + fault.end_column
        return replace(
            fault,
            path=document.path,
            line=line + fault.line,
            column=min(start, len(row) + 1),
            end_line=line + fault.end_line,
            end_column=min(end, len(rows[min(line + fault.end_line, len(rows)) - 1]) + 1),
        )
    return replace(fault, path=document.path, line=line, column=column, end_line=end_line, end_column=end_column)
