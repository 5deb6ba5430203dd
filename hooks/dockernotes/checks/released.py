"""`python -m dockernotes.checks.released DOCS`: record the published addresses, for the rule address-gone.

An address that was once recorded stays protected: it is kept even if only a redirect has it now.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dockernotes.checks.reading.files import is_page, listed
from dockernotes.checks.reading.project import Project, read
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.rules.redirect import RECORD, REDIRECTS, addresses, redirects


def recorded(docs: Path) -> str:
    """Return the text of the record for the pages as they are now."""
    files = frozenset(listed(docs))
    texts = {name: read(docs / name, name) for name in sorted(files) if is_page(name)}
    kept, _ = redirects((docs / REDIRECTS).read_bytes(), REDIRECTS)
    found = sorted({*addresses(Tree(texts, files, Project(docs).expand)), *kept})
    return "# Pages and headings of the last release. `make addresses` writes this file.\n" + "\n".join(found) + "\n"


def main(arguments: list[str]) -> int:
    """Write the record. Exit code 2: wrong usage."""
    if len(arguments) != 1 or not Path(arguments[0], REDIRECTS).is_file():
        print("usage: python -m dockernotes.checks.released DOCS", file=sys.stderr)
        return 2
    docs = Path(arguments[0])
    (docs / RECORD).write_text(recorded(docs), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
