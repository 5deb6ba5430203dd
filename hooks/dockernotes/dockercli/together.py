"""Which flags of which command don't go together; the CLI finds it before it connects."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.dockercli import container_rules, rules
from dockernotes.dockercli.given import Fault, Given, Rule

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
    *(container_rules.restart, container_rules.health, container_rules.below_zero, container_rules.logging),
    container_rules.networks,
)
_RULES: dict[str, tuple[Rule, ...]] = {
    "docker bake": (rules.print_or_list,),
    "docker build": (rules.build,),
    "docker buildx bake": (rules.print_or_list,),
    "docker buildx build": (rules.build,),
    "docker buildx create": (rules.leave,),
    "docker buildx du": (rules.format_or_verbose,),
    "docker buildx history inspect attachment": (rules.some_attachment,),
    "docker buildx history rm": (rules.some_record,),
    "docker buildx imagetools create": (rules.pushed,),
    "docker buildx rm": (rules.inactive,),
    "docker buildx use": (rules.some_builder,),
    "docker commit": (rules.paused,),
    "docker compose create": (rules.never_both(*_BUILD),),
    "docker compose run": (rules.terminal, rules.published),
    "docker compose up": (rules.up, rules.never_both(*_UP)),
    "docker compose logs": (rules.one_service,),
    "docker context create": (rules.copied_context,),
    "docker create": _CREATE,
    "docker image build": (rules.build,),
    "docker image ls": (rules.tree,),
    "docker image pull": (rules.all_tags,),
    "docker image push": (rules.all_tags, rules.by_tag),
    "docker images": (rules.tree,),
    "docker login": (rules.one_password,),
    "docker network create": (rules.addresses,),
    "docker pull": (rules.all_tags,),
    "docker push": (rules.all_tags, rules.by_tag),
    "docker restart": (rules.time,),
    "docker run": (*_CREATE, container_rules.detached),
    "docker secret create": (rules.secret_file,),
    "docker service create": (container_rules.mode, container_rules.health),
    "docker service inspect": (rules.pretty,),
    "docker stack config": (rules.stack_file,),
    "docker stack deploy": (rules.stack_file,),
    "docker start": (container_rules.one_to_attach, container_rules.one_to_restore),
    "docker stop": (rules.time,),
    "docker system prune": (rules.no_until,),
    "docker update": (container_rules.at_least_one,),
    "docker volume create": (rules.either_name,),
}


def check_together(command: str, given: Given) -> Iterator[Fault]:
    """Yield the flags that don't go with the rest of a command, and why."""
    plain = command.replace("docker container ", "docker ").replace("docker builder ", "docker buildx ")
    if command == "docker builder use":
        return  # `docker builder` names a builder itself: the default one
    for rule in _RULES.get(plain, ()):
        yield from rule(given)
