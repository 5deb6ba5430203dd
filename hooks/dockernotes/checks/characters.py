"""characters: dashes, quotes and blanks of a word processor, which a shell does not know."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.checks.page import Page
from dockernotes.checks.rule import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.shell import Word

RULE = "characters"
NAMES = {
    "\u2013": ("an en dash", "-"),
    "\u2014": ("an em dash", "--"),
    "\u2212": ("a minus sign", "-"),
    "\u2018": ("a curly quote", "'"),
    "\u2019": ("a curly quote", "'"),
    "\u201c": ("a curly quote", '"'),
    "\u201d": ("a curly quote", '"'),
    "\u00a0": ("a non-breaking space", " "),
    "\u202f": ("a non-breaking space", " "),
    "\u200b": ("a space of no width", ""),
}
_DASHES = "\u2013\u2014\u2212"


def strange(word: Word) -> int | None:
    """Return the place in a word of a character that was not meant, or None. Inside quotes all may stand."""
    if not word.exact:
        return None
    for at, letter in enumerate(word.text):
        if letter in NAMES and (letter not in _DASHES or at == 0):
            return at
    return None


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield the first such character of each word of a command."""
    for snippet in page.snippets:
        for call in snippet.calls:
            for number, word in enumerate(call.command.words):
                at = strange(word)
                if at is not None:
                    name, meant = NAMES[word.text[at]]
                    fix = f"; did you mean `{meant}`?" if meant.strip() else ""
                    yield call.diagnostic(number, (at, at + 1), RULE, f"{name} in a command{fix}")
