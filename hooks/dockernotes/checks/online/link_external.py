"""link-external: links to other sites work. This runs on a schedule (`check.py --external`), never in a build.

Each host gets one request at a time, with a pause in between. A request that fails is repeated; an address that worked
lately is not requested at all. `docs/_data/external-links.yml` names hosts that turn programs away, with the reason.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import urllib3

from dockernotes.catalog.positions import read_entries
from dockernotes.diagnostics import Diagnostic, in_text
from dockernotes.source.markdown import scan

RULE = "link-external"
ALLOWED = "_data/external-links.yml"
FRESH = 6 * 86_400
"""Seconds for which an answer counts: less than the week between two scheduled runs."""
_HOSTS_AT_ONCE = 8
_LOCAL = re.compile(r"localhost$|127\.|\[?::1|[^.]+$|.*\.(?:example|invalid|test|local)$|example\.(?:com|org|net)$")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered: the status (0: no answer), the kind of failure, and where the page has moved for good."""

    status: int
    said: str = ""
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Patience:
    """How we ask. `pause`: seconds between two requests to a host; `wait`: seconds to wait for an answer.

    `tries`: how often a request is repeated; `backoff`: seconds before that, which double each time.
    """

    pause: float = 1.0
    wait: float = 20.0
    tries: int = 3
    backoff: float = 2.0


def links(texts: Mapping[str, str]) -> dict[str, list[tuple[str, tuple[int, int]]]]:
    """Return each address of another site with the places that link to it. Local and example addresses are left out."""
    found: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for path, text in texts.items():
        for link in scan(text).links:
            host = urlsplit(link.target).hostname if link.target.startswith(("http://", "https://")) else None
            if host and not _LOCAL.match(host):
                found.setdefault(urldefrag(link.target).url, []).append((path, (link.start, link.end)))
    return found


def allowed(raw: bytes, path: str) -> tuple[list[re.Pattern[str]], list[Diagnostic]]:
    """Return the patterns of addresses that are not requested, and the problems of the file that lists them."""
    entries, document = read_entries(raw, path, ("pattern", "why"), RULE)
    patterns, problems = [], document.problems
    for number, entry in entries.items():
        try:
            patterns.append(re.compile(entry["pattern"]))
        except re.error as error:
            problems.append(document.report((number, "pattern"), f"not a regular expression: {error}", RULE))
    return patterns, problems


def ask(addresses: Iterable[str], patience: Patience) -> dict[str, Answer]:
    """Request every address, and return the answers. Hosts are asked in parallel, each with one request at a time."""
    by_host: dict[str, list[str]] = {}
    for address in sorted(addresses):
        by_host.setdefault(urlsplit(address).netloc, []).append(address)
    with urllib3.PoolManager(headers={"User-Agent": "docker-notes link check"}) as http:

        def of_host(mine: list[str]) -> list[tuple[str, Answer]]:
            answers = []
            for number, address in enumerate(mine):
                time.sleep(patience.pause if number else 0)
                answers.append((address, _one(http, address, patience)))
            return answers

        with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
            return {address: answer for pairs in pool.map(of_host, by_host.values()) for address, answer in pairs}


def _one(http: urllib3.PoolManager, address: str, patience: Patience) -> Answer:
    retries = urllib3.Retry(
        total=patience.tries + 5,
        connect=patience.tries,
        read=patience.tries,
        status=patience.tries,
        redirect=5,
        backoff_factor=patience.backoff,
        backoff_max=60,
        status_forcelist=(429, 500, 502, 503, 504),
        raise_on_status=False,
    )
    try:
        # Not HEAD: many hosts answer it wrongly. The body is not read.
        reply = http.request("GET", address, retries=retries, timeout=patience.wait, preload_content=False)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return Answer(0, type(reason).__name__)
    history = reply.retries.history if reply.retries else ()
    steps = [step for step in history if step.redirect_location]
    for_good = bool(steps) and all(step.status in (301, 308) for step in steps)
    reply.release_conn()
    reply.close()
    return Answer(reply.status, moved=urljoin(address, reply.geturl() or "") if for_good else "")


def check(texts: Mapping[str, str], docs: Path, cache: Path | None, patience: Patience) -> Iterator[Diagnostic]:
    """Yield links that don't work and, as remarks, those that have moved for good. `cache` is read and updated."""
    file = docs / ALLOWED
    patterns, problems = allowed(file.read_bytes(), ALLOWED) if file.is_file() else ([], [])
    yield from problems
    places = {a: p for a, p in links(texts).items() if not any(pattern.search(a) for pattern in patterns)}
    known = _known(cache)
    answers = ask(places.keys() - known.keys(), patience)
    now = int(time.time())
    if cache:
        landed = {a: now for a, answer in answers.items() if _landed(answer) and not answer.moved}
        cache.write_text(json.dumps(dict(sorted((known | landed).items())), indent=1) + "\n", encoding="utf-8")
    for address, answer in answers.items():
        for path, span in places[address]:
            if not _landed(answer):
                what = f"answers {answer.status}" if answer.status else f"does not answer ({answer.said})"
                yield in_text(texts[path], path, span, RULE, f"`{address}` {what}")
            elif answer.moved:
                yield in_text(texts[path], path, span, RULE, f"`{address}` has moved to `{answer.moved}`", "style")


def _landed(answer: Answer) -> bool:
    return 200 <= answer.status < 300


def _known(cache: Path | None) -> dict[str, int]:
    """Return the addresses that worked lately, with the Unix time. A cache that can't be read counts as empty."""
    try:
        data = json.loads(cache.read_text(encoding="utf-8")) if cache else {}
    except (OSError, ValueError):
        return {}
    times = data.items() if isinstance(data, dict) else ()
    return {a: t for a, t in times if isinstance(t, int) and 0 <= time.time() - t < FRESH}
