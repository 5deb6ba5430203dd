"""shell-syntax: a shell snippet parses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.page import BASH, Call, Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.bash import refuses
from dockernotes.source.excerpt import Excerpt
from dockernotes.source.templates import masked

RULE = "shell-syntax"
_BASH = re.compile(r"\s*(\\[ \t]+)\n[ \t]+\S")
_PRINTED = re.compile(
    r"\S+(?: \S+)*(?:[ \t]{2,}\S+(?: \S+)*){2,}|[\[(][\w ():.-]+[\])]:?\s.*|[\w ()-]+:(?:\s.*)?|[^\w\s$({\[!\"'`./~-].*"
)
"""What looks printed: columns, a name and a value, a drawing."""
_USAGE = re.compile(r"\s*usage:", re.IGNORECASE)
_WINDOWS = re.compile(r"([`^][ \t]+)\n[ \t]+\S")


def cut_short(call: Call) -> re.Match[str] | None:
    """Return the mark and the blanks after it that end a docker command that was meant to go on, or None."""
    if not call.parsed:
        return None
    # To PowerShell and cmd the mark and a blank are a word.
    last = call.command.words[-1]
    text = call.excerpt.text
    return _BASH.match(text, last.end) if last.text.strip() else _WINDOWS.match(text, last.start)


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield the first place of each script at which bash would give up."""
    for snippet in page.snippets:
        if "mistake" in snippet.fence.options:
            continue
        for call in snippet.calls:
            blanks = cut_short(call)
            if blanks:
                mark = "`` ` ``" if blanks[1][0] == "`" else f"`{blanks[1][0]}`"
                message = f"spaces after the {mark}: the command ends here, and the next line is its own"
                yield call.excerpt.diagnostic(blanks.start(1), blanks.end(1), RULE, message)
        if snippet.fence.language == "zsh":
            continue  # its grammar is wider than bash's
        for excerpt, script in snippet.scripts:
            # Our grammar gives up on some scripts that bash reads.
            is_bash = snippet.fence.language in BASH
            for start, end, missing in script.errors[:1]:
                if is_bash and not refuses(masked(excerpt.text)):
                    continue
                # On other pages, output and the files of other programs are often called scripts.
                foreign = not setting.own
                if foreign and (_printed(excerpt, start) or _USAGE.match(excerpt.text) or "docker" not in excerpt.text):
                    continue
                shown = excerpt.text[start:end].split("\n")[0][:40]
                wanted = f"`{missing}` is missing" if missing else f"not bash: `{shown}`"
                if missing in ('"', "'") or shown.count('"') % 2 or shown.count("'") % 2:
                    wanted = "a quote is never closed"
                yield excerpt.diagnostic(start, end, RULE, wanted)


def _printed(excerpt: Excerpt, at: int) -> bool:
    """Return whether the line at a place looks like output of a command above it, in a fence of a script."""
    start = excerpt.text.rfind("\n", 0, at) + 1
    end = excerpt.text.find("\n", at)
    return bool(_PRINTED.fullmatch(excerpt.text[start : end if end >= 0 else len(excerpt.text)].strip()))
