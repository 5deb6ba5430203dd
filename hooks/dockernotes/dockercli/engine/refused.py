"""Find what the CLI accepts but the engine refuses: names, paths, modes of mounts, limits.

The rules are dockerd's. Each problem has dockerd's words for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from dockernotes.diagnostics import did_you_mean
from dockernotes.dockercli.engine.engine_mounts import mount, volume
from dockernotes.dockercli.engine.refusal import TO_FILL_IN, Refusal, Refuse, bad_name
from dockernotes.dockercli.grammar.fields import split_fields
from dockernotes.dockercli.grammar.image import check_image
from dockernotes.dockercli.grammar.shared_tables import NAMES
from dockernotes.dockercli.grammar.sizes import bytes_of
from dockernotes.dockercli.grammar.values import MAKES_CONTAINER
from dockernotes.dockercli.reader.parsed import Parsed, Problem
from dockernotes.shared import read_table

_POLICIES = NAMES["restart-policies"]
_LEAST_MEMORY = 6 * 1024 * 1024


def _policy(value: str) -> Refusal | None:
    name, _, count = value.partition(":")
    if name and name not in _POLICIES:
        known = ", ".join(f"`{policy}`" for policy in _POLICIES)
        said = "use one of 'no', 'always', 'on-failure', or 'unless-stopped'"
        return Refusal(
            f"the engine has no policy `{name}`; known: {known}{did_you_mean(name, _POLICIES)}",
            f"invalid restart policy: unknown policy '{name}'; {said}",
            length=len(name),
        )
    if not count or set(count) == {"0"} or name == "on-failure":
        return None
    cli = "invalid restart policy: maximum retry count can only be used with 'on-failure'"
    return Refusal("a count of attempts works only with `on-failure`", cli)


def _memory(least: str) -> Refuse:
    def refuse(value: str) -> Refusal | None:
        size = bytes_of(value)
        if size is None or size == 0 or size >= _LEAST_MEMORY:
            return None
        meant = f"; did you mean `{value}m`?" if value.isdecimal() and value.isascii() else ""
        is_bytes = f"`{value}` is {size} bytes" if value.isdecimal() else f"`{value}` is too little"
        return Refusal(f"{is_bytes}, and the engine needs at least 6 MB{meant}", least)

    return refuse


def _folder(cli: str) -> Refuse:
    def refuse(value: str) -> Refusal | None:
        if not value or re.match(r"/|\\|[A-Za-z]:", value) or TO_FILL_IN.search(value):
            return None
        message = f"the working folder, `{value}`, has to begin with `/`; did you mean `/{value}`?"
        return Refusal(message, cli.format(value))

    return refuse


def _container(value: str) -> Refusal | None:
    bare = value.removeprefix("/")
    if not value or TO_FILL_IN.search(value) or re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+", bare):
        return None
    cli = f"Invalid container name ({value}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
    if re.fullmatch(r"[a-zA-Z0-9]", bare):
        return Refusal(f"the name `{value}` is too short: a container's name needs at least two characters", cli)
    return Refusal(f"no container can have the name `{value}`: only letters, digits, `_`, `.` and `-` are allowed", cli)


def _volume_name(value: str) -> Refusal | None:
    return bad_name(value) if value and not TO_FILL_IN.search(value) else None


def _gpus(value: str) -> Refusal | None:
    fields = split_fields(value) or []
    names = {field.partition("=")[0] for field in fields if "=" in field}
    counted = "count" in names or any("=" not in field for field in fields)
    if "device" not in names or not counted:
        return None
    more = [field for field in fields if "=" not in field]
    devices = ",".join([*(f for f in fields if f.startswith("device=")), *more])
    hint = f"; put several devices in their own double quotes: `'\"{devices}\"'`" if more else ""
    message = f"`device` and a count can't be combined{hint}"
    return Refusal(message, "cannot set both Count and DeviceIDs on device request")


def _tag(value: str) -> Refusal | None:
    """Check a build's `--tag`, which BuildKit's client reads only after it has found an engine to build with."""
    fault = check_image(value, by_id=False) if value and not TO_FILL_IN.search(value) else None
    why = "repository name must be lowercase" if value != value.lower() else "invalid reference format"
    return Refusal(f"no image can have the name `{value}`: {fault}", f'invalid tag "{value}": {why}') if fault else None


_EXEC = "OCI runtime exec failed: exec failed: unable to start container process: Cwd must be an absolute path"
_RESOURCES: dict[str, Refuse] = {
    "--memory": _memory("Minimum memory limit allowed is 6MB"),
    "--memory-reservation": _memory("Minimum memory reservation allowed is 6MB"),
    "--restart": _policy,
}
_CREATE: dict[str, Refuse] = {
    **_RESOURCES,
    "--gpus": _gpus,
    "--mount": mount,
    "--name": _container,
    "--volume": volume,
    "--workdir": _folder("the working directory '{}' is invalid, it needs to be an absolute path"),
}
_FLAGS: dict[str, dict[str, Refuse]] = {
    **dict.fromkeys(MAKES_CONTAINER, _CREATE),
    **dict.fromkeys(("docker update", "docker container update"), _RESOURCES),
    **{f"docker {words}exec": {"--workdir": _folder(_EXEC)} for words in ("", "container ", "compose ")},
    "docker compose run": {"--name": _container, "--volume": volume, "--workdir": _CREATE["--workdir"]},
    "docker volume create": {"--name": _volume_name},
    **{f"docker {words}build": {"--tag": _tag} for words in ("", "buildx ", "builder ", "image ")},
}
# Command -> place of an operand -> check.
_OPERANDS: dict[str, dict[int, Refuse]] = {
    **{f"docker {words}rename": {1: _container} for words in ("", "container ")},
    "docker volume create": {0: _volume_name},
}


WITH_CONTAINER = read_table(__file__)
"""Flags that can't be used with the network of another container, and the engine's words. JavaScript reads it too."""


def refused(parsed: Parsed, opaque: Collection[int] = ()) -> list[Problem]:
    """Return what the engine would refuse in a command that the CLI accepts."""
    if parsed.problems or parsed.asks_help:
        return []
    found: list[Problem] = []
    checks = _FLAGS.get(parsed.command.name, {})
    for part in parsed.parts:
        if part.role == "value" and part.flag and part.word not in opaque:
            check = checks.get(part.flag.name)
            refusal = check(parsed.argv[part.word][part.start : part.end]) if check else None
            if refusal:
                found.append(_problem(part.word, part.start, part.end, refusal))
    for place, check in _OPERANDS.get(parsed.command.name, {}).items():
        at = parsed.operands[place] if place < len(parsed.operands) else None
        refusal = check(parsed.argv[at]) if at is not None and at not in opaque else None
        if refusal and at is not None:
            found.append(_problem(at, 0, len(parsed.argv[at]), refusal))
    return found or list(_together(parsed, opaque))


def _problem(word: int, start: int, end: int, refusal: Refusal) -> Problem:
    begin = start + refusal.at
    stop = end if refusal.length is None else begin + refusal.length
    return Problem(word, begin, stop, "engine", refusal.message, refusal.cli)


def _together(parsed: Parsed, opaque: Collection[int]) -> Iterator[Problem]:
    if parsed.command.name not in MAKES_CONTAINER:
        return

    def last(name: str) -> str:
        values = parsed.values(name, opaque)
        return (values[-1] or "") if values else ""

    def at(name: str, message: str, cli: str) -> Problem:
        part = next(p for p in reversed(parsed.parts) if p.role == "flag" and p.flag and p.flag.name == name)
        return Problem(part.word, part.start, part.end, "engine", message, cli)

    if (last("--network") or last("--net")).startswith("container:"):
        for names, said in WITH_CONTAINER:
            for name in names:
                if parsed.values(name):
                    message = f"`{name}` can't be used with the network of another container: set it on that container"
                    yield at(name, message, said)
    memory, swap, reserved = (bytes_of(last(name)) for name in ("--memory", "--memory-swap", "--memory-reservation"))
    if swap and swap > 0 and not parsed.values("--memory"):
        cli = "You should always set the Memory limit when using Memoryswap limit, see usage"
        yield at("--memory-swap", "`--memory-swap` needs `--memory`", cli)
    elif memory and swap and 0 < swap < memory:
        cli = "Minimum memoryswap limit should be larger than memory limit, see usage"
        yield at("--memory-swap", "`--memory-swap` is memory and swap together, so it can't be below `--memory`", cli)
    if memory and reserved and memory < reserved:
        cli = "Minimum memory limit can not be less than memory reservation limit, see usage"
        yield at("--memory-reservation", "`--memory-reservation` is above `--memory`", cli)
