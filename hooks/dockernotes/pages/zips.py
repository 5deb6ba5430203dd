"""Each example project as a zip, so that nobody has to create its files one by one. Other zips use `add` too."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

FOLDER = "examples"
_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file, so that the same files give the same zip."""


def zipped(folder: Path) -> bytes:
    """Return a folder as a zip that unpacks into a folder of the same name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            add(archive, file.relative_to(folder.parent).as_posix(), file.read_bytes())
    return out.getvalue()


def add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write a file into a zip, without what differs from build to build and from machine to machine."""
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
