"""Sessions that are run only on request: they take minutes, or need programs that few machines have."""

from __future__ import annotations

import os
from collections.abc import Mapping

VARIABLE = "DOCKER_NOTES_EXTRA"
"""Set where these sessions are run as well. `tests/engine/extra` brings their programs and sets it."""
EXCUSE = "run only on request: it "
"""How the reason begins why such a session was not run."""


def excuse(options: Mapping[str, str]) -> str:
    """Return why a fence with these options is not run now, or nothing."""
    why = options.get("extra", "")
    return EXCUSE + why if why and VARIABLE not in os.environ else ""


def is_read_only(options: Mapping[str, str]) -> bool:
    """Whether a fence with these options is only read here."""
    return "norun" in options or bool(excuse(options))
