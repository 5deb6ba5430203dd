"""Writing a file in one step: whoever reads it meanwhile gets the old one or the new one, and never half of it."""

from __future__ import annotations

import os
from pathlib import Path


def write(file: Path, content: bytes) -> None:
    """Write a file, and the folders around it. Raises OSError where that can't be done; the old file stays then."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(file)
