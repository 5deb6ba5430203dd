"""Run the tests in three parts side by side: on a Docker Engine, in browsers, and all others.

The first part waits most of its time, and so do browsers. All three look at one built site. With arguments, pytest is
run once, with these. `make test` calls it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from conftest import built

PYTEST = [sys.executable, "-m", "pytest"]
PARTS = ("browser", "engine and not beside", "not browser and (beside or not engine)")
"""By their marks. What starts an engine of its own, with ports of its own, needn't wait for the first one."""


def main(arguments: list[str]) -> int:
    """Return pytest's exit code, or the worst of three."""
    if arguments:
        return subprocess.run([*PYTEST, *arguments], check=False).returncode
    with ExitStack() as opened:
        site = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="docker-notes-"))) / "site"
        done = built(site)
        # A site that can't be built is the business of the tests that look at it: they try again, and say why.
        known = {} if done.returncode else {"DOCKER_NOTES_SITE": str(site)}
        outputs = [None, *(opened.enter_context(tempfile.TemporaryFile()) for _ in PARTS[1:])]
        running = [
            subprocess.Popen(
                [*PYTEST, "-m", part], env=os.environ | known, stdout=output, stderr=output and subprocess.STDOUT
            )
            for part, output in zip(PARTS, outputs, strict=True)
        ]
        try:
            codes = [each.wait() for each in running]
        except KeyboardInterrupt:  # all were told as well; let them tidy up
            codes = [each.wait() for each in running]
        sys.stdout.flush()
        for output in filter(None, outputs):
            output.seek(0)
            sys.stdout.buffer.write(output.read())
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
