"""Fences that say which Docker they need: `docker="29"` and newer, `docker="<29"` older."""

from __future__ import annotations

from collections.abc import Mapping

from dockernotes.dockercli.spec.model import Spec, committed, load_spec
from dockernotes.dockercli.spec.since import number


def spec_for(options: Mapping[str, str], usual: Spec) -> Spec | None:
    """Return the newest spec that a fence's commands may be held against; None when there is none so new or so old."""
    wanted = options.get("docker", "")
    if not number(wanted) or fits(usual.version, wanted):
        return usual
    fitting = [version for version in committed() if fits(version, wanted)]
    return load_spec(fitting[-1]) if fitting else None


def fits(version: str, wanted: str) -> bool:
    """Return whether a version is one that a fence wants."""
    older = number(version) < number(wanted)
    return older if wanted.startswith("<") else not older
