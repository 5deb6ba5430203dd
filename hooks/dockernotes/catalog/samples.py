"""The sample of each error must lead to that error's answer and to no other; each mask must be a valid pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dockernotes.catalog.catalog import Catalog
from dockernotes.catalog.entry import compiled
from dockernotes.catalog.positions import Document, Path
from dockernotes.diagnostics import Diagnostic

_CODE = re.compile(r"`([^`]+)`")


def samples(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    """Yield each sample that doesn't lead to its own answer, or that leads to another one too."""
    patterns = [[compiled(answer.pattern) for answer in error.answers] for error in catalog.errors]
    every = tuple(tuple(answer.pattern for answer in error.answers) for error in catalog.errors)
    for i, error in enumerate(catalog.errors):
        for j, answer in enumerate(error.answers):
            at: Path = ("errors", i) if j == 0 else ("errors", i, "variants", j - 1)
            found = [match.end() - match.start() if (match := p.search(answer.sample)) else -1 for p in patterns[i]]
            if found[j] < 0:
                yield document.report((*at, "pattern"), "the pattern does not find its own sample", "data-reference")
            elif max(found) > found[j]:
                longer = error.answers[found.index(max(found))].id
                message = f"the pattern of `{longer}` finds more of this sample; a reader would get its answer"
                yield document.report((*at, "sample"), message, "data-reference")
            for number in _finders(answer.sample, every):
                if number != i:
                    other = catalog.errors[number].id
                    message = f"the pattern of `{other}` finds this sample too; a reader would get two answers"
                    yield document.report((*at, "sample"), message, "data-reference")
            for k, name in enumerate(answer.names):
                if not any(name.stands in span for span in _CODE.findall(f"{answer.check} {answer.fix}")):
                    message = f"no command in check or fix contains `{name.stands}`"
                    yield document.report((*at, "names", k, "stands"), message, "data-reference")


# Each pattern is tried on each sample. While somebody edits the file, nearly all of these results stay the same.
@lru_cache(maxsize=4096)
def _finders(sample: str, patterns: tuple[tuple[str, ...], ...]) -> Sequence[int]:
    """Return the numbers of the errors whose patterns find a sample."""
    return [number for number, own in enumerate(patterns) if any(_finds(pattern, sample) for pattern in own)]


@lru_cache(maxsize=1_000_000)
def _finds(pattern: str, sample: str) -> bool:
    return compiled(pattern).search(sample) is not None


def masks(catalog: Catalog, document: Document) -> Iterator[Diagnostic]:
    """Yield each mask that isn't a regular expression."""
    for i, mask in enumerate(catalog.masks):
        try:
            re.compile(mask.pattern, re.MULTILINE)
        except re.error as problem:
            yield document.report(("masks", i, "pattern"), f"not a regular expression: {problem}", "data-reference")
