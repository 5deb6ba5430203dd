"""characters: dashes, quotes and blanks of a word processor, which a shell does not understand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.page import LONGEST, Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockerfile.hadolint_text import for_hadolint
from dockernotes.source.excerpt import Excerpt
from dockernotes.source.word import Word

RULE = "characters"
NAMES = {
    "\u2013": ("an en dash", "-"),
    "\u2014": ("an em dash", "--"),
    "\u2212": ("a minus sign", "-"),
    "\u2010": ("a typographic hyphen", "-"),
    "\u2011": ("a non-breaking hyphen", "-"),
    "\u2018": ("a curly quote", "'"),
    "\u2019": ("a curly quote", "'"),
    "\u201c": ("a curly quote", '"'),
    "\u201d": ("a curly quote", '"'),
    "\u00a0": ("a non-breaking space", " "),
    "\u202f": ("a non-breaking space", " "),
    "\u200b": ("a zero-width space", ""),
}
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BEGINS = re.compile(r"(?<=[\s\[,=])[\u2018\u2019\u201c\u201d](?=\S)|(?<=\s)[\u2013\u2014\u2212](?=[A-Za-z])")
IN_YAML = re.compile(r"^\s*(?:- )?[\w.-]+:\s+\[?[\u2018\u2019\u201c\u201d](?=\S)")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_DRAWN = ("│", "├", "└", "┌", "─", "|")
_DASHES = "\u2013\u2014\u2212"


def strange(word: Word) -> int | None:
    """Return the index of a character in a word that was not meant, or None. Inside quotes, any character is fine."""
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
            if any(word.text.lstrip("\u00a0").startswith(_DRAWN) for word in call.command.words[:2]):
                continue  # a tree of folders, drawn with lines
            for number, word in enumerate(call.command.words):
                at = strange(word)
                if at is not None:
                    name, meant = NAMES[word.text[at]]
                    fix = f"; did you mean `{meant}`?" if meant.strip() else ""
                    yield call.diagnostic(number, (at, at + 1), RULE, f"{name} in a command{fix}")
        fence = snippet.fence
        if fence.language in ("dockerfile", "docker") and fence.closed and "mistake" not in fence.options:
            excerpt = Excerpt(page.path, fence.lines)
            yield from in_listing(excerpt, for_hadolint(excerpt.text), "a Dockerfile")


def in_listing(excerpt: Excerpt, text: str, what: str, begins: re.Pattern[str] = _BEGINS) -> Iterator[Diagnostic]:
    """Yield the first such character of each line of a file, where a plain quote or a flag would begin."""
    loose = False
    for number, row in enumerate(text.split("\n"), 1):
        bare = _COMMENT.sub("", _QUOTED.sub(lambda match: "_" * len(match[0]), row))
        # Inside quotes that span lines, any character is fine.
        loose = loose or "'" in bare or '"' in bare
        match = None if loose or len(row) > LONGEST else begins.search(bare)
        loose = loose and row.rstrip().endswith("\\")
        if match:
            name, meant = NAMES[match[0][-1]]
            start = excerpt.offset(number, match.end())
            yield excerpt.diagnostic(start, start + 1, RULE, f"{name} in {what}; did you mean `{meant}`?")
