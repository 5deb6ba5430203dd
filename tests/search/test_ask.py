"""What comes first for what readers type: tests/search/ask puts the table queries.jsonl to the page's scripts.

The table was written in rounds, and each was tried unseen before it was used to tune the ranking. A flag's row counts
as its command.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from dockernotes.search import index

pytestmark = [pytest.mark.node, pytest.mark.npm]

ASK = ROOT / "tests/search/ask"
TABLE = [json.loads(line) for line in (ROOT / "tests/search/queries.jsonl").read_text(encoding="utf-8").splitlines()]
KINDS = ("command", "concept", "error", "key", "question", "symbol", "typo")
_ROW = re.compile(r"(#docker[\w-]*?)--.*")


def ask(site: Path, queries: list[str]) -> list[list[str]]:
    """Return the first five results for each query."""
    done = subprocess.run(
        [ASK, "--site", site], input="\n".join(queries), capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == queries
    return [answer["hits"] for answer in answers]


@pytest.fixture(scope="module")
def ranks(site: Path) -> list[tuple[dict[str, Any], int | None, list[str]]]:
    """Each line of the table, with the rank of its first right answer (from 0, or None) and what was found."""
    found = ask(site, [case["query"] for case in TABLE])
    result = []
    for case, hits in zip(TABLE, found, strict=True):
        right = (at for at, hit in enumerate(hits) if hit in case["targets"] or _ROW.sub(r"\1", hit) in case["targets"])
        result.append((case, next(right, None), hits))
    return result


def test_the_table_has_all_kinds_and_its_places_exist(site: Path) -> None:
    data = json.loads((site / "assets/search.json").read_text(encoding="utf-8"))
    places = {index.row_address(page[0], row) for page in data["pages"] for row in page[3]}
    assert {case["kind"] for case in TABLE} == set(KINDS)
    assert len({case["query"] for case in TABLE}) == len(TABLE) > 830
    assert [(c["query"], t) for c in TABLE for t in c["targets"] if t not in places] == []


def test_the_right_place_stands_first(ranks: list[tuple[dict[str, Any], int | None, list[str]]]) -> None:
    wrong = [f"{case['query']!r}: {', '.join(hits[:3])}" for case, rank, hits in ranks if rank != 0]
    far = [f"{case['query']!r}: {', '.join(hits)}" for case, rank, hits in ranks if rank is None or rank > 2]
    assert len(wrong) <= len(TABLE) * 0.05, "\n".join(wrong)
    assert len(far) <= len(TABLE) * 0.02, "\n".join(far)


@pytest.mark.parametrize("query", ["zzzqqqxx", "--", "?!", "   x  ", "(", "[a-", "\\", "title:docker", "-it -it", "💾"])
def test_no_query_breaks_the_search(site: Path, query: str) -> None:
    assert len(ask(site, [query])) == 1


def test_a_long_log_is_answered_by_its_message(site: Path) -> None:
    noise = "".join(
        f"2026-11-2{n % 10}T10:00:{n % 60:02} web-1 | GET /items/{n} 200 in {n} ms, user-agent x{n} "
        for n in range(900)
    )
    message = "docker: Error response from daemon: Bind for 0.0.0.0:8080 failed: port is already allocated"
    assert ask(site, [noise + message])[0][0] == "reference/errors/#port-in-use"


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    done = subprocess.run([ASK, "--site", tmp_path], input="x", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path}: no built site\n"
