"""Which flags of which command don't go together; the CLI finds it before it connects."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.dockercli.rules import command_conflicts, container_conflicts
from dockernotes.dockercli.rules.given import Fault, Given, Rule

_BUILD = (("--build", "--no-build"), ("--force-recreate", "--no-recreate"))
_UP = (
    *(
        *_BUILD,
        ("--abort-on-container-exit", "--abort-on-container-failure"),
        ("--renew-anon-volumes", "--no-recreate"),
    ),
    *(("--always-recreate-deps", "--no-recreate"), ("--no-build", "--watch")),
)
_CREATE: tuple[Rule, ...] = (
    *(
        container_conflicts.restart,
        container_conflicts.health,
        container_conflicts.below_zero,
        container_conflicts.logging,
    ),
    container_conflicts.networks,
)
_RULES: dict[str, tuple[Rule, ...]] = {
    "docker bake": (command_conflicts.print_or_list,),
    "docker build": (command_conflicts.build,),
    "docker buildx bake": (command_conflicts.print_or_list,),
    "docker buildx build": (command_conflicts.build,),
    "docker buildx create": (command_conflicts.leave,),
    "docker buildx du": (command_conflicts.format_or_verbose,),
    "docker buildx history inspect attachment": (command_conflicts.some_attachment,),
    "docker buildx history rm": (command_conflicts.some_record,),
    "docker buildx imagetools create": (command_conflicts.pushed,),
    "docker buildx rm": (command_conflicts.inactive,),
    "docker buildx use": (command_conflicts.some_builder,),
    "docker commit": (command_conflicts.paused,),
    "docker compose create": (command_conflicts.never_both(*_BUILD),),
    "docker compose run": (command_conflicts.terminal, command_conflicts.published),
    "docker compose up": (command_conflicts.up, command_conflicts.never_both(*_UP)),
    "docker compose logs": (command_conflicts.one_service,),
    "docker context create": (command_conflicts.copied_context,),
    "docker create": _CREATE,
    "docker image build": (command_conflicts.build,),
    "docker image ls": (command_conflicts.tree,),
    "docker image pull": (command_conflicts.all_tags,),
    "docker image push": (command_conflicts.all_tags, command_conflicts.by_tag),
    "docker images": (command_conflicts.tree,),
    "docker login": (command_conflicts.one_password,),
    "docker network create": (command_conflicts.addresses,),
    "docker pull": (command_conflicts.all_tags,),
    "docker push": (command_conflicts.all_tags, command_conflicts.by_tag),
    "docker restart": (command_conflicts.time,),
    "docker run": (*_CREATE, container_conflicts.detached),
    "docker secret create": (command_conflicts.secret_file,),
    "docker service create": (container_conflicts.mode, container_conflicts.health),
    "docker service inspect": (command_conflicts.pretty,),
    "docker stack config": (command_conflicts.stack_file,),
    "docker stack deploy": (command_conflicts.stack_file,),
    "docker start": (container_conflicts.one_to_attach, container_conflicts.one_to_restore),
    "docker stop": (command_conflicts.time,),
    "docker system prune": (command_conflicts.no_until,),
    "docker update": (container_conflicts.at_least_one,),
    "docker volume create": (command_conflicts.either_name,),
}


def check_together(command: str, given: Given) -> Iterator[Fault]:
    """Yield the flags that don't go with the rest of a command, and why."""
    plain = command.replace("docker container ", "docker ").replace("docker builder ", "docker buildx ")
    if command == "docker builder use":
        return  # `docker builder` names a builder itself: the default one
    for rule in _RULES.get(plain, ()):
        yield from rule(given)
