"""Sequences as beginners type them, right and wrong, made from the templates in lines/typed.txt.

`python tests/lab/typed.py SEED STEPS` prints them as JSON lines for tests/lab/play.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("lines") / "typed.txt"

# What a session is about: the kinds of its lines, and its weight.
THEMES = {
    "containers": (["run", "life", "ps", "logs", "exec", "inspect"], 6),
    "states": (["run", "life", "life", "inspect", "exec"], 3),
    "images": (["images", "build", "run"], 2),
    "build": (["build", "build", "images"], 3),
    "volumes": (["volumes", "volumes", "run", "exec"], 3),
    "networks": (["networks", "networks", "run", "exec"], 3),
    "compose": (["compose", "compose", "compose", "compose", "compose-files"], 4),
    "compose mistakes": (["compose-mistakes", "compose-mistakes", "compose-files", "compose"], 2),
    "anything": (
        ["run", "life", "ps", "logs", "exec", "inspect", "images", "volumes", "networks", "build", "system"], 3
    ),
}  # fmt: skip
OPENINGS = {"compose": ["mkdir proj && cd proj"], "compose mistakes": ["mkdir proj && cd proj"]}
FIRST_KIND = {"compose": "compose-files", "volumes": "volumes", "networks": "networks", "build": "build"}

POOLS = {
    "n": ["web", "box", "sql", "app", "job", "api", "cache", "front"],
    "V": ["data", "store", "notes"],
    "W": ["shop", "back", "mid"],
    "t": ["own:1", "own:2", "own", "team/app"],
}
NEW_OF = {"c": "n", "v": "V", "w": "W"}
COURSE = ["alpine", "nginx", "alpine", "busybox", "debian:trixie-slim", "redis:8", "hello-world", "node:24-alpine"]
PORTS = ["8080", "8080", "8081", "8090"]


@cache
def templates() -> dict[str, list[str]]:
    """Return the lines of the table by kind, each repeated according to its weight."""
    kinds: dict[str, list[str]] = {}
    kind = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kind = line[3:]
        elif line and not line.startswith("#"):
            weight, text = re.fullmatch(r"(?:\*(\d+) )?(.*)", line).groups()  # type: ignore[union-attr]
            kinds.setdefault(kind, []).extend([text] * int(weight or 1))
    return kinds


class Session:
    """A sequence that is being made, with the names that it has used so far."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.used: dict[str, list[str]] = {pool: [] for pool in POOLS}

    def line(self, template: str) -> str:
        """Return a line made from a template."""
        while found := re.search(r"@\(([^()]*)\)", template):
            # A pipe between spaces belongs to the shell.
            options = re.split(r"(?<! )\||\|(?! )", found[1].replace(" || ", "\0"))
            chosen = self.rng.choice(options).replace("\0", " || ")
            template = template[: found.start()] + chosen + template[found.end() :]
        return re.sub(r"@([ncVvWwtip])\b", lambda match: self.name(match[1]), template).strip()

    def name(self, kind: str) -> str:
        """Return a name for a placeholder."""
        if kind == "p":
            return self.rng.choice(PORTS)
        if kind == "i":
            return self.rng.choice(COURSE + self.used["t"] * 2)
        if kind in NEW_OF:
            return self.existing(NEW_OF[kind])
        free = [name for name in POOLS[kind] if name not in self.used[kind]]
        if not free or (self.used[kind] and self.rng.random() < 0.1):
            return self.rng.choice(POOLS[kind])
        self.used[kind].append(free[0])
        return free[0]

    def existing(self, pool: str) -> str:
        """Return a name used earlier, most often the newest; sometimes one that may not exist."""
        if self.rng.random() < 0.1:
            return self.rng.choice(["nosuch", *POOLS[pool]])
        used = self.used[pool] or POOLS[pool][:1]
        return used[-1] if self.rng.random() < 0.5 else self.rng.choice(used)


def sequences(seed: int, steps: int) -> Iterator[dict[str, Any]]:
    """Yield sequences of 5 to 25 steps until there are `steps` in all."""
    rng = random.Random(seed)
    number = 0
    while steps > 0:
        theme = rng.choices(list(THEMES), [weight for _, weight in THEMES.values()])[0]
        session, kinds = Session(rng), THEMES[theme][0]
        lines = list(OPENINGS.get(theme, []))
        for at in range(max(1, min(steps, rng.randrange(5, 26)) - len(lines))):
            kind = FIRST_KIND.get(theme, "run") if at == 0 else rng.choice(kinds)
            if rng.random() < 0.08 and at:
                kind = rng.choice(["ps", "system", "run", "life"])
            lines.append(session.line(rng.choice(templates()[kind])))
        yield {"id": f"{seed}-{number} {theme}", "steps": lines}
        steps -= len(lines)
        number += 1


if __name__ == "__main__":
    for sequence in sequences(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(sequence, ensure_ascii=False))
