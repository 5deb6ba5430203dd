"""Lighthouse (mobile) objects to nothing except, on some machines, speed."""

from __future__ import annotations

import pytest

from lighthouse.command import SAME_EVERYWHERE, run

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.npm]


def test_accessibility_best_practices_and_seo_are_full(base: str) -> None:
    short = [result for result in run(base, SAME_EVERYWHERE) if min(result.scores.values()) < 100]
    if short:
        rows = ("\n    ".join([f"{result.kind}: {result.scores}", *result.failed]) for result in short)
        pytest.fail("\n".join(rows), pytrace=False)
