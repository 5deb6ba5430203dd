"""Run the tests in three parts side by side: on a Docker Engine, in browsers, and all others. Times are measured last.

The tests with an engine or a browser spend most of their time waiting. All parts use one built site. With arguments,
pytest is run once, with those. `make test` calls this.
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
APART = ("unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
"""A network without any other machine. Where an engine's networks come and go, Chromium drops what it's loading."""
PARTS = ("browser", "engine and not beside", "not browser and (beside or not engine)")
"""By pytest's marks. Tests that start their own engine, with its own ports, needn't wait for the first one."""


def main(arguments: list[str]) -> int:
    """Return pytest's exit code, or the worst of four."""
    if arguments:
        return subprocess.run([*PYTEST, *arguments], check=False).returncode
    with ExitStack() as opened:
        site = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="docker-notes-"))) / "site"
        done = built(site)
        # If the site can't be built, the tests that need it try again, and report why.
        known = {} if done.returncode else {"DOCKER_NOTES_SITE": str(site)}
        outputs = [None, *(opened.enter_context(tempfile.TemporaryFile()) for _ in PARTS[1:])]
        running = [
            subprocess.Popen(
                [*(_apart() if part == "browser" else ()), *PYTEST, "-m", f"({part}) and not quiet"],
                env=os.environ | known,
                stdout=output,
                stderr=output and subprocess.STDOUT,
            )
            for part, output in zip(PARTS, outputs, strict=True)
        ]
        try:
            codes = [each.wait() for each in running]
        except KeyboardInterrupt:  # the parts got the signal too; let them tidy up
            codes = [each.wait() for each in running]
        sys.stdout.flush()
        for output in filter(None, outputs):
            output.seek(0)
            sys.stdout.buffer.write(output.read())
        sys.stdout.flush()
        codes.append(subprocess.run([*PYTEST, "-m", "quiet"], env=os.environ | known, check=False).returncode)
    return max(codes)


def _apart() -> tuple[str, ...]:
    """Return what puts a command into a network of its own, or nothing where that isn't allowed."""
    try:
        done = subprocess.run([*APART, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        return ()
    return () if done.returncode else APART


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
