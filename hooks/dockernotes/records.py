"""Keep the results of a build as JSON, each under a name that is a hash of all that it was made from.

So no result is ever out of date, and many builds may share a folder. A file in it may be cut off, or come from another
program: if it isn't exactly what was written, it is ignored. Nothing that is read is ever run.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from dockernotes.atomic import write

T = TypeVar("T")
_MOST = 96 * 1024 * 1024
"""Bytes that a folder may hold. This site needs about a tenth of that."""


def digest(*parts: str | bytes) -> str:
    """Return a fingerprint of some texts."""
    found = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"%d:" % len(raw))
        found.update(raw)
    return found.hexdigest()


def digest_of_texts(texts: Mapping[str, str | bytes]) -> str:
    """Return a fingerprint of some texts with their names, in their order."""
    return digest(*(part for named in texts.items() for part in named))


def digest_of_files(files: Iterable[Path], root: Path) -> str:
    """Return a fingerprint of some files: of their paths below a folder, and of their contents."""
    return digest_of_texts({file.relative_to(root).as_posix(): held(file) for file in sorted(files) if file.is_file()})


def held(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:  # the checks will say so
        return repr(error).encode()


def code() -> str:
    """Return a fingerprint of our own code and its data, and of all installed packages."""
    room = Path(__file__).parent
    own = (
        file for file in room.parent.rglob("*") if file.suffix not in (".pyc", "") and "__pycache__" not in file.parts
    )
    return digest(digest_of_files(own, room.parent), _packages())


@cache
def _packages() -> str:
    names = sorted(
        name
        for folder in map(Path, dict.fromkeys(sys.path))
        if folder.is_dir()
        for name in (entry.name for entry in os.scandir(folder))
        if name.endswith((".dist-info", ".egg-info"))
    )
    return digest(sys.version, *names)


class Records:
    """A folder of such results. Without a folder, each process makes everything anew."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._known: dict[str, Any] = {}
        self._used: set[str] = set()
        self._written = False

    def get(self, kind: str, made_from: Iterable[str | bytes], make: Callable[[], T]) -> T:
        """Return what `make` makes; JSON must be able to hold it. `made_from`: all that decides it, including code."""
        name = self.name(kind, made_from)
        found = self.find(name)
        if found is None:
            found = make()
            self.keep(name, found)
        result: T = found
        return result

    def name(self, kind: str, made_from: Iterable[str | bytes]) -> str:
        return f"{kind}-{digest(*made_from)[:40]}"

    def find(self, name: str) -> Any:
        """Return a result, or None."""
        self._used.add(name)
        if name not in self._known:
            if self.folder is None or (found := _read(self.folder / name, name)) is None:
                return None
            self._known[name] = found
        return self._known[name]

    def keep(self, name: str, result: Any) -> None:
        """Keep a result. A folder that can't be written only means that the next build makes it again."""
        self._used.add(name)
        self._known[name] = result
        if self.folder is None:
            return
        body = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        with suppress(OSError):
            write(self.folder / name, f"{digest(name, body)}\n".encode() + body)
            self._written = True

    def end(self, most: int = _MOST) -> None:
        """End a build: forget the results it didn't use, and delete the oldest of those from a folder that is full."""
        self._known = {name: result for name, result in self._known.items() if name in self._used}
        if self.folder and self._written:
            with suppress(OSError):
                _shrink(self.folder, self._used, most)
        self._used, self._written = set(), False


def _read(file: Path, name: str) -> Any:
    try:
        head, _, body = file.read_bytes().partition(b"\n")
        if head.decode("ascii", "replace") != digest(name, body):
            return None
        os.utime(file)  # so that a result in use is never among the oldest
        return json.loads(body.decode("utf-8", "surrogatepass"))
    except (OSError, ValueError, RecursionError):
        return None


def _shrink(folder: Path, used: set[str], most: int) -> None:
    files = [(file.stat().st_mtime_ns, file.stat().st_size, file) for file in folder.iterdir() if file.is_file()]
    size = sum(one for _, one, _ in files)
    for _, one, file in sorted(files):
        if size <= most:
            break
        if file.name not in used:
            file.unlink()
            size -= one
