"""Operands as the CLI reads them: the names of images, both sides of a copy, and others with a grammar of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dockernotes.dockercli.grammar import grammars
from dockernotes.dockercli.grammar.image import check_digest, check_image, check_source
from dockernotes.dockercli.grammar.kinds import Check, whole
from dockernotes.dockercli.grammar.values import MAKES_CONTAINER

# Operands that are image references which the CLI reads itself: command -> their places.
_IMAGES = {
    **dict.fromkeys(MAKES_CONTAINER, (0,)),
    **{f"docker {words}": (0,) for words in ("pull", "push", "image pull", "image push")},
    **{f"docker {words}": (1,) for words in ("commit", "container commit", "import", "image import")},
    **{f"docker {words}": (0, 1) for words in ("tag", "image tag", "manifest annotate", "manifest inspect")},
    **{f"docker {words}": (0,) for words in ("manifest push", "plugin create", "plugin install", "plugin push")},
}
_ALL_IMAGES = ("docker manifest create", "docker manifest rm")

# Other operands with a grammar: command -> place -> check. Of `scale` all from that place on.
_OPERANDS: dict[str, dict[int, Check]] = {
    **{f"docker {group} use": {0: grammars.builder_name} for group in ("buildx", "builder")},
    **{f"docker {group} history inspect attachment": {1: check_digest} for group in ("buildx", "builder")},
    **{f"docker {group} replay build": {0: check_source} for group in ("buildx", "builder")},
    "docker compose port": {1: whole(0, 2**16 - 1)},
    "docker compose scale": {0: grammars.scale(whole(-(2**63), 2**63 - 1))},
    **{f"docker context {verb}": {0: grammars.context_name} for verb in ("create", "import", "update")},
    **{f"docker context {verb}": {0: grammars.context_in_use} for verb in ("export", "use")},
    "docker service scale": {0: grammars.scale()},
    "docker swarm join-token": {0: grammars.one_of("manager", "worker")},
}


def check_operands(command: str, operands: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the place of an operand and what the CLI holds against it."""
    for place in range(len(operands)) if command in _ALL_IMAGES else _IMAGES.get(command, ()):
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
