"""Type the recorded sessions of all pages into the lab: `python tests/lab/replay.py [words of a page …]`.

It prints how many commands give the page's output, masked as the lessons mask it, and a diff for each that doesn't.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "hooks")]

from dockernotes.catalog.load import load  # noqa: E402
from dockernotes.lessons.clean import clean  # noqa: E402
from dockernotes.lessons.compare import Masks, difference, shown  # noqa: E402
from dockernotes.lessons.inventory import is_lesson  # noqa: E402
from dockernotes.lessons.lesson import Block, LessonStep, read_lesson  # noqa: E402
from dockernotes.lessons.starts import is_done, step  # noqa: E402
from dockernotes.lessons.terminal import screen  # noqa: E402

DOCS = ROOT / "docs"
PLAY = Path(__file__).parent / "play"


@dataclass(frozen=True, slots=True)
class Replayed:
    """A command of a page. `diff`: how the lab's output differs from the page's; empty if it doesn't."""

    page: str
    line: int
    command: str
    diff: tuple[str, ...]


def pages() -> dict[str, list[Block | LessonStep]]:
    """Return what the reader of each chapter does: the files they create, and the commands they type."""
    paths = sorted(path for path in DOCS.rglob("*.md") if is_lesson(path.relative_to(DOCS).as_posix()))
    return {path.relative_to(DOCS).as_posix(): list(_done(path.read_text(encoding="utf-8"))) for path in paths}


def _done(text: str) -> Iterator[Block | LessonStep]:
    for block in filter(is_done, read_lesson(text).blocks):
        if block.file:
            yield block
        yield from block.steps


@cache
def masks() -> Masks:
    """Return the masks of the lessons."""
    catalog, _, problems = load((DOCS / "_data/docker.yml").read_bytes(), "docker.yml")
    assert catalog, problems
    return Masks(catalog.masks)


def replay(todo: dict[str, list[Block | LessonStep]]) -> Iterator[Replayed]:
    """Type the pages' sessions into the lab, page by page, and yield each command that was typed."""
    where = {"home": "/home/you", "cwd": "/home/you/docker-notes"}
    cases = [{"id": page, **where, "steps": [_step(each) for each in steps]} for page, steps in todo.items()]
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run(
        ["node", str(PLAY)], input=lines, capture_output=True, encoding="utf-8", check=False, timeout=300
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    for answer in map(json.loads, done.stdout.splitlines()):
        for each, seen in zip(todo[answer["id"]], answer["seen"], strict=True):
            if isinstance(each, LessonStep):
                yield Replayed(answer["id"], each.line, each.text, tuple(_diff(each, seen)))


def _step(each: Block | LessonStep) -> dict[str, Any]:
    if isinstance(each, Block):
        return {"file": each.file, "text": each.body(DOCS) + "\n"}
    given = step(each)
    made = {"run": given} if isinstance(given, str) else given
    image = each.options.get("fresh") if each.first else None
    return made | {
        "terminal": "terminal" in each.options,
        "before": [f"docker image rm --force {image}"] if image else [],
    }


def _diff(each: LessonStep, seen: dict[str, Any]) -> list[str]:
    raw = seen["output"].encode()
    options = each.options
    printed = shown(each, screen(raw) if "terminal" in options else clean(raw))
    if seen["code"] and not {"fails", "mistake"} & options.keys() and not (each.last and "interrupt" in options):
        return ["", "", f"exit code {seen['code']}, where the page says of no failure", *printed.split("\n")]
    return difference(each, printed, masks())


def main(words: list[str]) -> int:
    """Replay the pages whose path has one of the words in it, or all. Return 1 if something differs, else 0."""
    todo = {page: steps for page, steps in pages().items() if not words or any(word in page for word in words)}
    total = same = 0
    for each in replay(todo):
        total, same = total + 1, same + (not each.diff)
        if each.diff:
            first = re.sub(r"\n.*", " …", each.command, flags=re.DOTALL)
            print(f"{each.page}:{each.line}: {first}", *each.diff[2:], sep="\n    ")
    print(f"{same} of {total} commands print what their page shows ({100 * same / max(total, 1):.1f} %)")
    return int(same < total)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
