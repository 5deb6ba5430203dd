"""`python -m dockernotes.checks.online.outdated FOLDER…`: images and actions of the course that are out of date.

An official image's tag is current while Docker's list of official images has it; a GitHub action is current while its
major version is the newest. This runs on a schedule, never in a build. `docs/_data/outdated.yml` names what is old on
purpose.
Sources: github.com/docker-library/official-images, folder `library`; the releases that GitHub's API lists.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import urllib3

from dockernotes.catalog.positions import read_entries
from dockernotes.decode import decode
from dockernotes.diagnostics import Diagnostic, in_text

RULE = "outdated"
ON_PURPOSE = Path("docs/_data/outdated.yml")
IMAGES = "alpine|busybox|debian|golang|mongo|mysql|nginx|node|postgres|python|redis|registry|ubuntu"
_IMAGE = re.compile(rf"(?<![\w./@-])(?P<name>{IMAGES}):(?P<tag>\d[\w.-]*)")
_ACTION = re.compile(r"uses: (?P<name>[\w-]+/[\w-]+)[\w/-]*@(?:v(?P<major>\d+)|[0-9a-f]{40} # v(?P<pinned>\d+))")
_VERSION = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where to ask; tests put their own server here."""

    images: str = "https://raw.githubusercontent.com/docker-library/official-images/master/library/"
    releases: str = "https://api.github.com/repos/{}/releases/latest"


@dataclass(frozen=True, slots=True)
class Named:
    """An image or an action, at the place where a text names it. `version`: the tag, or the major version."""

    name: str
    version: str
    path: str
    span: tuple[int, int]

    @property
    def text(self) -> str:
        return f"{self.name}@v{self.version}" if "/" in self.name else f"{self.name}:{self.version}"


def named(texts: Mapping[str, str]) -> Iterator[Named]:
    """Yield the images and actions that the texts name."""
    for path, text in texts.items():
        for match in _IMAGE.finditer(text):
            yield Named(match["name"], match["tag"].rstrip(".-"), path, match.span())
        for match in _ACTION.finditer(text):
            yield Named(match["name"], match["major"] or match["pinned"], path, match.span("name"))


def check(texts: Mapping[str, str], old: Mapping[str, str], sources: Sources) -> Iterator[Diagnostic]:
    """Yield what is outdated, with the newest known version, and what could not be found out. `old`: on purpose."""
    found = [item for item in named(texts) if item.text not in old]
    with urllib3.PoolManager(headers={"User-Agent": "docker-notes"}) as http, ThreadPoolExecutor(4) as pool:
        names = sorted({item.name for item in found})
        known = dict(zip(names, pool.map(lambda name: _ask(http, name, sources), names), strict=True))
    for item in found:
        versions, problem = known[item.name]
        message = problem
        if not problem and "/" in item.name:
            newest = versions[0]
            message = f"`{item.text}` is not the newest; it is `v{newest}`" if int(item.version) < int(newest) else ""
        elif not problem and item.version not in versions:
            newest = max((v for v in versions if _VERSION.fullmatch(v)), key=_order, default="unknown")
            message = f"`{item.text}` gets no more releases; the newest is `{newest}`"
        if message:
            yield in_text(texts[item.path], item.path, item.span, RULE, message)


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _ask(http: urllib3.PoolManager, name: str, sources: Sources) -> tuple[list[str], str]:
    """Return the current tags of an image, or the newest major version of an action; and what went wrong."""
    address = sources.releases.format(name) if "/" in name else sources.images + name
    try:
        reply = http.request("GET", address, retries=urllib3.Retry(3, backoff_factor=2), timeout=20)
        if reply.status != 200:
            return [], f"`{address}` answers {reply.status}"
        text = reply.data.decode()
        if "/" in name:
            return [re.sub(r"\D.*", "", json.loads(text)["tag_name"].lstrip("v"))], ""
    except (urllib3.exceptions.HTTPError, ValueError, KeyError) as error:
        return [], f"`{address}` gives no answer that can be read: {type(error).__name__}"
    rows = re.findall(r"^Tags: (.+)$", text, re.M)
    return [tag.strip() for row in rows for tag in row.split(",")], ""


def on_purpose(raw: bytes, path: str) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return what is old on purpose, with the reason, and the problems of the file that lists it."""
    entries, document = read_entries(raw, path, ("name", "why"), RULE)
    return {entry["name"]: entry["why"] for entry in entries.values()}, document.problems


def main(folders: list[str]) -> int:
    """Print what is outdated. Exit code 1: something is, or could not be found out."""
    files = [f for folder in folders for f in sorted(Path(folder).rglob("*")) if f.suffix in (".md", ".yml", ".yaml")]
    files += [f for folder in folders for f in sorted(Path(folder).rglob("*Dockerfile"))]
    texts = {file.as_posix(): decode(file.read_bytes(), file.as_posix())[0] for file in files if file != ON_PURPOSE}
    old, problems = on_purpose(ON_PURPOSE.read_bytes(), ON_PURPOSE.as_posix()) if ON_PURPOSE.is_file() else ({}, [])
    problems += check(texts, old, Sources())
    print(*(map(str, problems) if problems else ["nothing is outdated"]), sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
