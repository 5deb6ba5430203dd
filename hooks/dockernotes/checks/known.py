"""data-command: every command and flag of the data file is one that the docker CLI has, unless it says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.catalog.entry import Life
from dockernotes.catalog.model import Catalog
from dockernotes.catalog.positions import Document
from dockernotes.diagnostics import Diagnostic, did_you_mean
from dockernotes.dockercli.changes import number
from dockernotes.dockercli.model import Spec

RULE = "data-command"


def check(catalog: Catalog, document: Document, spec: Spec) -> Iterator[Diagnostic]:
    """Yield the names that docker would not know. A removed or newer one is known to be missing."""
    for i, command in enumerate(catalog.commands):
        known = spec.by_name.get(command.name)
        if command.name.split()[0] != "docker" or _elsewhere(command, spec):
            continue
        if known is None:
            message = f"docker {spec.version} has no `{command.name}`{did_you_mean(command.name, spec.by_name)}"
            yield document.report(("commands", i, "name"), message, RULE)
            continue
        flags = {flag.name: flag.short for flag in known.flags}
        for j, flag in enumerate(command.flags):
            at = ("commands", i, "flags", j)
            if _elsewhere(flag, spec):
                continue
            if flag.name not in flags:
                message = f"`{command.name}` of docker {spec.version} has no `{flag.name}`"
                yield document.report((*at, "name"), message + did_you_mean(flag.name, flags), RULE)
            elif flag.short and flag.short != flags[flag.name]:
                message = (
                    f"`{flag.name}` has `{flags[flag.name]}` for short" if flags[flag.name] else "has no short form"
                )
                yield document.report((*at, "short"), f"`{flag.short}`: {message}", RULE)


def _elsewhere(entry: Life, spec: Spec) -> bool:
    return bool(entry.removed) or (entry.since is not None and number(entry.since) > number(spec.version))
