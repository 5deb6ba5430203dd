"""docker-command: every docker command in a shell snippet is one that the CLI accepts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dockernotes.checks.characters import strange
from dockernotes.checks.gone import speaks_of
from dockernotes.checks.page import Call, Page
from dockernotes.checks.placeholders import is_placeholder
from dockernotes.checks.rule import Setting
from dockernotes.checks.shell import cut_short
from dockernotes.diagnostics import Diagnostic

RULE = "docker-command"
_LEFT_OUT = re.compile(r"(?:^|[\s=])(?:# *)?\[?(?:\.\.\.|…)\]?(?=[\s\\]|$)")

_CONTINUES = re.compile(r"[ \t>]+[\w/.$\"'<-]")


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what docker would refuse; mistakes on purpose and commands of another Docker are not looked at."""
    for snippet in page.snippets:
        if "mistake" not in snippet.fence.options and snippet.spec:
            other = f" (Docker {snippet.spec.version})" if snippet.spec.version != page.spec.version else ""
            yield from faults(snippet.calls, setting, other, page.text)


def faults(calls: Iterable[Call], setting: Setting, version: str = "", text: str = "") -> Iterator[Diagnostic]:
    """Yield the problems of some calls, each at its word. `version`: what to say of the Docker that judged; `text`: the
    page they stand on.
    """
    for call in calls:
        odd = any(strange(word) is not None for word in call.command.words)
        if call.parsed is None or odd or speaks_of(call, setting) or cut_short(call):
            continue
        problems = call.parsed.problems
        if (
            not problems
            or _is_shortened(call)
            or any(call.parsed.argv[one.word] in setting.plugins for one in problems)
        ):
            continue
        for problem in problems:
            if problem.reason == "value" and is_placeholder(call.parsed.argv[problem.word]):
                continue
            lost = _lost_backslash(call, text) if problem.reason == "few" else ""
            yield call.diagnostic(problem.word, (problem.start, problem.end), RULE, problem.message + lost + version)


def _is_shortened(call: Call) -> bool:
    """Whether something is left out of a command, which is told by `...`, alone or as a note."""
    text = call.excerpt.text
    end = text.find("\n", text.find("\n", call.command.words[-1].end) + 1)
    return bool(_LEFT_OUT.search(text[call.command.words[0].start : end if end >= 0 else len(text)]))


def _lost_backslash(call: Call, text: str) -> str:
    """Say where a backslash is missing: the next line is indented, as those are that continue a command."""
    first, last = (call.excerpt.place(at)[0] for at in (call.command.words[0].start, call.command.words[-1].end))
    rows = text.split("\n", last + 1)[last - 1 : last + 1]
    if len(rows) < 2 or rows[0].rstrip().endswith("\\") or not _CONTINUES.match(rows[1]):
        return ""
    # Below the first line of a command stands a deeper one; below another line, one at the same depth.
    here, below = (len(row) - len(row.lstrip(" \t>")) for row in rows)
    deep_enough = below > here if first == last else below >= here
    return f"; a `\\` is missing at the end of line {last}" if deep_enough else ""
