"""Sequences on a real engine: `tests/lab/engine.py < SEQUENCES > WITH-WHAT-WAS-SEEN`, both JSON lines as the lab's play has.

Removes all containers, volumes, networks and builds of the engine, so it wants one that is nobody's: run it by
tests/engine/beside. Each sequence begins with the images that were there at the start, in an empty folder.
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

# The folder that the lab begins in; what a real one is called is written so.
HOME = "/home/you/docker-notes"
LONGEST = 60
# A shell without a terminal that keeps its folder and variables. It reads the name of a step's file, and answers with its code.
DRIVER = """while IFS= read -r step <&8; do
  eval "$(cat "$step")" >"$step.out" 2>"$step.err" </dev/null 8<&- 9>&-
  echo $? >&9
done"""
TIDY = """docker ps -aq | xargs -r docker rm -fv
docker network prune -f
docker volume prune -af
docker context rm -f $(docker context ls -q | grep -v default)"""


class Engine:
    """An engine, and the images that each sequence begins with."""

    def __init__(self) -> None:
        if not os.environ.get("DOCKER_NOTES_SCRATCH"):
            raise SystemExit("this removes everything from the engine; use tests/engine/beside, or set DOCKER_NOTES_SCRATCH")
        self.images = self._images()
        self.tidy()

    @staticmethod
    def _images() -> dict[str, str]:
        said = _docker("images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}")
        return dict(line.split() for line in said.splitlines() if "<none>" not in line)

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
        """Return what each step printed; None for one that took too long, and for what follows it."""
        top = Path(tempfile.mkdtemp(prefix="lab-judge-"))
        home = top / HOME.lstrip("/")
        home.mkdir(parents=True)
        ask, answer = os.pipe(), os.pipe()
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(top / "root"), "DOCKER_HOST": os.environ["DOCKER_HOST"], "LANG": "C.UTF-8",
            "USER": "root", **{name: os.environ[name] for name in ("SSL_CERT_FILE",) if name in os.environ},
        }  # fmt: skip
        shell = subprocess.Popen(
            ["bash", "-c", f"exec 8<&{ask[0]} 9>&{answer[1]}\n{DRIVER}", "bash"],
            cwd=home, env=environment, pass_fds=(ask[0], answer[1]), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(ask[0])
        os.close(answer[1])
        codes = os.fdopen(answer[0])
        seen: list[dict[str, Any] | None] = []
        try:
            for number, step in enumerate(steps):
                file = top / str(number)
                file.write_text(step, encoding="utf-8")
                os.write(ask[1], f"{file}\n".encode())
                signal.setitimer(signal.ITIMER_REAL, LONGEST)
                code = codes.readline().strip()
                signal.setitimer(signal.ITIMER_REAL, 0)
                if not code:
                    break
                said = {name: _text(file.with_suffix(f".{end}"), top) for name, end in (("stdout", "out"), ("stderr", "err"))}
                seen.append({**said, "code": int(code)})
        except TimeoutError:
            pass
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            os.killpg(shell.pid, signal.SIGKILL)
            shell.wait()
            os.close(ask[1])
            codes.close()
            shutil.rmtree(top, ignore_errors=True)
            t=__import__("time").time(); self.tidy(builds=any("build" in step or "commit" in step for step in steps)); self.took=round(__import__("time").time()-t,1)
        return seen + [None] * (len(steps) - len(seen))


def _late(*_: object) -> None:
    raise TimeoutError


def _text(file: Path, top: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace").replace(str(top), "")


def _docker(*words: str) -> str:
    return subprocess.run(["docker", *words], capture_output=True, encoding="utf-8", check=False).stdout


signal.signal(signal.SIGALRM, _late)

if __name__ == "__main__":
    engine = Engine()
    for line in sys.stdin:
        case = json.loads(line)
        t=__import__("time").time(); seen=engine.play(case["steps"]); print(case["id"], len(seen), round(__import__("time").time()-t,1), engine.took, file=sys.stderr, flush=True)
        print(json.dumps({**case, "seen": seen}, ensure_ascii=False), flush=True)
