"""Fences that say which Docker they need: `docker="29"` means 29 or newer, `docker="<29"` an older one."""

from __future__ import annotations

from collections.abc import Mapping

from dockernotes.dockercli.spec.model import Spec, committed, load_spec
from dockernotes.dockercli.spec.since import number


def spec_for(options: Mapping[str, str], usual: Spec) -> Spec | None:
    """Return the spec to check a fence's commands against: the usual one if it fits, else the newest that does.

    None if no spec fits.
    """
    wanted = options.get("docker", "")
    if not number(wanted) or fits(usual.version, wanted):
        return usual
    fitting = [version for version in committed() if fits(version, wanted)]
    return load_spec(fitting[-1]) if fitting else None


def fits(version: str, wanted: str) -> bool:
    """Return whether a version is one that a fence asks for."""
    older = number(version) < number(wanted)
    return older if wanted.startswith("<") else not older
