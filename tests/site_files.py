"""Compare the files of two built sites."""

from __future__ import annotations

from pathlib import Path


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def difference(name: str, first: bytes, second: bytes) -> str:
    """Return where two files first differ, or an empty string if they are the same."""
    if first == second:
        return ""
    place = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), -1)
    start = max(0, place - 60)
    line = first[:place].count(b"\n") + 1
    return f"{name}:{line}: {first[start : place + 60]!r} is {second[start : place + 60]!r} in the second build"
