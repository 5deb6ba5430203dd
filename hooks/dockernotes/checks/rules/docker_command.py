"""docker-command: every docker command in a shell snippet is one that the CLI and the engine accept, and that says what
it seems to say. If the previous major version judges differently, that is reported too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dockernotes.checks.reading.page import Call, Page, Snippet
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.rules.characters import strange
from dockernotes.checks.rules.gone import speaks_of
from dockernotes.checks.rules.placeholder import is_placeholder
from dockernotes.checks.rules.shell_syntax import cut_short
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.engine.refused import refused
from dockernotes.dockercli.reader.doubts import doubted
from dockernotes.dockercli.reader.misplaced import misplaced
from dockernotes.dockercli.reader.parse import parse
from dockernotes.dockercli.spec.model import Spec, before

RULE = "docker-command"
_LEFT_OUT = re.compile(
    r"(?:^|[\s=])(?:# *)?\[?(?:\.\.\.|…)\]?(?=[\s\\]|$)|\[[A-Z]+(?:\|[^\]\s]+)+\]"
    r"|(?<=[\s=])\[[A-Za-z][\w-]*(?:[ \t]+[\w-]+)+\](?=\s|$)|[ \t]//[ \t]+\w"
)
"""`...`, `[IMAGE|ID]`, `[the name]`, or a note after `//`: what is only there for readers of a command."""

_MIXED = re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_PATH_OF = re.compile(r"[A-Z]+(?:_[A-Z]+)+[/\\][^:]*:")
_WINDOWS = re.compile(r"(?<![\w'\"])[A-Za-z]:\\")
"""A Windows path without quotes: shells there keep its `\\`, and docker there doesn't take `C:` for a container."""
_CONTINUES = re.compile(r"[ \t>]+[\w/.$\"'<-]")


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what docker would refuse. Mistakes on purpose, and commands for a Docker without a spec, are skipped."""
    for snippet in page.snippets:
        if "mistake" not in snippet.fence.options and snippet.spec:
            other = f" (Docker {snippet.spec.version})" if snippet.spec.version != page.spec.version else ""
            yield from faults(snippet.calls, setting, other, Around(fence_text(snippet), page.text))
            yield from _doubts(snippet.calls, snippet.spec, fence_text(snippet))
            if setting.own and not snippet.fence.options.get("docker"):
                yield from _refused_before(snippet.calls, before(page.spec))


_PROMPT = re.compile(r"docker[ \t]+[$#%>][ \t]")
_EXPERIMENTAL = ("dap", "debug", "replay")
_SWITCHED_ON = re.compile(r"BUILDX_EXPERIMENTAL[`\"']?[ \t]*[=:][ \t]*[`\"']?(?:1|true)\b")


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a command: the text of its fence, and of its page."""

    fence: str = ""
    page: str = ""


def fence_text(snippet: Snippet) -> str:
    """Return the lines of a snippet's fence."""
    return "\n".join(line.text for line in snippet.fence.lines)


def faults(
    calls: Iterable[Call], setting: Setting, version: str = "", around: Around = Around()
) -> Iterator[Diagnostic]:
    """Yield the problems of some calls, each at its word. `version`: which Docker judged, for the messages.

    If the fence prints the engine's refusal together with its command, the refusal is intended.
    """
    for call in calls:
        odd = any(strange(word) is not None for word in call.command.words)
        if (
            call.parsed is None
            or odd
            or _PROMPT.match(call.excerpt.text, call.command.words[0].start)
            or speaks_of(call, setting)
            or cut_short(call)
        ):
            continue
        problems = (*call.parsed.problems, *refused(call.parsed, opaque_of(call)))
        if (
            not problems
            or _is_shortened(call)
            or any(call.parsed.argv[one.word] in setting.plugins for one in call.parsed.problems)
        ):
            continue
        for problem in problems:
            if problem.reason in ("engine", "value") and _is_filled_in(call.parsed.argv[problem.word]):
                continue
            if _WINDOWS.search(call.excerpt.text, call.command.words[0].start, call.command.words[-1].end) and (
                problem.reason in ("few", "many") or "cp" in call.parsed.argv[:3]
            ):
                continue
            if problem.reason == "engine" and problem.cli in around.fence:
                continue
            if problem.reason == "command" and _is_experimental(call, problem.word, around.page):
                continue
            lost = _lost_backslash(call, around.page) if problem.reason == "few" else ""
            # Then what seems to be missing is on the next line.
            message = problem.message.partition("; ")[0] + lost if lost else problem.message
            place = (problem.start, problem.end)
            yield call.diagnostic(problem.word, place, RULE, message + version)


def _is_filled_in(word: str) -> bool:
    """Return whether a word is there to be replaced: `YOUR_NAME`, `PATH_TO/it:/b`, or a word in another alphabet.

    Neither image references nor names of volumes have such letters.
    """
    other = [letter for letter in word if letter.isalpha() and not letter.isascii()]
    # `nginх` has a letter that only looks like an `x`, and `café` is a mistake.
    foreign = other and not any("LATIN" in unicodedata.name(letter, "") for letter in other) and not _MIXED.search(word)
    return bool(foreign) or is_placeholder(word) or bool(_PATH_OF.match(word))


def _is_experimental(call: Call, word: int, page: str) -> bool:
    """Return whether a word is an experimental command of buildx, on a page that switches those on."""
    argv = call.parsed.argv if call.parsed else []
    return argv[word] in _EXPERIMENTAL and argv[word - 1] in ("buildx", "builder") and bool(_SWITCHED_ON.search(page))


def _doubts(calls: Iterable[Call], spec: Spec, fence: str = "") -> Iterator[Diagnostic]:
    """Yield what docker accepts but hardly anybody means. If the fence prints the failure, the command is intended."""
    for call in calls:
        if call.parsed is None or _is_shortened(call):
            continue
        behind = misplaced(call.parsed, spec, opaque_of(call))
        if behind and f'"{call.parsed.argv[behind.word]}": executable file not found' in fence:
            behind = None
        for doubt in (*doubted(call.parsed, opaque_of(call)), *filter(None, (behind,))):
            yield call.diagnostic(doubt.word, (doubt.start, doubt.end), RULE, doubt.message)


def _refused_before(calls: Iterable[Call], earlier: Spec | None) -> Iterator[Diagnostic]:
    """Yield what the previous version refuses in commands that this one accepts."""
    for call in calls:
        if call.parsed and earlier and not call.parsed.problems:
            for problem in parse(call.parsed.argv, earlier, opaque_of(call)).problems:
                major = earlier.version.partition(".")[0]
                message = f"{problem.message} (Docker {major}); if you mean a newer one, add `docker=` to the fence"
                yield call.diagnostic(problem.word, (problem.start, problem.end), RULE, message)


def opaque_of(call: Call) -> set[int]:
    """Return the indexes of the words of a call that a shell fills in."""
    words = call.command.words
    known = {at for at, word in enumerate(words) if word.opaque}
    return known | {len(words)} if call.command.more else known


def _is_shortened(call: Call) -> bool:
    """Return whether something is left out of a command, as `...` or a note shows."""
    text = call.excerpt.text
    end = text.find("\n", text.find("\n", call.command.words[-1].end) + 1)
    return bool(_LEFT_OUT.search(text[call.command.words[0].start : end if end >= 0 else len(text)]))


def _lost_backslash(call: Call, text: str) -> str:
    """Say where a backslash is missing: the next line is indented like one that continues the command."""
    first, last = (call.excerpt.place(at)[0] for at in (call.command.words[0].start, call.command.words[-1].end))
    rows = text.split("\n", last + 1)[last - 1 : last + 1]
    if len(rows) < 2 or rows[0].rstrip().endswith("\\") or not _CONTINUES.match(rows[1]):
        return ""
    # The second line of a command is deeper than the first; a later one is at least as deep as the line above it.
    here, below = (len(row) - len(row.lstrip(" \t>")) for row in rows)
    deep_enough = below > here if first == last else below >= here
    return f"; a `\\` is missing at the end of line {last}" if deep_enough else ""
