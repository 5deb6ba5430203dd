"""placeholder: what the reader fills in looks like `<your-name>`, and is only where nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.shell import PLACEHOLDER_FORM

RULE = "placeholder"
_NAME = r"(?:YOUR_\w+|(?:[A-Z]+_)?(?:CONTAINER|IMAGE|VOLUME|NETWORK|SERVICE)(?:_(?:ID|NAME))?|ID|NAME|TAG)"
_SHOUTED = re.compile(rf"{_NAME}(?:/\S+|:\S+)?")
_PORTS = re.compile(r"[A-Z]+_(?:PORT|PATH|DIR):(?:[A-Z]+_(?:PORT|PATH|DIR)|\d+|/\S*)")
# Readers fill in only the first half of `CONTAINER:/srv`.
_PART = re.compile(rf"(?<![\w.-])(?:[A-Z]+_(?:PORT|PATH|DIR)|{_NAME})(?![\w.-])")
_BRACKETED = re.compile(r"\[[A-Za-z][\w -]*\]|\{[A-Za-z][\w -]*\}|\.\.\.|…")


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield placeholders in another form, and placeholders in a session that the lessons run."""
    for snippet in page.snippets:
        if "mistake" in snippet.fence.options:
            continue
        runs = setting.own and snippet.fence.language == "console" and "norun" not in snippet.fence.options
        for excerpt, script in snippet.scripts:
            for start, end in script.placeholders:
                text = excerpt.text[start:end]
                if not PLACEHOLDER_FORM.fullmatch(text):
                    yield excerpt.diagnostic(start, end, RULE, f"`{text}` is written `{_written(text)}`")
                elif runs:
                    message = f'`{text}` can\'t be run; say why in `norun="…"`, or write what the reader types'
                    yield excerpt.diagnostic(start, end, RULE, message)
        for call in snippet.calls:
            for at in call.parsed.operands if call.parsed else ():
                word = call.command.words[at] if at < len(call.command.words) else None
                passed = call.parsed and any(p.word == at and p.role == "passed" for p in call.parsed.parts)
                if word and not passed and is_placeholder(word.text):
                    yield call.diagnostic(at, None, RULE, f"`{word.text}` is written `{_written(word.text)}`")


def is_placeholder(word: str) -> bool:
    """Return whether a word is something to fill in, in a form that is not ours."""
    return bool(_SHOUTED.fullmatch(word) or _BRACKETED.fullmatch(word) or _PORTS.fullmatch(word))


def _written(text: str) -> str:
    if _SHOUTED.fullmatch(text) or _PORTS.fullmatch(text):
        return _PART.sub(lambda part: _form(part.group()), text)
    return _form(text)


def _form(text: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", text.strip("<>[]{}. …").lower()).strip("-")
    return f"<{name or 'name'}>"
