"""List the files of a theme without those that no site publishes."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import FileSystemLoader


class ThemeLoader(FileSystemLoader):
    """Skips folders whose name begins with a dot: MkDocs would look at each of their files, and then leave it out.

    Material has ten thousand icons there. Templates still find them.
    """

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for folder, below, files in os.walk(top, followlinks=self.followlinks):
                below[:] = [name for name in below if not name.startswith(".")]
                found.update(Path(os.path.relpath(folder, top), name).as_posix() for name in files)
        return sorted(found)
