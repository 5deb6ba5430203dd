"""What a page claims, read before it runs: the names it creates, the ports it opens, what it would sweep away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dockernotes.dockercli.grammar.port import split_publish
from dockernotes.dockercli.reader.parsed import Parsed
from dockernotes.lessons.excuses import is_read_only
from dockernotes.lessons.lesson import Block, Lesson, LessonStep

_PROJECT_NAME = re.compile(r"^name: *[\"']?([\w-]+)", re.M)
_COMPOSE_PORT = re.compile(r"^\s*- *[\"']?(?:[\d.]+:)?(\d+):\d+(?:/tcp)?[\"']?\s*$", re.M)
LISTS = {"ps": "container", "images": "image"}
"""Commands that list what the engine holds, but don't have its kind in their name."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a page will create. `kind`: container, volume, network, image, project or port."""

    kind: str
    name: str
    line: int
    command: str


def claims(lesson: Lesson, docs: Path) -> Iterator[Claim]:
    """Yield what a page's Compose files, and those of its commands that are run, will create."""
    for block in lesson.blocks:
        if is_read_only(block.options):
            continue
        for step in block.steps:
            for call in step.calls:
                yield from (Claim(kind, name, step.line, step.title) for kind, name in _made(call))
        if block.file and block.fence.language == "yaml":
            yield from _of_compose(block, docs)


def sweeping(step: LessonStep) -> str | None:
    """Return what is wrong with a command that would also affect what others made, or None."""
    for call in step.calls:
        if call.command.name.endswith(" prune") and not any(v.startswith("label=") for v in _values(call, "--filter")):
            return f"`{call.command.name}` removes what others made too; add `--filter label=…` or `norun`"
    removes = any(call.command.name.split()[-1] in ("rm", "rmi", "stop", "kill", "restart") for call in step.calls)
    for call in step.calls:
        if removes and listed(call) and call.values("--quiet") and not call.values("--filter"):
            return f"`{call.command.name} --quiet` lists what others made as well; add `--filter …`"
    return None


def listed(call: Parsed) -> str:
    """Return the kind of thing that a command lists, such as `container` for `docker ps`; empty for other commands."""
    words = call.command.name.split()
    if len(words) == 3 and words[2] in ("ls", "list", "ps") and words[1] in ("container", "image", "volume", "network"):
        return words[1]
    return LISTS.get(words[-1], "") if len(words) == 2 else ""


def _made(call: Parsed) -> Iterator[tuple[str, str]]:
    names = [call.argv[at] for at in call.operands if "$" not in call.argv[at]]
    match call.command.name.split()[1:]:
        case ["run" | "create"] | ["container", "run" | "create"]:
            yield from (("container", name) for name in _values(call, "--name"))
            yield from (("volume", name) for value in _values(call, "--volume") if (name := _volume(value)))
            yield from (("volume", name) for value in _values(call, "--mount") if (name := _mounted(value)))
            for value in _values(call, "--publish"):
                port = split_publish(value)[1]
                # A larger number is a mistake that the page makes on purpose.
                if port.isdecimal() and int(port) < 2**16:
                    yield "port", port
        case ["rename"] | ["container", "rename"]:
            yield from (("container", name) for name in names[1:])
        case ["volume" | "network" as kind, "create"]:
            yield from ((kind, name) for name in names)
        case ["tag"] | ["image", "tag"]:
            yield from (("image", tagged(name)) for name in names[1:])
        case ["rmi"] | ["image", "rm"]:
            yield from (("image", tagged(name)) for name in names)
        case ["build"] | ["buildx", "build"] | ["image", "build"]:
            yield from (("image", tagged(name)) for name in _values(call, "--tag"))
        case ["compose", *_]:
            yield from (("project", name) for name in _values(call, "--project-name"))


def _values(call: Parsed, flag: str) -> list[str]:
    return [value for value in call.values(flag) if value]


def _volume(value: str) -> str | None:
    source, colon, _ = value.partition(":")
    return source if colon and re.fullmatch(r"[a-zA-Z0-9][\w.-]*", source) else None


def _mounted(value: str) -> str | None:
    pairs = dict(pair.partition("=")[::2] for pair in value.split(","))
    source = pairs.get("source") or pairs.get("src")
    return source if source and pairs.get("type", "volume") == "volume" else None


def tagged(name: str) -> str:
    """Return the name of an image with its tag, as the engine lists it."""
    return name if ":" in name.rsplit("/", 1)[-1] or "@" in name else f"{name}:latest"


def _of_compose(block: Block, docs: Path) -> Iterator[Claim]:
    text = block.body(docs)
    if not re.search(r"^services:", text, re.M):
        return
    file = PurePosixPath(block.file)
    named = _PROJECT_NAME.search(text)
    yield Claim("project", named[1] if named else file.parent.name, block.fence.line, file.name)
    for port in _COMPOSE_PORT.findall(text):
        yield Claim("port", port, block.fence.line, file.name)
