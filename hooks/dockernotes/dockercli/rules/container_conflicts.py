"""Flags of containers and services that are valid by themselves, but not together."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.dockercli.grammar.fields import is_long, split_fields
from dockernotes.dockercli.grammar.shared_tables import NAMES
from dockernotes.dockercli.rules.given import Fault, Given


def restart(given: Given) -> Iterator[Fault]:
    policy = given.last("--restart").partition(":")[0]
    if given.on("--rm") and policy not in ("", "no"):
        yield "--restart", "`--rm` and `--restart` can't be combined: a removed container can't start again"


def health(given: Given) -> Iterator[Fault]:
    named = _of_health(given)
    if given.on("--no-healthcheck") and named:
        yield named[0], f"`--no-healthcheck` and `{named[0]}` can't be combined"


def _of_health(given: Given) -> list[str]:
    return [name for name in given.flags if name.startswith("--health-") and given.last(name) not in ("", "0", "0s")]


def below_zero(given: Given) -> Iterator[Fault]:
    for name in _of_health(given):
        if name != "--health-cmd" and given.last(name).startswith("-"):
            yield name, f"`{name}` is below zero"


def logging(given: Given) -> Iterator[Fault]:
    if given.last("--log-driver") == "none" and given.flags.get("--log-opt"):
        yield "--log-opt", "`--log-driver none` takes no `--log-opt`"


def networks(given: Given) -> Iterator[Fault]:
    values = given.flags.get("--network", given.flags.get("--net", ()))
    if None in values or ("--network" in given.flags and "--net" in given.flags):
        return
    targets = [_target(value or "") for value in values]
    if "" in (target.strip() for target in targets):
        yield "--network", "the network has no name"
    elif len(set(targets)) < len(targets):
        yield "--network", "the same network twice"
    elif len({_is_own(target) for target in targets}) > 1:
        yield "--network", "a network of your own and one of `bridge`, `host`, `none`, `container:…` can't be combined"
    for alias in ("--network-alias", "--net-alias"):
        if given.flags.get(alias) and not (targets and _is_own(targets[0])):
            yield alias, f"`{alias}` needs a network of your own: `--network name`"


def _target(value: str) -> str:
    if not is_long(value):
        return value
    fields = dict(field.lower().partition("=")[::2] for field in split_fields(value) or [])
    return fields.get("name", "").strip()


def _is_own(target: str) -> bool:
    return target not in NAMES["own-networks"] and not target.startswith("container:")


def mode(given: Given) -> Iterator[Fault]:
    mode = given.last("--mode") or "replicated"
    if mode not in NAMES["service-modes"]:
        yield "--mode", f"unknown mode `{mode}`; known: `global`, `global-job`, `replicated`, `replicated-job`"
    for name, wrong in (("--replicas", "global"), ("--replicas-max-per-node", "global"), ("--max-concurrent", "")):
        jobs = name == "--max-concurrent" and mode != "replicated-job"
        none = ("",) if jobs else ("", "0")
        if given.last(name) not in none and (jobs or (wrong and mode.startswith(wrong))):
            yield name, f"`{name}` can't be used with `--mode {mode}`"


def at_least_one(given: Given) -> Iterator[Fault]:
    if given.flags.keys() <= set(NAMES["global-flags"]):
        yield "", "needs at least one flag: without one there's nothing to change"


def one_to_attach(given: Given) -> Iterator[Fault]:
    for name in ("--attach", "--interactive"):
        if given.on(name) and len(given.operands) > 1:
            yield name, f"`{name}` works with only one container"
            return


def one_to_restore(given: Given) -> Iterator[Fault]:
    if given.last("--checkpoint") and len(given.operands) > 1:
        yield "--checkpoint", "`--checkpoint` works with only one container"
