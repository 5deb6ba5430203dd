"""What the engine refuses in `--volume` and `--mount`. It splits at every colon and doesn't know drive letters."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from dockernotes.dockercli.engine.refusal import PATH, TO_FILL_IN, Refusal, bad_name
from dockernotes.dockercli.grammar.fields import split_fields
from dockernotes.dockercli.grammar.mount import split_volume
from dockernotes.dockercli.grammar.shared_tables import NAMES

_MODES = {mode: group for group, modes in enumerate(NAMES["mount-modes"]) for mode in modes}
"""The group of each mode. A mount may have one mode of each group."""


def is_mode(text: str) -> bool:
    """Return whether the engine accepts a text as the third field of a mount."""
    groups = Counter(_MODES.get(option) for option in text.split(","))
    return None not in groups and max(groups.values()) == 1


def volume(value: str) -> Refusal | None:
    fields = split_volume(value)
    if len(fields) == 1 or any(TO_FILL_IN.search(field) for field in fields):
        return None
    source, target = fields[:2]
    at = len(source) + 1
    # `v:/data:ro` has two fields for the CLI, but three for the engine. No disk has the letters of floppy drives.
    is_drive = re.match(r"[A-Za-z]:/", source) and len(fields) == 2
    if is_drive and (not PATH.match(target) or source[0] in "abAB"):
        if not is_mode(target):
            return _bad_mode(target, at)
        refusal = bad_name(source[0])
        return replace(refusal, length=1) if refusal else None
    if not PATH.match(target):
        kind = "bind" if PATH.match(source) else "volume"
        cli = (
            f"invalid volume specification: '{value}': invalid mount config for type \"{kind}\": "
            f"invalid mount path: '{target}' mount path must be absolute"
        )
        message = f"the path in the container, `{target}`, has to begin with `/`"
        return Refusal(message, cli, at, len(target))
    if target == "/":
        cli = "invalid specification: destination can't be '/'"
        return Refusal("a mount can't replace everything in the image: `/`", cli, at, len(target))
    if len(fields) == 3 and not is_mode(fields[2]):
        return _bad_mode(fields[2], at + len(target) + 1)
    if PATH.match(source):
        return None
    folder = ".\\" if "\\" in source else "./"
    refusal = bad_name(source, folder + source)
    return replace(refusal, length=len(source)) if refusal else None


def _bad_mode(mode: str, at: int) -> Refusal:
    message = f"`{mode}` isn't a mount mode; known: `ro`, `rw`, `z`, `Z`, `nocopy` and the propagation modes"
    return Refusal(message, f"invalid mode: {mode}", at, len(mode))


def mount(value: str) -> Refusal | None:
    given = {}
    for field in split_fields(value.strip()) or []:
        key, _, text = field.partition("=")
        given[key.lower()] = text
    kind = given.get("type", "volume").lower()
    source = given.get("source", given.get("src", ""))
    target = given.get("target", given.get("dst", given.get("destination", "")))
    start = f'invalid mount config for type "{kind}": '
    if any(TO_FILL_IN.search(text) for text in given.values()):
        return None
    if kind not in NAMES["mount-types"]:
        return Refusal(f"the engine has no mount of the type `{kind}`", f"{start}mount type unknown")
    if not target:
        return Refusal("needs `target=path`", f"{start}field Target must not be empty")
    if not PATH.match(target):
        cli = f"{start}invalid mount path: '{target}' mount path must be absolute"
        return Refusal(f"the path in the container, `{target}`, has to begin with `/`", cli)
    if kind == "bind" and not source:
        return Refusal("a `bind` mount needs `source=path`", f"{start}field Source must not be empty")
    if kind == "bind" and not PATH.match(source):
        cli = f"{start}invalid mount path: '{source}' mount path must be absolute"
        return Refusal(f"the host folder, `{source}`, has to begin with `/` or `./`", cli)
    if kind == "tmpfs" and source:
        return Refusal("a `tmpfs` mount has no source", f"{start}field Source must not be specified")
    refusal = bad_name(source) if kind == "volume" and source else None
    hint = "; a folder needs `type=bind`" if refusal and re.search(r"[/\\]", source) else ""
    return replace(refusal, message=refusal.message + hint) if refusal else None
