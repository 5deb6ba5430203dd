"""Guess what someone meant by a word that the CLI doesn't know."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from dockernotes.diagnostics import nearest
from dockernotes.dockercli.spec.model import CommandSpec, FlagSpec

# What people type from memory or know from other tools, but whose spelling isn't close to the right flag or command.
MEANT = {
    "flag": {
        "--background": "--detach",
        "--daemon": "--detach",
        "--environment": "--env",
        "--image-name": "--tag",
        "--mem": "--memory",
        "--no-caches": "--no-cache",
        "--port": "--publish",
        "--ports": "--publish",
        "--remove": "--rm",
        "--shell": "--interactive",
        "--vol": "--volume",
        "--volumes": "--volume",
        "--working-dir": "--workdir",
    },
    "command": {
        "delete": "rm",
        "dir": "ls",
        "list": "ls",
        "log": "logs",
        "remove": "rm",
        "show": "inspect",
        "status": "ps",
        "terminate": "kill",
    },
}

RISKY = frozenset({"disconnect", "down", "kill", "leave", "prune", "restart", "rm", "rmi", "stop"})
"""Commands that remove or stop something. We don't suggest one for a typo if another command is as close."""


def suggest(word: str, known: Iterable[str]) -> str | None:
    """Return the flag that was meant, or None."""
    return known_by_heart(word, known) or nearest(word, sorted(known))


def known_by_heart(word: str, known: Iterable[str]) -> str | None:
    """Return the flag that people usually mean by this word, or that begins with it; or None."""
    return _by_heart_or_start(word, sorted(known), "flag")


def suggest_command(word: str, known: Mapping[str, CommandSpec], rest: Sequence[str] = ()) -> str | None:
    """Return the command that was meant, or None. `rest`: the words after it.

    Among equally close commands, prefer a harmless one, then one that has the given flags: `rum -d` is `run`, not `rm`.
    """
    names = sorted(known)
    flags = [word for word in rest if word.startswith("-") and len(word) > 1]

    def cost(name: str) -> tuple[int, bool, int]:
        unknown = sum(not _knows(known[name], flag) for flag in flags)
        return _distance(word.lower(), name), name in RISKY, unknown

    near = difflib.get_close_matches(word.lower(), names, n=len(names) or 1, cutoff=0.6)
    return _by_heart_or_start(word, names, "command") or min(near, key=cost, default=None)


def _by_heart_or_start(word: str, names: Sequence[str], what: str) -> str | None:
    meant = MEANT[what].get(word)
    if meant in names:
        return meant
    longer = [name for name in names if len(word) > 3 and name.startswith(word)]
    return min(longer, key=len, default=None)


def _knows(command: CommandSpec, word: str) -> bool:
    name = word.partition("=")[0] if word.startswith("--") else word[:2]
    return any(name in (flag.name, flag.short) for flag in command.flags)


def _distance(one: str, other: str) -> int:
    """Return how many typos are between two words: a letter added, missing or wrong, or two swapped."""
    rows = [list(range(len(other) + 1))]
    for i, (before, letter) in enumerate(pairwise(" " + one), 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            least = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != wanted))
            if j > 1 and i > 1 and (before, letter) == (wanted, other[j - 2]):
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


def other_dashes(word: str, flags: Sequence[FlagSpec]) -> str | None:
    """Return `--name` for `-name` and `-it` for `--it`, if there are such flags. `--al` is the beginning of `--all`."""
    name = word.partition("=")[0]
    if not name.startswith("--"):
        return next((flag.name for flag in flags if flag.name == f"-{name}"), None)
    if any(flag.name.startswith(name) for flag in flags):
        return None
    letters, switches = name[2:], {flag.short for flag in flags if not flag.kind}
    return f"-{letters}" if 2 <= len(letters) <= 3 and all(f"-{a}" in switches for a in letters) else None


def hint(meant: str | None) -> str:
    """Return `; did you mean `x`?`, or "" for None."""
    return f"; did you mean `{meant}`?" if meant else ""
