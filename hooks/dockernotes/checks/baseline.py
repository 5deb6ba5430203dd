"""A baseline: findings that were there when somebody began. They are not reported; only new ones are.

A finding is known by its file, its rule and its message, because lines move. One that is listed twice may be found
twice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from dockernotes.diagnostics import Diagnostic

Key = tuple[str, str, str]


def write(found: Iterable[Diagnostic]) -> str:
    """Return the text of a baseline."""
    counted = Counter(map(_key, found))
    rows = [json.dumps([*key, count], ensure_ascii=False) for key, count in sorted(counted.items())]
    return "[\n" + ",\n".join(rows) + "\n]\n"


def read(file: Path) -> Counter[Key]:
    """Return how often each finding is known. Raises OSError, and ValueError if the file isn't a baseline."""
    known: Counter[Key] = Counter()
    try:
        for path, rule, message, count in json.loads(file.read_text(encoding="utf-8")):
            known[str(path), str(rule), str(message)] += int(count)
    except (TypeError, ValueError) as error:
        raise ValueError("not a baseline; write a new one with --write-baseline") from error
    return known


def new(found: Iterable[Diagnostic], known: Counter[Key]) -> tuple[list[Diagnostic], int]:
    """Return the findings that are not known, and how many of the known ones are gone."""
    left = known.copy()
    fresh = []
    for problem in found:
        key = _key(problem)
        if left[key] > 0:
            left[key] -= 1
        else:
            fresh.append(problem)
    return fresh, sum(left.values())


def _key(problem: Diagnostic) -> Key:
    return problem.path, problem.rule, problem.message
