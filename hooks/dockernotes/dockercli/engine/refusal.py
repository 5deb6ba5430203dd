"""An engine's reason to refuse a value, and the rule for names of volumes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

PATH = re.compile(r"[/.~]|\\\\|[A-Za-z]:")
"""The beginning of a path, on Linux or on Windows."""
TO_FILL_IN = re.compile(r"[<\[{…]|\.\.\.|^YOUR_")
"""A part of a value that readers fill in themselves."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Our message and the engine's words. `at`, `length`: the part of the value; None for everything after `at`."""

    message: str
    cli: str
    at: int = 0
    length: int | None = None


Refuse = Callable[[str], Refusal | None]


def bad_name(source: str, folder: str = "") -> Refusal | None:
    """Return why a volume can't have a name, or None. `folder`: how to write it if a folder was meant."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]+", source):
        return None
    if re.fullmatch(r"[A-Za-z0-9]", source):
        cli = "volume name is too short, names should be at least two alphanumeric characters"
        return Refusal(f"the name `{source}` is too short: a volume's name needs at least two characters", cli)
    is_raw = "$" in source
    meant = f"; did you mean `{folder}`?" if folder and re.search(r"[/\\]", source) and not is_raw else ""
    reason = ": your shell fills in nothing in single quotes" if is_raw else meant
    cli = (
        f'create {source}: "{source}" includes invalid characters for a local volume name, only '
        '"[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path'
    )
    return Refusal(f"the engine takes `{source}` for the name of a volume, and it can't be one{reason}", cli)
