"""Find flags of a command that don't go together, as the CLI does before it connects to an engine."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.dockercli.rules import command_conflicts as other
from dockernotes.dockercli.rules import container_conflicts as containers
from dockernotes.dockercli.rules.exclusions import excluded
from dockernotes.dockercli.rules.given import Given, Rule
from dockernotes.shared import read_table

RULES = read_table(__file__)
"""Which rules each command gets. The page's JavaScript reads it too."""
_BY_NAME: dict[str, Rule] = {
    "addresses": other.addresses,
    "all-tags": other.all_tags,
    "at-least-one": containers.at_least_one,
    "below-zero": containers.below_zero,
    "build": other.build,
    "by-tag": other.by_tag,
    "either-name": other.either_name,
    "health": containers.health,
    "inactive": other.inactive,
    "leave": other.leave,
    "logging": containers.logging,
    "mode": containers.mode,
    "networks": containers.networks,
    "no-until": other.no_until,
    "one-service": other.one_service,
    "one-to-attach": containers.one_to_attach,
    "one-to-restore": containers.one_to_restore,
    "pushed": other.pushed,
    "restart": containers.restart,
    "secret-file": other.secret_file,
    "some-attachment": other.some_attachment,
    "some-builder": other.some_builder,
    "some-record": other.some_record,
    "stack-file": other.stack_file,
    "up": other.up,
    "whose-password": other.whose_password,
}
_OF_COMMANDS = {command: [_BY_NAME[name] for name in names] for commands, names in RULES for command in commands}


def check_together(command: str, given: Given) -> Iterator[tuple[str, str, str]]:
    """Yield each flag that doesn't go with the rest of a command, why, and the CLI's message if it's known, else ""."""
    plain = command.replace("docker container ", "docker ").replace("docker builder ", "docker buildx ")
    if command == "docker builder use":
        return  # `docker builder` already names a builder: the default one
    yield from excluded(plain, given)
    for rule in _OF_COMMANDS.get(plain, ()):
        yield from ((name, fault, "") for name, fault in rule(given))
