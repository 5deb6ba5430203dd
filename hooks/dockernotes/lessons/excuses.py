"""Why a session isn't run: it is only read, it is run on request, or it is for another Docker."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

VARIABLE = "DOCKER_NOTES_EXTRA"
"""If set, sessions that take minutes, or need programs that few machines have, are run as well. `tests/engine/extra`
installs the programs and sets it.
"""
ON_REQUEST = "run only on request: it "
"""The start of the reason that such a session wasn't run."""
OTHER_DOCKER = "needs Docker "
"""The start of the reason that a session for other versions of Docker isn't run."""


def excuse(options: Mapping[str, str], docker: str) -> str:
    """Return why a session with these options isn't run on an engine of this version, or an empty string."""
    return options.get("norun") or on_request(options) or other_docker(options.get("docker", ""), docker)


def is_read_only(options: Mapping[str, str]) -> bool:
    """Return whether a fence with these options is only read here."""
    return "norun" in options or bool(on_request(options))


def on_request(options: Mapping[str, str]) -> str:
    """Return why a fence with these options isn't run without a request, or an empty string."""
    why = options.get("extra", "")
    return ON_REQUEST + why if why and VARIABLE not in os.environ else ""


def other_docker(wanted: str, current: str) -> str:
    """Return why something for `wanted`, such as `<29`, isn't run on the version `current`, or an empty string."""
    if not wanted:
        return ""
    major = int(current.split(".", maxsplit=1)[0])
    number = int(re.sub(r"\D.*", "", wanted.lstrip("<")) or 0)
    runs = major < number if wanted.startswith("<") else major >= number
    return "" if runs else f"{OTHER_DOCKER}{wanted}; this is {current}"
