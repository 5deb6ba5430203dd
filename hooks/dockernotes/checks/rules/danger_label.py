"""danger-label: a command that destroys data carries its label."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.catalog.command import Danger
from dockernotes.checks.reading.page import Call, Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic

RULE = "danger-label"


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield the commands after which data is gone for good, in a fence that does not say `danger`."""
    for snippet in page.snippets if setting.own else ():
        if "danger" in snippet.fence.options or "mistake" in snippet.fence.options:
            continue
        for call in snippet.calls:
            found = danger_of(call, setting)
            if found and found[1].level == "destroys":
                word, danger = found
                message = f"data is lost here: {danger.loses} Add `danger` to the first line of the fence"
                yield call.diagnostic(word, None, RULE, message)


def danger_of(call: Call, setting: Setting) -> tuple[int, Danger] | None:
    """Return the word that makes a command dangerous, and what the data file says about the danger."""
    if call.parsed is None:
        return None
    command = setting.index.commands.get(call.parsed.command.name)
    if command is None:
        return None
    for part in call.parsed.parts:
        if part.role == "flag" and part.flag:
            found = setting.index.flag(command, part.flag.name)
            if found and found[1].danger:
                return part.word, found[1].danger
    last = max((p.word for p in call.parsed.parts if p.role == "command"), default=0)
    return (last, command.danger) if command.danger else None
