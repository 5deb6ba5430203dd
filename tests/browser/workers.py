"""Measure how much processor time a page's Worker has used.

Chromium slows down pages, but not Workers (`Emulation.setCPUThrottlingRate`: "only supported for pages, not workers").
So a test that needs a slow machine multiplies the Worker's time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def processor_time() -> float:
    """Return the milliseconds that all Workers of our own browser have used so far."""
    return sum(_spent(thread) for process in _ours() for thread in process.glob("task/*") if _is_worker(thread))


def _ours() -> Iterator[Path]:
    """Yield the processes below this one."""
    parents = {int(each.name): _parent(each) for each in PROC.iterdir() if each.name.isdigit()}
    for pid in parents:
        above = pid
        while above > 1 and above != os.getpid():
            above = parents.get(above, 0)
        if above == os.getpid():
            yield PROC / str(pid)


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return 0  # it has ended in the meantime


def _is_worker(thread: Path) -> bool:
    try:
        return (thread / "comm").read_text().startswith("DedicatedWorker"[:15])
    except OSError:
        return False


def _spent(thread: Path) -> float:
    try:
        return int((thread / "schedstat").read_text().split()[0]) / 1e6
    except (OSError, IndexError, ValueError):
        return 0
