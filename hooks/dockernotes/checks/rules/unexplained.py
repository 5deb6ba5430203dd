"""flag-unexplained, command-unexplained: the data file explains every word of docker that a page uses."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.checks.reading.page import Call, Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic

FLAG_RULE = "flag-unexplained"
COMMAND_RULE = "command-unexplained"


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what a reader could point at without learning anything. Other rules report what docker refuses."""
    for snippet in page.snippets if setting.own else ():
        if "mistake" not in snippet.fence.options and snippet.spec is page.spec:
            for call in snippet.calls:
                yield from _faults(call, setting)


def _faults(call: Call, setting: Setting) -> Iterator[Diagnostic]:
    parsed, commands = call.parsed, setting.index.commands
    if parsed is None or parsed.problems:
        return
    words = ["docker"]
    for part in parsed.parts:
        text = parsed.argv[part.word]
        if part.role == "command":
            words.append(text)
        elif part.role == "flag" and part.flag:
            command = commands.get(" ".join(words))
            # If the command itself is missing, so are its flags: that is reported once, below.
            if command is None or setting.index.flag(command, part.flag.name):
                continue
            name = command.name
            if not any(entry.name == f"{name} {part.flag.name}" for entry in setting.index.catalog.gone):
                message = f"the data file doesn't explain `{part.flag.name}` of `{name}`; add it to its `flags`"
                yield call.diagnostic(part.word, (part.start, part.end), FLAG_RULE, message)
    if parsed.command.name not in commands and not parsed.command.group:
        last = max(part.word for part in parsed.parts if part.role == "command")
        message = f"the data file doesn't explain `{' '.join(words)}`; add it to `commands`"
        yield call.diagnostic(last, None, COMMAND_RULE, message)
