"""Run the tests in two halves side by side: those that wait for a Docker Engine, and all others.

The first half waits most of its time, so the second has nearly a whole core to itself. With arguments, pytest is run
once, with these. `make test` calls it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

PYTEST = [sys.executable, "-m", "pytest"]


def main(arguments: list[str]) -> int:
    """Return pytest's exit code, or the worse of two."""
    if arguments:
        return subprocess.run([*PYTEST, *arguments], check=False).returncode
    with tempfile.TemporaryFile() as printed:
        others = subprocess.Popen([*PYTEST, "-m", "not engine"])
        engine = subprocess.Popen([*PYTEST, "-m", "engine"], stdout=printed, stderr=subprocess.STDOUT)
        try:
            codes = [others.wait(), engine.wait()]
        except KeyboardInterrupt:  # both were told as well; let them tidy up
            codes = [others.wait(), engine.wait()]
        printed.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(printed.read())
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
