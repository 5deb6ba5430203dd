"""Write what the engine printed into the page. Only outputs change: those that differ, and those that no engine has
printed so far, even if only what varies is different, such as an id that somebody made up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from dockernotes.atomic import write
from dockernotes.lessons.compare import Masks, difference
from dockernotes.lessons.lesson_run import OTHER, Ran
from dockernotes.lessons.proof import Printed, printed


def record(
    page: Path, raw: bytes, results: Iterable[Ran], masks: Masks, known: Collection[Printed] | None = None
) -> int | None:
    """Rewrite the outputs of a page; return how many changed. The file is replaced in one step, or left as it was.

    `raw`: the page as it was run. `known`: the outputs that were recorded before; if it is None, all count as known.
    Return None if somebody has edited the page since: its lines may no longer be where they were.
    """
    if page.read_bytes() != raw:
        return None
    rows = raw.decode("utf-8").split("\n")
    changed = 0
    for ran in sorted(results, key=lambda r: -r.line):
        step = ran.step
        if step is None or ran.printed is None:
            continue
        if ran.trouble and not ran.trouble.startswith(OTHER):
            # It didn't end as the page says: what it printed is a fault to mend, not an output to record.
            continue
        same = not difference(step, ran.printed, masks)
        if same and (known is None or not step.output or printed(step) in known):
            continue
        prefix = step.fence.prefix
        new = [(prefix + row).rstrip() for row in ran.printed.strip("\n").split("\n")] if ran.printed.strip() else []
        start = step.command[-1].number
        if rows[start - 1].endswith("\r"):
            new = [row + "\r" for row in new]
        rows[start : start + len(step.output)] = new
        changed += 1
    if changed:
        write(page, "\n".join(rows).encode("utf-8"))
    return changed
