"""heading-case: a heading is written like a sentence, so that names and commands stand out in it."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.checks.reading.dictionary import names
from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic, in_text
from dockernotes.source.prose import headings, prose, words

RULE = "heading-case"
_STOPS = ':.?!–—("“‘'
"""After one of these, a heading may have another capital."""


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield words in headings that have a capital but shouldn't, and first words without one."""
    if not setting.wants(RULE):
        return
    text = prose(page.text)
    for heading in headings(page.text, text):
        first = page.text[heading.start : heading.start + 1]
        for word, at in words(text, heading.start, heading.end):
            begins = at == heading.start or page.text[heading.start : at].rstrip(" *_")[-1:] in _STOPS
            if at == heading.start and first.islower() and word not in names():
                yield _fault(page, at, word, f"a heading begins with a capital; did you mean `{word.capitalize()}`?")
            elif not begins and _shouts(word):
                fix = f"did you mean `{word[0].lower()}{word[1:]}`?" + setting.own * " A name goes into words.txt"
                yield _fault(page, at, word, f"`{word}` in the middle of a heading; {fix}")


def _shouts(word: str) -> bool:
    stem = word.replace("’", "'").removesuffix("'s")
    short = len(stem.rstrip("s")) > 1 and stem.rstrip("s").isupper()  # CVE, CVEs; but not Is
    return word[0].isupper() and not short and stem not in names()


def _fault(page: Page, at: int, word: str, message: str) -> Diagnostic:
    return in_text(page.text, page.path, (at, at + len(word)), RULE, message, "style")
