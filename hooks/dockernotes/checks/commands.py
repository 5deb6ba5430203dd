"""docker-command: every docker command in a shell snippet is one that the CLI accepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dockernotes.checks.characters import strange
from dockernotes.checks.gone import speaks_of
from dockernotes.checks.page import Call, Page
from dockernotes.checks.placeholders import is_placeholder
from dockernotes.checks.rule import Setting
from dockernotes.checks.shell import cut_short
from dockernotes.diagnostics import Diagnostic

RULE = "docker-command"


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what docker would refuse; mistakes on purpose and commands of another Docker are not looked at."""
    for snippet in page.snippets:
        if "mistake" not in snippet.fence.options and snippet.spec:
            other = f" (Docker {snippet.spec.version})" if snippet.spec.version != page.spec.version else ""
            yield from faults(snippet.calls, setting, other)


def faults(calls: Iterable[Call], setting: Setting, version: str = "") -> Iterator[Diagnostic]:
    """Yield the problems of some calls, each at its word. `version`: what to say of the Docker that judged."""
    for call in calls:
        odd = any(strange(word) is not None for word in call.command.words)
        if call.parsed is None or odd or speaks_of(call, setting) or cut_short(call):
            continue
        if any(call.parsed.argv[problem.word] in setting.plugins for problem in call.parsed.problems):
            continue
        for problem in call.parsed.problems:
            if problem.reason == "value" and is_placeholder(call.parsed.argv[problem.word]):
                continue
            yield call.diagnostic(problem.word, (problem.start, problem.end), RULE, problem.message + version)
