"""The flags of a Dockerfile's instructions, and the values that BuildKit accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.diagnostics import did_you_mean
from dockernotes.dockercli.grammar.kinds import duration
from dockernotes.dockerfile.lines import Instruction
from dockernotes.dockerfile.run_mounts import mount_fault
from dockernotes.source.shell import PLACEHOLDER

Fault = tuple[str, str]
"""The wrong word, and what is wrong with it."""
SWITCH, TEXT, LIST = "switch", "text", "list"
_COPIES = {"chown": TEXT, "chmod": TEXT, "link": SWITCH, "exclude": LIST}
FLAGS: dict[str, dict[str, str]] = {
    "FROM": {"platform": TEXT},
    "RUN": {"mount": LIST, "network": TEXT, "security": TEXT, "device": LIST},
    "COPY": {**_COPIES, "from": TEXT, "parents": SWITCH},
    "ADD": {**_COPIES, "keep-git-dir": SWITCH, "checksum": TEXT, "unpack": SWITCH},
    "HEALTHCHECK": dict.fromkeys(("interval", "timeout", "start-period", "start-interval", "retries"), TEXT),
}
_MODES = {"network": ("default", "none", "host"), "security": ("insecure", "sandbox")}
_UNREAD = ("ARG", "STOPSIGNAL")  # BuildKit ignores their flags
_OPEN = ("$", "…", "...", "{{", "[,", "[=")
_CHMOD = re.compile(r"[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+(?:,[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+)*")


def is_open(text: str) -> bool:
    """Return whether the builder or the reader fills in a part of a text."""
    return any(mark in text for mark in _OPEN) or bool(PLACEHOLDER.search(text))


def flag_faults(each: Instruction) -> Iterator[Fault]:
    known, seen = FLAGS.get(each.name, {}), set[str]()
    if each.name in _UNREAD or (each.name == "HEALTHCHECK" and each.rest.upper() == "NONE"):
        return
    for flag in each.flags:
        name, equals, value = flag[2:].partition("=")
        if is_open(name) or (is_open(flag) and not equals):
            continue
        kind = known.get(name)
        if kind is None:
            yield flag, f"unknown flag `--{name}` of `{each.name}`{did_you_mean(name, known)}"
        elif kind == SWITCH and (equals and value.lower() not in ("true", "false")):
            yield flag, f"`--{name}` is `true` or `false`"
        elif kind != SWITCH and not equals:
            yield flag, f"`--{name}` needs its value after `=`, as `--{name}=…`"
        elif kind != LIST and name in seen:
            yield flag, f"`--{name}` occurs twice; keep one"
        elif not is_open(value) and (said := _value_fault(name, value)):
            yield flag, f"invalid value `{value}` of `--{name}`: {said}"
        elif name == "mount" and (said := mount_fault(value, is_open)):
            yield flag, f"invalid value `{value}` of `--mount`: {said}"
        seen.add(name)


def _value_fault(name: str, value: str) -> str | None:
    if name in _MODES:
        return None if value in _MODES[name] else "it is " + " or ".join(f"`{mode}`" for mode in _MODES[name])
    if name in ("interval", "timeout", "start-period", "start-interval") and value:
        if duration(value):
            return "not a duration such as `30s`"
        return "is below zero" if value.startswith("-") and re.search("[1-9]", value) else _too_short(value)
    if name == "retries" and value and not re.fullmatch(r"\+?\d{1,10}", value, re.ASCII):
        return "not a number from 0 up"
    if name == "checksum" and value and not re.fullmatch(r"(?:sha256:)?[\da-f]{64}|[\da-f]{4,40}|sha\d+:.{64,}", value):
        return "a digest is `sha256:` and 64 hexadecimal digits"
    if name == "chmod" and value:
        octal = re.fullmatch(r"0*[0-7]{1,4}", value)
        return None if octal or _CHMOD.fullmatch(value) else "not octal, such as `755`, nor of the form `u+x`"
    return None


def _too_short(value: str) -> str | None:
    short = re.fullmatch(r"[\d.]+(?:ns|us|µs)", value)
    return "the minimum is a millisecond" if short and re.search("[1-9]", value) and len(value) < 6 else None
