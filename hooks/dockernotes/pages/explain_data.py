"""The data of the page "Explain a command": the spec of the CLI and the words of the catalog, as one small JSON.

The JavaScript in docs/assets/js/explain reads it. It has only what that page shows, since each reader fetches it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from dockernotes.catalog.catalog import PartOfWord
from dockernotes.catalog.command import Command, Danger, Flag
from dockernotes.catalog.inline import DANGER_WORDS
from dockernotes.catalog.lookup import Index, Linker
from dockernotes.checks.rules.characters import NAMES
from dockernotes.dockercli.engine.refused import WITH_CONTAINER
from dockernotes.dockercli.grammar import shared_tables
from dockernotes.dockercli.reader.parse import PLUGINS
from dockernotes.dockercli.reader.quoting import TABLES
from dockernotes.dockercli.reader.suggest import MEANT, RISKY
from dockernotes.dockercli.rules.conflicts import RULES
from dockernotes.dockercli.rules.exclusions import exclusions
from dockernotes.dockercli.spec.model import CommandSpec, FlagSpec, Spec, before
from dockernotes.dockercli.spec.since import SINCE
from dockernotes.source.prompts import PASTED
from dockernotes.source.wrappers import WRAPPERS

ADDRESS = "assets/explain.json"
"""Where the site keeps it."""


def explain_data(spec: Spec, index: Index, link: Linker) -> str:
    """Return the JSON. `link` turns an address into one relative to the page."""
    rows: dict[FlagSpec, int] = {}
    older = before(spec)
    data = {
        "docker": spec.version,
        "buildx": spec.buildx,
        "compose": spec.compose,
        "commands": [_command(command, rows) for command in spec.commands],
        "older": _older(older, spec, rows) if older else None,
        "since": SINCE,
        "exclusions": exclusions(),
        "flags": [_flag_row(flag) for flag in rows],
        "tables": {
            "names": shared_tables.NAMES,
            "patterns": shared_tables.PATTERNS,
            "flags": shared_tables.FLAGS,
            "rules": RULES,
            "engine": WITH_CONTAINER,
            "shells": TABLES,
            "wrappers": WRAPPERS,
            "prompts": PASTED,
        },
        "meant": MEANT,
        "risky": sorted(RISKY),
        "plugins": sorted(PLUGINS),
        "pages": {page: link(f"reference/{page}.md") for page in [*(g.id for g in index.catalog.groups), "glossary"]},
        "client": index.terms["client"].summary,
        "dangers": DANGER_WORDS,
        "characters": NAMES,
        "parts": {part.id: _part(part) for part in index.catalog.parts},
        "entries": {
            group.id: [_entry(command, spec) for command in index.catalog.commands if command.group == group.id]
            for group in index.catalog.groups
        },
        "gone": [
            _without_end([g.name, g.since, int(g.removed), plain(g.use), plain(g.said or "")])
            for g in index.catalog.gone
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _command(c: CommandSpec, rows: dict[FlagSpec, int]) -> Sequence[object]:
    flags = [rows.setdefault(flag, len(rows)) for flag in c.flags]
    return [c.name, c.also, c.least, c.most, int(c.interspersed), int(c.group), _runs(flags)]


def _runs(places: Sequence[int]) -> str:
    """Return places in a list, with runs shortened: `3+2 9` means 3, 4, 5 and 9."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == sum(runs[-1]) + 1:
            runs[-1][1] += 1
        else:
            runs.append([place, 0])
    return " ".join(f"{first}+{more}" if more else f"{first}" for first, more in runs)


def _flag_row(flag: FlagSpec) -> str:
    """Return name, short name, kind, and 1 if the flag is hidden, 2 if it is deprecated, or 3 if it is both."""
    is_rare = int(flag.hidden) + 2 * int(flag.deprecated)
    return ",".join((flag.name, flag.short, flag.kind, str(is_rare or ""))).rstrip(",")


def _older(older: Spec, spec: Spec, rows: dict[FlagSpec, int]) -> Mapping[str, object]:
    """Return how an earlier version differs: the commands that are its own, and the names of those it lacks."""
    same, names = set(spec.commands), {command.name for command in older.commands}
    return {
        "docker": older.version,
        "buildx": older.buildx,
        "compose": older.compose,
        "commands": [_command(command, rows) for command in older.commands if command not in same],
        "lacks": [command.name for command in spec.commands if command.name not in names],
    }


def _entry(command: Command, spec: Spec) -> Sequence[object]:
    """Return what the catalog says about a command. Its other names are 0 if the spec has the same ones."""
    known, names = spec.by_name.get(command.name), {command.name, *command.also}
    return [
        command.name,
        0 if known and {known.name, *known.also} == names else command.also,
        plain(command.summary),
        command.usage.removeprefix(command.name),
        plain(command.about or ""),
        _danger(command.danger),
        command.flags_of or "",
        {flag.name: _flag(flag) for flag in command.flags},
    ]


def _flag(flag: Flag) -> Sequence[object]:
    """Return a flag's value, summary, further text and danger."""
    return _without_end([flag.value or "", plain(flag.summary), plain(flag.about or ""), _danger(flag.danger)])


def _without_end(row: list[object]) -> Sequence[object]:
    """Return a row without the empty values at its end, which it changes in place."""
    while not row[-1]:
        row.pop()
    return row


def _part(part: PartOfWord) -> Sequence[object]:
    words = {word: plain(said) for word, said in part.words.items()}
    return _without_end([plain(part.summary), part.form or "", part.pattern or "", part.term or "", words])


def _danger(danger: Danger | None) -> Sequence[str]:
    return [danger.level, plain(danger.loses)] if danger else []


def plain(text: str) -> str:
    """Return Markdown without its links. The page turns only code spans into elements."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
