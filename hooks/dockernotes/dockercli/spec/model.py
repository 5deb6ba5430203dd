"""The docker command line as data: commands, their flags, and how each command reads its words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from dockernotes.dockercli.spec.since import changes_in, number

FOLDER = Path(__file__).parents[1] / "specs"


@dataclass(frozen=True, slots=True)
class FlagSpec:
    """A flag. `kind`: the kind of its value, in the CLI's words (`list`, `bytes`); empty for a switch.

    `hidden`: no `--help` shows it. `deprecated`: the CLI says that it is.
    """

    name: str
    short: str = ""
    kind: str = ""
    hidden: bool = False
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command. `least` and `most` operands (None: any number); `interspersed`: flags may follow operands.

    A group has commands below it. A group whose `most` isn't 0 also runs by itself.
    """

    name: str
    also: tuple[str, ...] = ()
    flags: tuple[FlagSpec, ...] = ()
    least: int = 0
    most: int | None = None
    interspersed: bool = True
    group: bool = False
    hidden: bool = False


@dataclass(frozen=True, eq=False)  # compared by identity, because it's large and a key of caches
class Spec:
    """The whole CLI of one version, with the versions of its plugins."""

    version: str
    buildx: str
    compose: str
    commands: tuple[CommandSpec, ...] = field(default=())

    @cached_property
    def by_name(self) -> dict[str, CommandSpec]:
        """The commands by every spelling that they have. A command's own name wins over another's alias."""
        aliases = {alias: command for command in self.commands for alias in command.also}
        return aliases | {command.name: command for command in self.commands}

    @cached_property
    def changes(self) -> frozenset[str]:
        """The names of the changes (see since.py) that this version has."""
        return changes_in(self.version)


def dump(spec: Spec) -> str:
    """Return the text of a spec's file, with one line for each flag, so that diffs are easy to read."""
    rows = []
    for command in spec.commands:
        entry = {k: v for k, v in asdict(command).items() if k != "flags" and (k != "hidden" or v)}
        cells = [[f.name, f.short, f.kind, f.hidden, *[True] * f.deprecated] for f in command.flags]
        flags = [json.dumps(row) for row in cells]
        listed = "[\n  " + ",\n  ".join(flags) + "\n ]" if flags else "[]"
        rows.append(json.dumps(entry)[:-1] + f', "flags": {listed}}}')
    versions = {name: getattr(spec, name) for name in ("version", "buildx", "compose")}
    return json.dumps(versions)[:-1] + ', "commands": [\n' + ",\n".join(rows) + "\n]}\n"


def committed() -> list[str]:
    """Return the versions that have a spec here, newest last."""
    return sorted((file.stem for file in FOLDER.glob("*.json")), key=number)


def before(spec: Spec) -> Spec | None:
    """Return the newest spec of an earlier major version than this spec's, or None."""
    earlier = [version for version in committed() if number(version)[0] < number(spec.version)[0]]
    return load_spec(earlier[-1]) if earlier else None


@lru_cache
def load_spec(version: str | None = None) -> Spec:
    """Return the spec of a version, by default the newest. Raises FileNotFoundError if it isn't here."""
    file = FOLDER / f"{version or committed()[-1]}.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    commands = []
    for entry in data["commands"]:
        flags = tuple(FlagSpec(*row) for row in entry.pop("flags"))
        commands.append(CommandSpec(**{**entry, "also": tuple(entry["also"]), "flags": flags}))
    return Spec(data["version"], data["buildx"], data["compose"], tuple(commands))
