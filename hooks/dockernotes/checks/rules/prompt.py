"""prompt: `$ ` comes before each command of a session, and nowhere else, so that what is copied is what is typed.

`> ` comes before each line that continues a command, as in a shell, so that readers see where the command ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.page import SHELLS, Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.console import is_marked, steps
from dockernotes.source.excerpt import Excerpt
from dockernotes.source.fences import Fence, at_opening
from dockernotes.source.prompts import OF_WINDOWS, SHOWN

RULE = "prompt"
_SESSIONS = frozenset(("console", "shell-session", "doscon", "ps1con", "pwsh-session"))
_PROMPT = re.compile(rf"\$ (?=\S)|{OF_WINDOWS}")
_OTHER = re.compile(SHOWN)
"""The prompts of other shells, with a command after them."""


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield prompts in scripts, prompts that are not `$ `, and sessions in which nothing is typed."""
    if not setting.wants(RULE):
        return
    for snippet in page.snippets:
        fence = snippet.fence
        if fence.language in SHELLS and fence.language not in _SESSIONS:
            for line in fence.lines:
                if match := _PROMPT.match(line.text):
                    message = f"a prompt in a `{fence.language}` fence is copied along; delete it, or use `console`"
                    yield Excerpt(page.path, [line]).diagnostic(0, match.end(), RULE, message, "style")
        elif fence.language == "console":
            others = list(_others(fence, page.path))
            yield from others
            yield from _bare(fence, page.path)
            if not others and not any(line.text.startswith("$ ") for line in fence.lines):
                message = "a session has a command after `$ `; for output alone, use `text`"
                yield at_opening(fence, page.path, RULE, message, "style")


def _bare(fence: Fence, path: str) -> Iterator[Diagnostic]:
    """Yield the first line of each command that continues it without `> `."""
    for step in steps(fence.lines):
        line = next((line for line in step.command[1:] if not is_marked(line)), None)
        if line:
            message = "this line continues the command above; start it with `> `"
            yield Excerpt(path, [line]).diagnostic(0, len(line.text), RULE, message, "style")


def _others(fence: Fence, path: str) -> Iterator[Diagnostic]:
    """Yield commands that are taken for output, so that no other rule reads them. Inside a container, that is fine."""
    if "interactive" in fence.options:
        return
    for step in steps(fence.lines):
        for line in step.output:
            if match := _OTHER.match(line.text):
                shown = match.group().rstrip()
                message = (
                    f"`{shown}` is taken for output, and so is the command; use `$ `, or `interactive` in a container"
                )
                yield Excerpt(path, [line]).diagnostic(0, match.end(), RULE, message, "style")
