"""Keep what was made once in a file. Its name is a hash of all that it was made from, so it is never out of date."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dockernotes.atomic import write


def folder(settings: str | None, name: str) -> Path:
    """Return the folder for one kind of cached files: in `.cache`, next to the settings file mkdocs.yml."""
    return Path(settings or ".").parent / ".cache" / name


def made_with(package: str, *files: Path) -> str:
    """Return a fingerprint of some code: of its files, and the version of the package that does their work."""
    try:
        by = version(package)
    except PackageNotFoundError:
        by = "none"
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest() + by


class Cache:
    """A folder of such files. Without a folder, everything is made each time."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def get(
        self,
        suffix: str,
        made_from: tuple[str, ...],
        make: Callable[[], bytes],
        is_final: Callable[[bytes], bool] = lambda made: True,
    ) -> bytes:
        """Return what `make` makes. `made_from`: all that decides its bytes, including the code that makes them.

        A result that `is_final` rejects is not kept, and so is made again the next time.
        """
        if self.folder is None:
            return make()
        name = hashlib.sha256("\0".join(made_from).encode()).hexdigest()[:32]
        file = self.folder / f"{name}.{suffix}"
        if file.is_file():
            return file.read_bytes()
        made = make()
        if not is_final(made):
            return made
        with suppress(OSError):  # a folder that can't be written only means that the next build makes it again
            write(file, made)
        return made
