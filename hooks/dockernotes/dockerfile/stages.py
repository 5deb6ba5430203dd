"""Check the stages of a Dockerfile: what `FROM` and `--from` may name, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dockernotes.dockercli.grammar.grammars import platform
from dockernotes.dockercli.grammar.image import check_image
from dockernotes.dockerfile.flags import is_open
from dockernotes.dockerfile.lines import Instruction


def stage_faults(every: Sequence[Instruction], *, whole: bool) -> Iterator[tuple[Instruction, str, str]]:
    """Yield the instruction, word and message of each fault. `whole`: this is a file, or a part that has a `FROM`."""
    names = [_name(each) for each in every if each.name == "FROM"]
    at, is_early = -1, False
    for each in every:
        if each.name == "FROM":
            at += 1
            yield from ((each, word, said) for word, said in _base_faults(each, names[:at]))
        elif at < 0:
            if whole and each.name != "ARG" and not is_early:
                is_early = True
                yield each, each.name, f"`{each.name}` comes before the first `FROM`; only `ARG` may"
        elif whole:
            for word, origin in _origins(each):
                if said := _origin_fault(origin, at, names):
                    yield each, word, said


def _name(each: Instruction) -> str:
    words = each.rest.split()
    return words[2].lower() if len(words) == 3 else ""


def _base_faults(each: Instruction, before: Sequence[str]) -> Iterator[tuple[str, str]]:
    words = each.rest.split()
    base = re.sub(r"[\"']", "", words[0]) if words else ""
    if base and not is_open(base) and base.lower() not in before and (said := check_image(base, by_id=False)):
        yield words[0], f"`{base}`: {said}"
    for word in (*words[:1], *each.flags):
        if "}" in re.sub(r"\$\{[^}]*\}", "", word) and "{" not in word:
            yield word, f"`{word}`: a `}}` closes nothing here; write `${{NAME}}`"
            return
    for flag in each.flags:
        name, _, value = flag.partition("=")
        if name == "--platform" and not is_open(value) and (said := platform(value)):
            yield flag, f"invalid value `{value}` of `--platform`: {said}"


def _origins(each: Instruction) -> Iterator[tuple[str, str]]:
    """Yield each flag that names a stage or image, and the name."""
    for flag in each.flags:
        name, _, value = flag.partition("=")
        if name == "--from" and each.name == "COPY":
            yield flag, value
        elif name == "--mount" and each.name == "RUN":
            match = re.search(r"(?:^|,)from=([^,]*)", value)
            if match and not re.search("(?:^|,)type=(?:secret|ssh|tmpfs)", value):
                yield flag, match[1]


def _origin_fault(origin: str, at: int, names: Sequence[str]) -> str | None:
    if not origin or is_open(origin.replace("$", "")):
        return None
    if "$" in origin:
        return f"`{origin}`: `from` can't contain a variable; give the image a name in a separate `FROM`, and use that"
    if re.fullmatch(r"[+-]?\d+", origin, re.ASCII):
        stage = int(origin)
        if not 0 <= stage < len(names):
            return f"there's no stage {stage}: they're counted from 0, and there are {len(names)}"
        return f"stage {stage} is this one or one below; only those above are built by then" if stage >= at else None
    if origin.lower() in names:
        stage = len(names) - 1 - list(reversed(names)).index(origin.lower())
        if stage == at:
            return f"`{origin}` is this stage itself; name another"
        return f"the stage `{origin}` comes later; move it up" if stage > at else None
    said = check_image(origin, by_id=False)
    return f"`{origin}` isn't a stage of this file, and as an image: {said}" if said else None
