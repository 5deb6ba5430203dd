"""Check operands as the CLI does: names of images, both sides of a copy, and others that have their own grammar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dockernotes.dockercli.grammar.image import check_image
from dockernotes.dockercli.grammar.named_checks import check_of
from dockernotes.dockercli.grammar.shared_tables import FLAGS, by_command
from dockernotes.dockercli.grammar.values import MAKES_CONTAINER

_IMAGES = {command: places for commands, places in FLAGS["images"] for command in commands}
"""Operands that are image references and that the CLI reads itself: command -> their places."""
_OPERANDS = {
    command: {int(place): check_of(said) for place, said in places.items()}
    for command, places in by_command(FLAGS["operands"]).items()
}
"""Other operands with a grammar: command -> place -> check. For `scale`, all operands from that place on."""


def check_operands(command: str, operands: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the place of each operand that the CLI refuses, and why."""
    for place in range(len(operands)) if command in FLAGS["all-images"] else _IMAGES.get(command, ()):
        by_id = command in MAKES_CONTAINER
        fault = check_image(operands[place], by_id=by_id) if place < len(operands) else None
        opened = command.endswith(" import") and operands[0] not in ("-", ".")  # a file comes first
        if fault and not opened:
            yield place, fault
    if command in ("docker cp", "docker container cp"):
        yield from _check_copy(operands)
    for place, check in _OPERANDS.get(command, {}).items():
        for at in range(place, len(operands)) if command.endswith(" scale") else (place,):
            fault = check(operands[at]) if at < len(operands) else None
            if fault:
                yield at, fault


def _check_copy(operands: Sequence[str]) -> Iterator[tuple[int, str]]:
    sides = [_has_container(operand) for operand in operands]
    if "" in operands:
        yield operands.index(""), "a copy has a source and a destination"
    elif not any(sides):
        yield 0, "one side of a copy is a container, as `name:/path`"
    elif all(sides):
        yield 1, "a copy from container to container isn't possible; copy by way of a folder on the host"


def _has_container(operand: str) -> bool:
    return not operand.startswith(("/", ".")) and operand.find(":") > 0
