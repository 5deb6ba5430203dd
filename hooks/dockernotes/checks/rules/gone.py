"""gone, docker-compose: programs, commands and flags of older tutorials, with what replaced them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dockernotes.catalog.catalog import Gone
from dockernotes.checks.reading.page import Call, Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.spec.since import number

RULE = "gone"
COMPOSE = "docker-compose"


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield each use of what is gone. What is only deprecated is a remark, not an error."""
    for snippet in page.snippets:
        wanted = snippet.fence.options.get("docker", "")
        if "mistake" in snippet.fence.options:
            continue
        for call in snippet.calls:
            for entry in setting.index.catalog.gone:
                word = _place(call, entry)
                if word is None or (wanted.startswith("<") and number(wanted) <= number(entry.since)):
                    continue
                when = "was removed in" if entry.removed else "has been deprecated since"
                message = entry.said or f"`{entry.name}` {when} {entry.since}; use {entry.use}"
                # Many people still have docker-compose: a rule of its own lets authors decide about it.
                rule = COMPOSE if entry.name == COMPOSE else RULE
                yield call.diagnostic(word, None, rule, message, "error" if entry.removed else "deprecated")


@cache
def _read(name: str) -> tuple[list[str], str]:
    """Return the words of an entry's name and, for a flag, the command it belongs to."""
    words = name.split()
    return words, " ".join(words[:-1]) if words[-1].startswith("-") else ""


def _place(call: Call, entry: Gone) -> int | None:
    """Return the index of the word that an entry is about, or None."""
    wanted, command = _read(entry.name)
    if not command:
        if call.command.name != wanted[0]:
            return None
        words = [word.text for word in call.command.words[: len(wanted)]]
        return len(wanted) - 1 if words == wanted else None
    if call.parsed is None or command not in (call.parsed.command.name, *call.parsed.command.also):
        return None
    last = wanted[-1]
    flags = [p.word for p in call.parsed.parts if p.role == "flag" and p.flag and p.flag.name == last]
    # A flag that the CLI no longer has is not among the parts of the command, but among its problems.
    flags += [p.word for p in call.parsed.problems if call.parsed.argv[p.word].partition("=")[0] == last]
    return flags[0] if flags else None


def speaks_of(call: Call, setting: Setting) -> bool:
    """Return whether this rule has an error for a call that docker itself would only call unknown."""
    return any(entry.removed and _place(call, entry) is not None for entry in setting.index.catalog.gone)
