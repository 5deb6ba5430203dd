"""A door: compare two built sites, and put the comparison into words.

`changes.py compare BEFORE AFTER` prints what changes between two built sites, as JSON.
`changes.py comment FILE ADDRESS` prints that JSON as Markdown. It trusts nothing in the file, and says so if the file
isn't a comparison.

Exit code 2: wrong usage, or a file that can't be read.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dockernotes.changes import comment

USAGE = "usage: changes.py compare BEFORE AFTER | changes.py comment FILE ADDRESS"


def main(arguments: list[str]) -> int:
    """Compare two sites, or put a comparison into words."""
    match arguments:
        case ["compare", before, after]:
            # Imported here, not above: `comment` must work where no package is installed.
            from dockernotes.changes.built import Site
            from dockernotes.changes.differences import compare

            json.dump(compare(Site(Path(before)), Site(Path(after))), sys.stdout, indent=1)
        case ["comment", file, address]:
            try:
                sys.stdout.write(comment.comment(comment.read(Path(file).read_bytes()), address))
            except comment.NotAReport as error:
                sys.stdout.write(comment.refused(str(error), address))
            except OSError as error:
                print(f"changes.py: {error}", file=sys.stderr)
                return 2
        case _:
            print(USAGE, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
