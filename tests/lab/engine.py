"""Play sequences on a real engine: `tests/lab/engine.py < SEQUENCES > WITH-WHAT-WAS-SEEN`, JSON lines as `play` has.

It removes all containers, volumes, networks and builds of the engine, so it needs one that nobody else uses: run it
with tests/engine/beside. Each sequence begins in an empty folder, with the images that were there at the start.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

# Where the lab begins. A real sequence begins in a folder of that name below another one, whose path is cut off again.
ROOT_HOME, FOLDER = "/root", "/home/you/docker-notes"
LONGEST = 60
# A shell without a terminal that keeps its folder and variables. It reads the name of a step's file, and answers with
# the step's exit code.
DRIVER = """while IFS= read -r step <&8; do
  eval "$(cat "$step")" >"$step.out" 2>"$step.err" </dev/null 8<&- 9>&-
  echo $? >&9
done"""
TIDY = """docker ps -aq | xargs -r docker rm -fv
docker network prune -f
docker volume prune -af
docker context rm -f $(docker context ls -q | grep -v default)"""
SCRATCH = "this removes everything from the engine; use tests/engine/beside, or set DOCKER_NOTES_SCRATCH"
KEPT = ("PATH", "DOCKER_HOST", "SSL_CERT_FILE")


class Engine:
    """An engine, and the images that each sequence begins with."""

    def __init__(self) -> None:
        if not os.environ.get("DOCKER_NOTES_SCRATCH"):
            raise SystemExit(SCRATCH)
        signal.signal(signal.SIGALRM, _late)
        self.images = self._images()
        self.tidy()

    @staticmethod
    def _images() -> dict[str, str]:
        said = _docker("images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}")
        rows = (line.split() for line in said.splitlines() if "<none>" not in line)
        return {row[0]: row[1] for row in rows}

    def tidy(self, *, builds: bool = True) -> None:
        """Remove what a sequence left."""
        subprocess.run(["bash", "-c", TIDY], capture_output=True, check=False)
        there = self._images()
        for name, digest in self.images.items():
            if there.get(name) != digest and digest in there.values():
                _docker("tag", digest, name)
            elif name not in there:
                _docker("pull", "-q", name)
        if extra := [name for name in there if name not in self.images]:
            _docker("rmi", "-f", *extra)
        if builds:
            _docker("builder", "prune", "-af")
            _docker("image", "prune", "-f")

    def play(self, steps: list[str]) -> list[dict[str, Any] | None]:
        """Return what each step printed, or None for a step that took too long and for the steps after it."""
        top = Path(tempfile.mkdtemp(prefix="lab-judge-"))
        seen: list[dict[str, Any] | None] = []
        shell = _Shell(top)
        try:
            for number, step in enumerate(steps):
                code = shell.run(number, step)
                if code is None:
                    break
                seen.append({"stdout": shell.said(number, "out"), "stderr": shell.said(number, "err"), "code": code})
        finally:
            shell.end()
            shutil.rmtree(top, ignore_errors=True)
            self.tidy(builds=any("build" in step or "commit" in step for step in steps))
        return seen + [None] * (len(steps) - len(seen))


class _Shell:
    """A bash that gets one step after the other."""

    def __init__(self, top: Path) -> None:
        self.top = top
        folder = top / FOLDER.lstrip("/")
        folder.mkdir(parents=True)
        questions, answers = os.pipe(), os.pipe()
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.process = subprocess.Popen(
            ["bash", "-c", f"exec 8<&{questions[0]} 9>&{answers[1]}\n{DRIVER}", "bash"],
            cwd=folder,
            env={**kept, "HOME": str(top / ROOT_HOME.lstrip("/")), "LANG": "C.UTF-8", "USER": "root"},
            pass_fds=(questions[0], answers[1]),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(questions[0])
        os.close(answers[1])
        self.questions, self.answers = questions[1], os.fdopen(answers[0])

    def run(self, number: int, step: str) -> int | None:
        """Return the exit code of a step, or None if it took too long or ended the shell."""
        file = self.top / str(number)
        file.write_text(step, encoding="utf-8")
        try:
            os.write(self.questions, f"{file}\n".encode())
            signal.setitimer(signal.ITIMER_REAL, LONGEST)
            code = self.answers.readline().strip()
        except (TimeoutError, BrokenPipeError):
            return None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        return int(code) if code else None

    def said(self, number: int, end: str) -> str:
        """Return what a step printed on `out` or `err`, with the folder named as in the lab."""
        text = (self.top / f"{number}.{end}").read_bytes().decode("utf-8", "replace")
        return text.replace(str(self.top), "")

    def end(self) -> None:
        """End the shell and everything it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.questions)
        self.answers.close()


def _late(*_: object) -> None:
    raise TimeoutError


def _docker(*words: str) -> str:
    return subprocess.run(["docker", *words], capture_output=True, encoding="utf-8", check=False).stdout


if __name__ == "__main__":
    engine = Engine()
    for line in sys.stdin:
        case = json.loads(line)
        print(json.dumps({**case, "seen": engine.play(case["steps"])}, ensure_ascii=False), flush=True)
