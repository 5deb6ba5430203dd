"""data-command: every command and flag of the data file is one that the docker CLI has, unless it says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.catalog.catalog import Catalog
from dockernotes.catalog.command import Command, Flag
from dockernotes.catalog.entry import Life
from dockernotes.catalog.positions import Document
from dockernotes.diagnostics import Diagnostic, did_you_mean
from dockernotes.dockercli.spec.model import FlagSpec, Spec
from dockernotes.dockercli.spec.since import number

RULE = "data-command"


def check_data(catalog: Catalog, document: Document, spec: Spec) -> Iterator[Diagnostic]:
    """Yield the names that docker doesn't have. Those marked as removed or newer are expected to be missing."""
    for i, instruction in enumerate(catalog.instructions):
        if instruction.usage.split()[0] != instruction.name:
            message = f"the usage of `{instruction.name}` begins with `{instruction.name}`"
            yield document.report(("instructions", i, "usage"), message, RULE)
    for i, command in enumerate(catalog.commands):
        known = spec.by_name.get(command.name)
        if known and (said := _usage_fault(command)):
            yield document.report(("commands", i, "usage"), said, RULE)
        if command.name.split()[0] != "docker" or _elsewhere(command, spec):
            continue
        if known is None:
            message = f"docker {spec.version} has no `{command.name}`{did_you_mean(command.name, spec.by_name)}"
            yield document.report(("commands", i, "name"), message, RULE)
            continue
        flags = {flag.name: flag for flag in known.flags}
        for j, flag in enumerate(command.flags):
            at = ("commands", i, "flags", j)
            if _elsewhere(flag, spec):
                continue
            if flag.name not in flags:
                message = f"`{command.name}` of docker {spec.version} has no `{flag.name}`"
                yield document.report((*at, "name"), message + did_you_mean(flag.name, flags), RULE)
                continue
            for key, message in _form_faults(flag, flags[flag.name]):
                yield document.report((*at, key), message, RULE)


def _form_faults(flag: Flag, known: FlagSpec) -> Iterator[tuple[str, str]]:
    """Yield each key of a flag that contradicts docker, with a message."""
    if flag.short and flag.short != known.short:
        has = f"has `{known.short}` for short" if known.short else "has no short form; delete the line"
        yield "short", f"`{flag.short}`: `{flag.name}` {has}"
    elif known.short and not flag.short:
        yield "name", f'`{flag.name}` has a short form; add `short: "{known.short}"`'
    if known.kind and not flag.value:
        yield "name", f'`{flag.name}` takes a value; add `value:`, such as `value: "<{flag.name.strip("-")}>"`'
    elif flag.value and not known.kind:
        yield "value", f"`{flag.name}` is a switch, and takes no value; delete the line"


def _usage_fault(command: Command) -> str | None:
    """Return what is wrong with the usage of a command, or None. A usage must begin with the command itself."""
    words = command.usage.split()
    names = [command.name.split(), *(also.split() for also in command.also)]
    if any(words[: len(name)] == name for name in names):
        return None
    return f"the usage of `{command.name}` begins with `{command.name}`, not with `{' '.join(words[:3])}`"


def _elsewhere(entry: Life, spec: Spec) -> bool:
    return bool(entry.removed) or (entry.since is not None and number(entry.since) > number(spec.version))
