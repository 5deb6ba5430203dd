"""Ask the real programs about short Compose files and Dockerfiles, and record their answer with each.

`python tests/checks/asked/ask.py` asks `docker compose config`, and BuildKit's own parser, which is built with Go. It
rewrites compose.jsonl and dockerfile.jsonl. A new case is a line without `said`.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
TAGS = "dfrunsecurity dfrundevice dfparents"
Case = dict[str, str]


def cases(name: str) -> list[Case]:
    """Return the cases of a file."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def compose_text(case: Case) -> str:
    """Return the Compose file of a case, which is a key of a service or one at the top level."""
    if "service" not in case:
        return f"services:\n  web:\n    image: nginx\n{case['top']}\n"
    image = "" if case["service"].startswith("image:") else "    image: nginx\n"
    return f"services:\n  web:\n{image}    {case['service']}\n"


def dockerfile_text(case: Case) -> str:
    """Return the Dockerfile of a case, which has instructions to go below a first one."""
    return f"FROM alpine:3.22 AS base\n{case['rows']}\n"


def ask_compose(text: str) -> str:
    """Return why Compose refuses a file, or an empty string."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["docker", "compose", "--project-directory", folder, "-f", "-", "config", "-q", "--no-env-resolution"]
        environment = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"]}
        done = subprocess.run(command, input=text, env=environment, capture_output=True, text=True, check=False)
    lines = [line for line in done.stderr.splitlines() if "level=warning" not in line and line.strip()]
    return " ".join(lines).replace(folder, "")[:120] if done.returncode else ""


def ask_buildkit(texts: list[str]) -> list[str]:
    """Return why BuildKit refuses each Dockerfile, or an empty string for one it accepts."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "asked")
        subprocess.run(["go", "build", "-tags", TAGS, "-o", program, "."], cwd=HERE / "buildkit", check=True)
        given = "".join(json.dumps(text) + "\n" for text in texts)
        done = subprocess.run([program], input=given, capture_output=True, text=True, check=True)
    return [json.loads(line)[:120] for line in done.stdout.splitlines()]


def write(name: str, every: list[Case], said: list[str]) -> None:
    """Write the cases with the programs' answers."""
    lines = (json.dumps(case | {"said": each}, ensure_ascii=False) for case, each in zip(every, said, strict=True))
    (HERE / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    compose, dockerfiles = cases("compose"), cases("dockerfile")
    with ThreadPoolExecutor(4) as pool:
        write("compose", compose, list(pool.map(ask_compose, map(compose_text, compose))))
    write("dockerfile", dockerfiles, ask_buildkit([dockerfile_text(case) for case in dockerfiles]))


if __name__ == "__main__":
    main()
