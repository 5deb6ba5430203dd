"""Run Lighthouse as a phone on a page of each kind: `make lighthouse` prints the medians of five runs.

Speed depends on the machine and its load, so it is only reported. test_lighthouse.py tests the other categories.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from conftest import CHROMIUM, ROOT
from serve import serve

KINDS = {
    "home": "",
    "chapter": "course/05-images-and-containers/",
    "reference": "reference/containers/",
    "errors": "reference/errors/",
}
SAME_EVERYWHERE = ("accessibility", "best-practices", "seo")
RUNS = 5


@dataclass(frozen=True)
class Result:
    """What one run reported for one page."""

    kind: str
    scores: dict[str, int]
    failed: list[str]


def run(base: str, categories: Sequence[str], runs: int = 1) -> Iterator[Result]:
    """Yield the result of each run on a page of each kind."""
    kinds = {base + page: kind for kind, page in KINDS.items()}
    wanted = {"chromium": CHROMIUM, "urls": list(kinds), "categories": list(categories), "runs": runs}
    command = ["node", str(Path(__file__).with_name("run.mjs")), json.dumps(wanted)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed:\n{done.stderr}")
    for line in done.stdout.splitlines():
        found = json.loads(line)
        yield Result(kinds[found["url"]], found["scores"], found["failed"])


def main(site: str) -> int:
    """Print the medians for a built site as a Markdown table."""
    categories = ("performance", *SAME_EVERYWHERE)
    with serve(Path(site)) as base:
        results = list(run(base, categories, RUNS))
    print(f"| Page | {' | '.join(categories)} |\n|{'---|' * (len(categories) + 1)}")
    for kind in KINDS:
        scores = [result.scores for result in results if result.kind == kind]
        medians = [statistics.median(score[name] for score in scores) for name in categories]
        print(f"| {kind} | {' | '.join(f'{median:.0f}' for median in medians)} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
