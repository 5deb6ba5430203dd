"""Write a file in one step: whoever reads it meanwhile gets the old file or the new one, never half of it."""

from __future__ import annotations

import os
from pathlib import Path


def write(file: Path, content: bytes) -> None:
    """Write a file, and make the folders it needs. Raises OSError if that fails; the old file is then unchanged."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(file)
