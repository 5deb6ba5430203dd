"""What someone meant who typed a word the CLI does not know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dockernotes.diagnostics import nearest
from dockernotes.dockercli.model import FlagSpec

# What people type from other tools and from memory, where no likeness of letters leads to the flag or command meant.
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


def suggest(word: str, known: Iterable[str], what: str) -> str | None:
    """Return the flag or command (`what`) that was meant, or None."""
    names = sorted(known)
    meant = MEANT[what].get(word)
    if meant in names:
        return meant
    longer = [name for name in names if len(word) > 3 and name.startswith(word)]
    return min(longer, key=len) if longer else nearest(word, names)


def other_dashes(word: str, flags: Sequence[FlagSpec]) -> str | None:
    """Return `--name` for `-name` and `-it` for `--it`, when there are such flags."""
    name = word.partition("=")[0]
    if not name.startswith("--"):
        return next((flag.name for flag in flags if flag.name == f"-{name}"), None)
    letters, switches = name[2:], {flag.short for flag in flags if not flag.kind}
    return f"-{letters}" if 2 <= len(letters) <= 3 and all(f"-{a}" in switches for a in letters) else None


def hint(meant: str | None) -> str:
    """Return `; did you mean `x`?`, or nothing."""
    return f"; did you mean `{meant}`?" if meant else ""
