"""question-guess: the right choice can't be guessed from its length or its place.

In a single question, the longest choice may be right. Over all questions of the site, the right one is the longest, the
shortest, the first or the last about as often as by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import sqrt

from dockernotes.checks.reading.whole_site import Sources
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.questions import RIGHT, Question, questions
from dockernotes.source.slug import plain

RULE = "question-guess"
_ENOUGH = 12
"""With fewer questions, chance allows nearly everything."""
_DEVIATIONS = 2.0


def check_sources(sources: Sources) -> Iterator[Diagnostic]:
    """Yield each hint that gives right choices away too often."""
    asked = [(path, one) for path, text in sources.texts.items() for one in questions(text) if _right(one) is not None]
    if len(asked) < _ENOUGH:
        return
    for name, share in _HINTS.items():
        shares = [share(one) for _, one in asked]
        chances = [1 / len(one.choices) for _, one in asked]
        hits, mean = sum(shares), sum(chances)
        most = _DEVIATIONS * sqrt(sum(chance * (1 - chance) for chance in chances))
        if abs(hits - mean) > most:
            path, example = next(pair for pair, hit in zip(asked, shares, strict=True) if hit or hits < mean)
            message = (
                f"over the whole site the right choice is the {name} in {hits:.0f} of {len(asked)} questions, where "
                f"chance gives {mean:.0f}, give or take {most:.0f}; change some, such as this one"
            )
            yield Diagnostic(path, example.line, 1, example.line, 4, "error", RULE, message)


def _right(question: Question) -> int | None:
    """Return the place of the right choice, from 0; None if the rule `question` reports something about it."""
    right = [place for place, (_, text) in enumerate(question.reasons) if text.startswith(RIGHT)]
    whole = len(right) == 1 and len(question.reasons) == len(question.choices) > 1
    return right[0] if whole else None


def _length(pick: Callable[[list[int]], int]) -> Callable[[Question], float]:
    def share(question: Question) -> float:
        lengths = [len(plain(text)) for _, text in question.choices]
        right = lengths[_right(question) or 0]
        return 1 / lengths.count(right) if right == pick(lengths) else 0.0

    return share


_HINTS: dict[str, Callable[[Question], float]] = {
    "longest": _length(max),
    "shortest": _length(min),
    "first": lambda question: float(_right(question) == 0),
    "last": lambda question: float(_right(question) == len(question.choices) - 1),
}
"""For each hint, whether the right choice of a question has it: 1 or 0, and a fraction in case of a tie."""
