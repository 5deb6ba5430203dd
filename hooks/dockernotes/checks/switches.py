"""Comments that switch rules off: for the line they are on, for what follows if they have a line to themselves, or for
a whole page.

`<!-- docker-notes ignore: link-page -->`, or `ignore-page:` for the whole page; `# docker-notes ignore: …` in files
whose comments begin with `#`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dockernotes.checks.reading.files import is_page
from dockernotes.checks.reading.levels import GROUPS, expanded, unknown
from dockernotes.diagnostics import Diagnostic, in_text
from dockernotes.source.fences import fences

RULE = "ignore-unused"
KEPT_ON = "html-active"
"""A page can't allow itself to run something: a separate file, which is reviewed, does that."""
_MARK = "docker-notes ignore"
_COMMENT = re.compile(r"(?<!`)(?:<!--|\{/\*)[ \t]*docker-notes ignore(-page)?:[ \t]*([\w, \t-]*?)[ \t]*(?:-->|\*/\})")
_HASH = re.compile(r"(?:^|[ \t])#[ \t]*docker-notes ignore(-page)?:[ \t]*([\w, \t-]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule that is off from one line to another. `span`: where its name is in the text."""

    name: str
    first: int
    last: int
    span: tuple[int, int]

    def covers(self, problem: Diagnostic) -> bool:
        return (
            problem.rule != KEPT_ON
            and problem.rule in expanded([self.name])
            and self.first <= problem.line <= self.last
        )


def switches(path: str, text: str) -> Iterator[Switch]:
    """Yield the switches of a file. On a page, those inside a fence are only text for readers."""
    if _MARK not in text:
        return
    rows = text.split("\n")
    inside = {n: fence for fence in fences(text) for n in range(fence.line, fence.last + 1)}
    markdown = is_page(path) or path.endswith(">")
    for match in (_COMMENT if markdown else _HASH).finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if markdown and line in inside:
            continue
        first, last = line, line
        if match[1]:
            first, last = 1, len(rows)
        elif rows[line - 1].strip() == match.group().strip():
            first = last = next((n for n in range(line + 1, len(rows) + 1) if rows[n - 1].strip()), line)
            fence = inside.get(first) if markdown else None
            last = fence.last if fence else first
        for name in re.finditer(r"[\w-]+", match[2]):
            yield Switch(name.group(), first, last, (match.start(2) + name.start(), match.start(2) + name.end()))


def apply(
    found: Iterable[Diagnostic], texts: Mapping[str, str], rules: frozenset[str] = GROUPS["all"]
) -> Iterator[Diagnostic]:
    """Yield what no comment switches off, and a finding for each switch that is unknown or switches nothing off.

    `rules`: those that apply at all.
    """
    by_path: dict[str, list[Switch]] = {}
    for path, text in texts.items():
        if here := list(switches(path, text)):
            by_path[path] = here
    used: set[tuple[str, Switch]] = set()
    for problem in found:
        covering = [switch for switch in by_path.get(problem.path, ()) if switch.covers(problem)]
        used |= {(problem.path, switch) for switch in covering}
        if not covering:
            yield problem
    for path, every in by_path.items():
        for switch in every:
            wrong = unknown([switch.name])
            if wrong or ((path, switch) not in used and expanded([switch.name]) & rules):
                said = wrong[0] if wrong else f"`{switch.name}` finds nothing here; delete it"
                yield in_text(texts[path], path, switch.span, RULE, said, "error" if wrong else "style")
