"""docker-command, in code within a sentence: a whole command there is one that docker accepts.

Most code there isn't a whole command: it is the name of a command or flag, or a form with something left out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace

from dockernotes.checks.reading.page import Call, Page, calls_of
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.rules.docker_command import Around, faults
from dockernotes.diagnostics import Diagnostic, in_text
from dockernotes.dockercli.reader.parsed import Problem
from dockernotes.source.blank import code_spans
from dockernotes.source.excerpt import Excerpt
from dockernotes.source.fences import TextLine
from dockernotes.source.shell import read_script
from dockernotes.source.templates import masked

_BEGINS = re.compile(r"(?:\$ +)?(?=(?:sudo +)?docker +\S)")
_FORM = re.compile(
    r"\.\.\.|…|\s\.\.(?=\s|$)|[\[\]<>*]|(?<![\w./:$={-])[A-Z][A-Z_]+(?![\w./:=-])|\w\|\w|:(?:port|tag|version)\b"
)
"""What turns a command into a form: something is left out, or has to be filled in."""
_OLD = re.compile(r"-[a-zA-Z][a-zA-Z-]{1,}")
_MEANT = re.compile(r"did you mean `([^`]+)`")
_NEAR = 0.8
_SEVERAL = re.compile(r"[/,|]")


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what docker would refuse in the commands of running text."""
    if "docker " not in page.text:
        return
    for start, end in code_spans(page.text):
        source = page.text[start:end]
        begins = _BEGINS.match(source.strip())
        if begins is None or "\n" in source or _FORM.search(source):
            continue
        at = start + len(source) - len(source.lstrip()) + begins.end()
        place = in_text(page.text, page.path, (at, end), "", "")
        excerpt = Excerpt(page.path, [TextLine(place.line, place.column, page.text[at:end].rstrip())])
        script = read_script(masked(excerpt.text))
        if not script.errors:
            calls = [_said(call, setting) for call in calls_of(excerpt, script, page.spec)]
            yield from faults((call for call in calls if call), setting, around=Around(page=page.text))


def _said(call: Call, setting: Setting) -> Call | None:
    """Return a call with the problems that count in running text, or None if it is only the name of something."""
    if (
        call.parsed is None
        or len(call.parsed.operands) < call.parsed.command.least
        or any(problem.reason in ("few", "missing", "conflict") for problem in call.parsed.problems)
    ):
        return None
    problems = [problem for problem in call.parsed.problems if _counts(problem, call, setting)]
    is_name = all(part.role in ("program", "command") for part in call.parsed.parts) and not problems
    return None if is_name else replace(call, parsed=replace(call.parsed, problems=problems))


def _counts(problem: Problem, call: Call, setting: Setting) -> bool:
    # Before Docker 1.8, long flags had one dash; lists of what is gone still write them so.
    if not setting.own and _OLD.fullmatch(call.parsed.argv[problem.word] if call.parsed else ""):
        return False
    if problem.reason == "flag" and not setting.own and not call.parsed.operands if call.parsed else False:
        # It may only name a flag, even one that is long gone.
        meant = _MEANT.search(problem.message)
        written = call.parsed.argv[problem.word] if call.parsed else ""
        return bool(meant and difflib.SequenceMatcher(None, written, meant[1]).ratio() >= _NEAR)
    if problem.reason != "command" or setting.own:
        return True
    # `docker group` and `docker hub` are things, and `docker up/down` is two commands.
    word = call.command.words[problem.word].text
    return "did you mean" in problem.message and len(call.command.words) > 2 and not _SEVERAL.search(word)
