"""`make report`: how reliable all this is, as one Markdown table. Takes minutes.

Everything is measured anew, except for the proofs of the lessons, whose row says so. What this machine can't measure is
`not measured`. Exit code 1: a row failed or, with DOCKER_NOTES_ALL=1, one was not measured.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

import bench  # noqa: E402
from browser.visits import AXE, WIDTHS, Visit, visit_all  # noqa: E402
from conftest import NEEDS, PUBLISHED  # noqa: E402
from dockernotes import proofs  # noqa: E402
from dockernotes.lessons import inventory  # noqa: E402
from report.mutate import AT_MOST, Mutation, Score, rules  # noqa: E402
from serve import serve  # noqa: E402

FUZZ = 400
"""How many texts each of the fuzz tests tries."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure. `good`: whether it is as it should be; None if it couldn't be measured."""

    what: str
    result: str
    good: bool | None = True

    def __str__(self) -> str:
        state = {True: "", False: "**failed**: ", None: "not measured: "}[self.good]
        return f"| {self.what} | {state}{self.result.replace('|', chr(92) + '|')} |"


def circumstances() -> Iterator[Row]:
    """Yield what was measured, and where."""
    asked = ["git", "describe", "--always", "--dirty"]
    try:
        commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        commit = ""
    day = datetime.now(UTC).date().isoformat()
    where = f"Python {platform.python_version()}, {os.cpu_count()} processors"
    yield Row("Measured", f"commit `{commit or 'unknown'}`, {day}, {where}")


def quiet() -> Iterator[Row]:
    """Count what the checks report on the pages as they are: a checker that always complains finds every mistake."""
    command = [sys.executable, "hooks/check.py", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = json.loads(done.stdout)
    yield Row("Diagnostics with no mistake planted", f"{len(said)}", not said)


def mutation() -> Iterator[Row]:
    """Plant every mistake in every page, and yield how many were found."""
    plants = Mutation(ROOT / "docs")
    plants.run()
    plants.run_site()
    scores = plants.run_data()
    whole = Score(sum(s.planted for s in scores.values()), [where for s in scores.values() for where in s.missed])
    never = sorted(rules() - set(scores))
    shown = (
        f"{whole.found:,} of {whole.planted:,} found; each kind of mistake at up to {AT_MOST} places of each of"
        f" {len(plants.pages)} pages, and in the data file"
    )
    yield Row("Planted mistakes", shown, not whole.missed)
    yield Row("Rules with a planted mistake", f"{len(scores)} of {len(rules())}; without: {_code(never)}")
    for rule, score in sorted(scores.items()):
        missed = f"; missed: {_code(score.missed[:5])}" if score.missed else ""
        yield Row(f"– `{rule}`", f"{score.found:,} of {score.planted:,} found{missed}", not score.missed)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def fuzz() -> Iterator[Row]:
    """Give random texts to the rules, the parser of commands and the readers of shell."""
    command = [sys.executable, "-m", "pytest", "-o", "addopts=", "-v", "--hypothesis-show-statistics"]
    environment = os.environ | {"DOCKER_NOTES_FUZZ": str(FUZZ)}
    done = subprocess.run(
        [*command, "tests/checks/test_fuzz.py"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    yield fuzzed(done.stdout, done.returncode)


def fuzzed(output: str, code: int) -> Row:
    """Return a row that counts what pytest and hypothesis report as run."""
    texts = sum(int(number) for number in re.findall(r"- (\d+) passing, \d+ failing", output))
    hostile = len(re.findall(r"test_hostile_pages\[.*PASSED", output))
    failed = re.findall(r"^FAILED (.*)", output, re.MULTILINE)
    shown = (
        f"{texts:,} texts put to the rules, the parser of commands and the readers of shell; {hostile} hostile pages: "
    )
    said = _code(failed) if failed else "no crash, no hang, every position inside its file"
    return Row("Fuzzing", shown + said, code == 0 and texts > 0 < hostile)


def lessons() -> Iterator[Row]:
    """Compare the commands that the chapters show with those that `make record` or `make lessons` noted as run."""
    docs = ROOT / "docs"
    texts = {file.relative_to(docs).as_posix(): file.read_text(encoding="utf-8") for file in docs.rglob("*.md")}
    every = list(inventory.sheets(texts, proofs.read(docs / proofs.FILE, proofs.FILE)[0]))
    yield proved([sheet for sheet in every if inventory.is_lesson(sheet.source)])


def proved(sheets: Sequence[inventory.Sheet]) -> Row:
    """Return a row that sums up the chapters. A command that has changed since its page was run has no proof."""
    total, ran = sum(len(sheet.commands) for sheet in sheets), sum(sheet.ran for sheet in sheets)
    unproved = [sheet.source for sheet in sheets if any(c.why == inventory.UNPROVED for c in sheet.commands)]
    days = sorted({sheet.date for sheet in sheets if sheet.date})
    versions = ", ".join(sorted({sheet.docker for sheet in sheets if sheet.docker}))
    shown = (
        f"{len(sheets)} chapters, {ran} of {total} commands run ({100 * ran // total} %), the others parsed, with a"
        f" reason; Docker {versions}, {' to '.join(dict.fromkeys((days[0], days[-1])))}; not run again for this table"
    )
    return Row("Lessons as recorded on a Docker Engine", shown + (f"; outdated: {_code(unproved)}" * bool(unproved)))


def pages(site: Path) -> Iterator[Row]:
    """Visit every page in Chromium as a phone and as a laptop, each with an empty cache."""
    names = [
        file.relative_to(site).as_posix().removesuffix("index.html")
        for file in sorted(site.rglob("*.html"))
        if file.relative_to(site).parts[0] != "examples"
    ]
    there, why = NEEDS["browser"]
    if not there():
        yield Row("Pages in Chromium", why, None)
        yield Row("Weight of a first view", why, None)
        return
    with serve(site) as base:
        yield from visited(visit_all(base, names), base)


def visited(visits: Sequence[Visit], base: str) -> Iterator[Row]:
    """Count what the visits found, and weigh what was transferred."""
    met = {
        "errors": [(v, what) for v in visits for what in v.errors if v.page != "404.html"],
        "answers other than 200": [(v, str(v.status)) for v in visits if v.status != 200],
        "requests to other hosts": [(v, url) for v in visits for url in v.requests if not url.startswith(base)],
        "breaches of the security policy": [(v, what) for v in visits for what in v.policy],
        "sideways scrolls": [(v, what) for v in visits for what in v.wide],
        "findings of axe": [(v, what) for v in visits for what in v.axe or []],
    }
    axe = "" if AXE.exists() else "; axe: not measured"
    counts = ", ".join(f"{len(found)} {kind}" for kind, found in met.items() if not axe or "axe" not in kind)
    bad = [f"{visit.name}: {what}" for found in met.values() for visit, what in found]
    count = len({visit.page for visit in visits})
    shown = f"{count} pages, as a phone and as a laptop, at {len(WIDTHS)} widths from {min(WIDTHS)} px: {counts}{axe}"
    yield Row("Pages in Chromium", "; ".join((shown, *bad[:5])), not bad)
    spent = sorted((sum(visit.requests.values()), visit.page) for visit in visits)
    middle, (most, heaviest) = spent[len(spent) // 2][0], spent[-1]
    shown = f"{middle / 1000:.0f} kB in the median, {most / 1000:.0f} kB at most (`/{heaviest}`): all bodies, gzipped"
    yield Row("Weight of a first view", shown, most > 0)


def build(folder: Path) -> Iterator[Row]:
    """Build this site, and the same pages, with their macros filled in, by plain Material."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir"]
    stock = bench.filled(folder / "plain")
    whole, least = bench.medians(
        lambda: bench.cpu([*mkdocs, str(folder / "whole")], ROOT)[0],
        lambda: bench.cpu([*mkdocs, str(folder / "least")], stock)[0],
    )
    yield Row("A build", f"{whole:.1f} s of CPU time, the median of three")
    yield Row("The same pages by plain Material", f"{least:.1f} s, so a build takes {whole / least:.2f} times as long")


def main() -> int:
    """Measure and print. Return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.update(PUBLISHED)
        with contextlib.redirect_stdout(io.StringIO()):
            built = list(build(folder))
        given = os.environ.get("DOCKER_NOTES_SITE")
        seen = pages(ROOT / given if given else folder / "whole")
        rows = [*circumstances(), *mutation(), *quiet(), *fuzz(), *lessons(), *seen, *built]
    print("| What | Result |\n| --- | --- |", *rows, sep="\n")
    return verdict(rows, os.environ)


def verdict(rows: Iterable[Row], environment: os._Environ[str] | dict[str, str]) -> int:
    """Return the exit code for the rows: 1 if one of them is bad, else 0."""
    bad = (False, None) if environment.get("DOCKER_NOTES_ALL") else (False,)
    return int(any(row.good in bad for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
