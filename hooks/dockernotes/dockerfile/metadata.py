"""Find what BuildKit refuses in instructions about how a container runs: ports, signals, checks, volumes, shells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.diagnostics import did_you_mean
from dockernotes.dockerfile.expose import port_fault
from dockernotes.dockerfile.flags import Fault, is_open
from dockernotes.dockerfile.lines import Instruction, json_list

_SIGNALS = frozenset(
    (
        "ABRT",
        "ALRM",
        "BUS",
        "CHLD",
        "CLD",
        "CONT",
        "FPE",
        "HUP",
        "ILL",
        "INT",
        "IO",
        "IOT",
        "KILL",
        "PIPE",
        "POLL",
        "PROF",
    )
) | {"PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "UNUSED", "URG", "USR1"}
_SIGNALS |= {"USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX"}


def health(each: Instruction, words: list[str]) -> Iterator[Fault]:
    kind = words[0].upper()
    if is_open(kind) or kind == "[OPTIONS]":
        return
    if kind not in ("CMD", "NONE"):
        yield words[0], f"`HEALTHCHECK` needs `CMD` before the command, not `{words[0]}`"
    elif kind == "NONE" and len(words) > 1:
        yield words[1], "nothing may follow `HEALTHCHECK NONE`"
    elif kind == "CMD":
        rest = each.rest[len(words[0]) :].strip()
        listed = json_list(rest)
        if not rest or listed == []:
            yield words[0], "`HEALTHCHECK CMD` needs a command"
        elif listed is not None and not all(isinstance(word, str) for word in listed):
            yield rest, "a list in brackets may contain only texts in double quotes"


def ports(_: Instruction, words: list[str]) -> Iterator[Fault]:
    for word in words:
        if not is_open(word) and (said := port_fault(word)):
            yield word, said


def shell(each: Instruction, _: list[str]) -> Iterator[Fault]:
    if not json_list(each.rest):
        yield each.rest, '`SHELL` needs a list, such as `["/bin/bash", "-c"]`'


def volumes(each: Instruction, words: list[str]) -> Iterator[Fault]:
    if not words or any(not word.strip() for word in words):
        yield each.rest, "`VOLUME` needs the path of a folder"


def signal(_: Instruction, words: list[str]) -> Iterator[Fault]:
    name = " ".join(words)
    plain = re.sub(r"^SIG", "", name.strip("\"'").upper())
    good = (
        plain in _SIGNALS
        or re.fullmatch(r"-?0*[1-9]\d*", plain)
        or re.fullmatch(r"RT(?:MIN\+|MAX-)\d{1,2}", plain)
        or name.lower() == "signal"  # a placeholder, as in descriptions of the instruction
    )
    if not is_open(name) and not good:
        yield words[0], f"`{name}` isn't a signal{did_you_mean('SIG' + plain, ['SIG' + each for each in _SIGNALS])}"
