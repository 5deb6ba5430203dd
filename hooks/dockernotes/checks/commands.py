"""docker-command: every docker command in a shell snippet is one that the CLI and the engine accept, and that says what
it seems to say. Where the major version before judges otherwise, that is said too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dockernotes.checks.characters import strange
from dockernotes.checks.gone import speaks_of
from dockernotes.checks.page import Call, Page
from dockernotes.checks.placeholders import is_placeholder
from dockernotes.checks.rule import Setting
from dockernotes.checks.shell import cut_short
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.doubts import doubted
from dockernotes.dockercli.engine import refused
from dockernotes.dockercli.model import Spec, before
from dockernotes.dockercli.parse import parse

RULE = "docker-command"


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what docker would refuse; mistakes on purpose and commands of another Docker are not looked at."""
    for snippet in page.snippets:
        if "mistake" not in snippet.fence.options and snippet.spec:
            other = f" (Docker {snippet.spec.version})" if snippet.spec.version != page.spec.version else ""
            shown = "\n".join(line.text for line in snippet.fence.lines)
            yield from faults(snippet.calls, setting, other, shown)
            yield from _doubts(snippet.calls)
            if not snippet.fence.options.get("docker"):
                yield from _refused_before(snippet.calls, before(page.spec))


def faults(calls: Iterable[Call], setting: Setting, version: str = "", shown: str = "") -> Iterator[Diagnostic]:
    """Yield the problems of some calls, each at its word. `version`: what to say of the Docker that judged.

    `shown`: the text around them. A refusal that a page prints with its command is meant.
    """
    for call in calls:
        odd = any(strange(word) is not None for word in call.command.words)
        if call.parsed is None or odd or speaks_of(call, setting) or cut_short(call):
            continue
        for problem in (*call.parsed.problems, *refused(call.parsed, opaque_of(call))):
            if problem.reason == "value" and is_placeholder(call.parsed.argv[problem.word]):
                continue
            if problem.reason == "engine" and problem.cli in shown:
                continue
            yield call.diagnostic(problem.word, (problem.start, problem.end), RULE, problem.message + version)


def _doubts(calls: Iterable[Call]) -> Iterator[Diagnostic]:
    for call in calls:
        for doubt in doubted(call.parsed, opaque_of(call)) if call.parsed else ():
            yield call.diagnostic(doubt.word, (doubt.start, doubt.end), RULE, doubt.message)


def _refused_before(calls: Iterable[Call], earlier: Spec | None) -> Iterator[Diagnostic]:
    """Yield what the version before refuses of commands that this one accepts."""
    for call in calls:
        if call.parsed and earlier and not call.parsed.problems:
            for problem in parse(call.parsed.argv, earlier, opaque_of(call)).problems:
                major = earlier.version.partition(".")[0]
                message = f"{problem.message} (Docker {major}); if a newer one is meant, say `docker=` at the fence"
                yield call.diagnostic(problem.word, (problem.start, problem.end), RULE, message)


def opaque_of(call: Call) -> set[int]:
    """Return the words of a call that a shell fills in."""
    words = call.command.words
    known = {at for at, word in enumerate(words) if word.opaque}
    return known | {len(words)} if call.command.more else known
