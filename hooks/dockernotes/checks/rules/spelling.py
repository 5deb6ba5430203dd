"""spelling: words that are known to be misspelt, by codespell's list. `make check` also asks a whole dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from dockernotes.checks.reading.dictionary import own_words
from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic, in_text
from dockernotes.source.prose import prose, spoken, words

RULE = "spelling"


@cache
def misspelt() -> dict[str, str]:
    """Return each wrong word with what may be meant: `teh->the`, `wich->which, with,`, `x->y, disabled due to …`."""
    text = files("codespell_lib").joinpath("data/dictionary.txt").read_text(encoding="utf-8")
    pieces = text.replace("->", "\n").splitlines()  # 65,000 rows: a loop over them is the slowest part of this check
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield the misspelt words of a page."""
    if setting.wants(RULE):
        yield from faults(page.text, page.path)


def faults(text: str, path: str) -> Iterator[Diagnostic]:
    """Yield the misspelt words of a text."""
    wrong = misspelt()
    if clean(text):
        return
    for word, at in words(prose(text)):
        meant = wrong.get(word.lower())
        if meant is None or {word, word.lower()} & own_words():
            continue
        # After the last comma comes a remark, or nothing.
        choices = [choice.strip() for choice in (meant.rpartition(",")[0] or meant).split(",")]
        fixes = " or ".join(f"`{_cased(choice, word)}`" for choice in choices)
        yield in_text(text, path, (at, at + len(word)), RULE, f"`{word}`; did you mean {fixes}?", "style")


def clean(text: str) -> bool:
    """Return whether no such word is anywhere in a text. Most texts have none, so prose need not be told from code."""
    return misspelt().keys().isdisjoint(spoken(text.lower()))


def _cased(choice: str, word: str) -> str:
    return choice.capitalize() if word[0].isupper() else choice
