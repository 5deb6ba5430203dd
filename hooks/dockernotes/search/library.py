"""MiniSearch, which ranks what the palette finds. npm's lock file pins it; the build takes it from node_modules.

What no browser needs is left out of it, and out of our own scripts that call it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

MISSING = "There is no search in this build: MiniSearch is missing. `npm ci` installs it; then build again."
_MODULE = "minisearch/dist/es/index.js"
_LICENSE = "minisearch/LICENSE.txt"
FOLDER = "assets/js/search/"
_COMMENTS = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n|^[ \t]*//[^\n]*\n|(?<=;) // [^\n]*$", re.DOTALL | re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def there(modules: Path) -> bool:
    return (modules / _MODULE).is_file()


def files(modules: Path) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of each file of the library that the site publishes."""
    if not there(modules):
        return
    text = (modules / _MODULE).read_text(encoding="utf-8")
    yield FOLDER + "minisearch.js", f"/* MiniSearch: see minisearch.LICENSE.txt */\n{short(text)}"
    yield FOLDER + "minisearch.LICENSE.txt", (modules / _LICENSE).read_text(encoding="utf-8")


def short(script: str) -> str:
    """Return a script without comments and indents. Each line that is left stays a line."""
    return _INDENT.sub("", _COMMENTS.sub("", script))
