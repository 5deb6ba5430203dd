"""Which flags of which command don't go together; the CLI finds it before it connects."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.dockercli.rules import command_conflicts as other
from dockernotes.dockercli.rules import container_conflicts as containers
from dockernotes.dockercli.rules.exclusions import excluded
from dockernotes.dockercli.rules.given import Given, Rule

_CREATE: tuple[Rule, ...] = (
    containers.restart,
    containers.health,
    containers.below_zero,
    containers.logging,
    containers.networks,
)
_RULES: dict[str, tuple[Rule, ...]] = {
    "docker build": (other.build,),
    "docker buildx build": (other.build,),
    "docker buildx create": (other.leave,),
    "docker buildx history inspect attachment": (other.some_attachment,),
    "docker buildx history rm": (other.some_record,),
    "docker buildx imagetools create": (other.pushed,),
    "docker buildx rm": (other.inactive,),
    "docker buildx use": (other.some_builder,),
    "docker compose up": (other.up,),
    "docker compose logs": (other.one_service,),
    "docker create": _CREATE,
    "docker image build": (other.build,),
    "docker image pull": (other.all_tags,),
    "docker image push": (other.all_tags, other.by_tag),
    "docker login": (other.whose_password,),
    "docker network create": (other.addresses,),
    "docker pull": (other.all_tags,),
    "docker push": (other.all_tags, other.by_tag),
    "docker run": _CREATE,
    "docker secret create": (other.secret_file,),
    "docker service create": (containers.mode, containers.health),
    "docker stack config": (other.stack_file,),
    "docker stack deploy": (other.stack_file,),
    "docker start": (containers.one_to_attach, containers.one_to_restore),
    "docker system prune": (other.no_until,),
    "docker update": (containers.at_least_one,),
    "docker volume create": (other.either_name,),
}


def check_together(command: str, given: Given) -> Iterator[tuple[str, str, str]]:
    """Yield the flags that don't go with the rest of a command, why, and what the CLI says where that is known."""
    plain = command.replace("docker container ", "docker ").replace("docker builder ", "docker buildx ")
    if command == "docker builder use":
        return  # `docker builder` names a builder itself: the default one
    yield from excluded(plain, given)
    for rule in _RULES.get(plain, ()):
        yield from ((name, fault, "") for name, fault in rule(given))
