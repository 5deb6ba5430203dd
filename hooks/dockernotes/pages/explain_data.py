"""What the page "Explain a command" knows: the spec of the CLI and the words of the catalog, as one small JSON.

The JavaScript in docs/assets/js/explain reads it. Only what that page shows is in it, since each reader fetches it.
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
    """Return the JSON. `link` leads from the page to the reference."""
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
        "flags": [[f.name, f.short, f.kind, int(f.hidden) + 2 * int(f.deprecated)] for f in rows],
        "meant": MEANT,
        "risky": sorted(RISKY),
        "plugins": sorted(PLUGINS),
        "pages": {page: link(f"reference/{page}.md") for page in [*(g.id for g in index.catalog.groups), "glossary"]},
        "client": index.terms["client"].summary,
        "dangers": DANGER_WORDS,
        "characters": NAMES,
        "parts": {part.id: _part(part) for part in index.catalog.parts},
        "entries": [_entry(command) for command in index.catalog.commands],
        "gone": [[g.name, g.since, int(g.removed), plain(g.use), plain(g.said or "")] for g in index.catalog.gone],
        "keys": {
            key.key: link(f"reference/compose-file.md#{key.key.replace('.', '-')}")
            for key in index.catalog.compose_keys
        },
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _command(c: CommandSpec, rows: dict[FlagSpec, int]) -> Sequence[object]:
    flags = [rows.setdefault(flag, len(rows)) for flag in c.flags]
    return [c.name, c.also, c.least, c.most, int(c.interspersed), int(c.group), flags]


def _older(older: Spec, spec: Spec, rows: dict[FlagSpec, int]) -> Mapping[str, object]:
    """Return an earlier version as what it has else: its own commands, and the names of those it lacks."""
    same, names = set(spec.commands), {command.name for command in older.commands}
    return {
        "docker": older.version,
        "buildx": older.buildx,
        "compose": older.compose,
        "commands": [_command(command, rows) for command in older.commands if command not in same],
        "lacks": [command.name for command in spec.commands if command.name not in names],
    }


def _entry(command: Command) -> Sequence[object]:
    flags = {flag.name: _flag(flag) for flag in command.flags}
    about = plain(command.about or "")
    danger = _danger(command.danger)
    base = command.flags_of or ""
    return [
        command.name,
        command.also,
        command.group,
        plain(command.summary),
        command.usage,
        about,
        danger,
        base,
        flags,
    ]


def _flag(flag: Flag) -> Sequence[object]:
    """Return value, summary, more, danger and the key of Compose, without the empty ones at the end."""
    row: list[object] = [flag.value or "", plain(flag.summary), plain(flag.about or "")]
    row += [_danger(flag.danger), flag.compose or ""]
    while not row[-1]:
        row.pop()
    return row


def _part(part: PartOfWord) -> Sequence[object]:
    row: list[object] = [plain(part.summary), part.form or "", part.pattern or "", part.term or ""]
    words = {word: plain(said) for word, said in part.words.items()}
    return [*row, words] if words else row


def _danger(danger: Danger | None) -> Sequence[str]:
    return [danger.level, plain(danger.loses)] if danger else []


def plain(text: str) -> str:
    """Return Markdown with its code spans alone: the page makes elements of those, and of nothing else."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
