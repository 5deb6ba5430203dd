"""Make random lines, right and wrong: `python tests/lab/fuzz.py SEED COUNT` prints sequences for the lab.

The lab must answer each line without an exception or an endless wait, and its state must stay consistent.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from typing import Any

NAMES = [
    "aa", "bb", "web", "nosuch", "data", "net", "a/b", "-x", "", "é", "$HOME", "0", "bridge", "host",
]  # fmt: skip
IMAGES = [
    "alpine", "nginx", "alpine:nosuch", "mine", "mine:2", "Upper", "busybox", "localhost:5000/x", "redis:8",
    "hello-world",
]  # fmt: skip
FLAGS = [
    "-d", "--rm", "--name", "-p", "8080:80", "-p 80", "-v data:/d", "-v ./x:/x", "-e A=1", "-e", "-m 64m", "-m",
    "--network", "--network net", "-it", "-i", "--restart always", "-w /tmp", "-u nobody", "--entrypoint", "-f",
    "-q", "-a", "--format", "'{{.Names}}'", "'{{.'", "'{{json .}}'", "table", "--filter", "name=a", "-n 2",
    "--tail 1", "-t 1", "--nosuch", "--", "-",
]  # fmt: skip
TAILS = [
    "", "", "", "sleep 100", "echo hi", "sh -c 'exit 3'", "nosuch", "ls /", "true", "cat",
]  # fmt: skip
COMMANDS = [
    "run", "run -d", "run --rm", "create", "start", "stop -t 1", "restart -t 0", "kill", "rm", "rm -f", "pause",
    "unpause", "ps", "ps -a", "logs", "exec", "inspect", "top", "stats --no-stream", "port", "rename", "update",
    "wait", "commit", "cp", "diff", "images", "image inspect", "history", "tag", "rmi", "pull", "push", "save",
    "load", "export", "import", "build", "build -q .", "volume create", "volume ls", "volume rm",
    "volume inspect", "volume prune -f", "network create", "network ls", "network rm", "network connect",
    "network disconnect", "network inspect", "network prune -f", "system df", "system prune -f",
    "container prune -f", "image prune -f", "info", "version", "events --until 1s", "login", "logout", "search",
    "context ls", "compose up -d", "compose down", "compose ps", "compose logs", "compose exec", "compose run",
    "compose config", "compose nosuch", "attach", "help", "", "nosuch", "buildx ls",
]  # fmt: skip
FILES = [
    "printf 'FROM alpine\\nRUN echo a > /a\\nCMD cat /a\\n' > Dockerfile",
    "printf 'FROM nosuch\\nFOO\\n' > Dockerfile",
    "printf 'services:\\n  web:\\n    image: alpine\\n    command: s"
    "leep 50\\n    volumes: [data:/d]\\nvolumes:\\n  data:\\n' > compose.yaml",
    "printf 'services:\\n  web: [\\n' > compose.yaml",
    "rm -f compose.yaml Dockerfile",
    "echo $?; ls; pwd",
]


def line(rng: random.Random) -> str:
    """Return a random line."""
    if rng.random() < 0.12:
        return rng.choice(FILES)
    words = ["docker", rng.choice(COMMANDS)]
    words += rng.sample(FLAGS, rng.choice([0, 0, 1, 1, 2, 3]))
    words += rng.sample(NAMES + IMAGES, rng.choice([0, 1, 1, 1, 2]))
    words.append(rng.choice(TAILS))
    text = " ".join(words)
    if rng.random() < 0.1:
        cut = rng.randrange(len(text))
        text = text[:cut] + rng.choice(["|", ";", "'", '"', "$(", "&", ">", "{", "\\", "\t", "\x00", "🐳"]) + text[cut:]
    return text


def sequences(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Yield sequences in the form that the lab plays."""
    rng = random.Random(seed)
    for number in range(count):
        yield {"id": f"{seed}-{number}", "steps": [line(rng) for _ in range(rng.randrange(5, 25))]}


if __name__ == "__main__":
    for sequence in sequences(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(sequence, ensure_ascii=False))
