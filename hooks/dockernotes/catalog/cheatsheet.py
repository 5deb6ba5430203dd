"""The cheat sheet: everyday commands on two A4 pages. The print rules in the style sheet make them fit."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dockernotes.catalog.command import Command, Danger, Example
from dockernotes.catalog.inline import DANGER_WORDS, code, inline
from dockernotes.catalog.lookup import Index, Linker, exit_address, flag_address, instruction_address, key_address

FLAGS = "--detach --interactive --tty --rm --name --publish --env --env-file --volume --mount --network --memory --cpus"
FLAGS += " --restart --init --entrypoint --user --workdir --read-only --platform --pull"
KEYS = "image build command ports environment env_file volumes networks depends_on healthcheck restart profiles"
KEYS += " user secrets logging develop"


def cheatsheet(index: Index, link: Linker) -> str:
    """Return two sheets, each on one line of HTML: first commands by group, then options, files and exit codes.

    Links on the words of commands are added later, together with all others, in pages/command_words.py.
    """
    catalog = index.catalog
    everyday = [_example(c, e, index) for c in catalog.commands for e in c.examples if e.everyday]
    commands = [_box("everyday", "Every day", everyday)]
    commands += [
        _box(group.id, group.title, [_command(c, index) for c in index.of_group(group.id) if c.cheat])
        for group in catalog.groups
    ]
    flags = [
        _line(", ".join(n for n in (f.short, f.name) if n), f.summary, link(flag_address(c, f)))
        for c, f in filter(None, (index.flag(index.commands["docker run"], name) for name in FLAGS.split()))
    ]
    instructions = [
        _line(i.name, i.summary, link(instruction_address(i))) for i in catalog.instructions if not i.deprecated
    ]
    keys = [
        _line(name, key.summary, link(key_address(key)))
        for name in KEYS.split()
        if (key := index.compose_keys.get(f"services.{name}"))
    ]
    codes = [_line(str(c.code), c.name, link(exit_address(c.code))) for c in catalog.exit_codes]
    others = [
        _box("flags", "Options of docker run", flags),
        _box("dockerfile", "Dockerfile", instructions),
        _box("services", "Services in compose.yaml", keys),
        _box("codes", "Exit codes", codes),
    ]
    return (
        f'<div class="dn-sheet">{"".join(commands)}</div>\n\n'
        f'<div class="dn-sheet dn-sheet--words">{"".join(others)}</div>'
    )


def _command(command: Command, index: Index) -> str:
    """Return the line for a command, from its first example; "" if an everyday example shows the command already."""
    if any(example.everyday for example in command.examples):
        return ""
    if command.examples:
        return _example(command, command.examples[0], index)
    does = inline(command.summary) + _danger([command.danger])
    return f"<div><dt>{code(command.name, 'dn-words')}</dt><dd>{does}</dd></div>"


def _example(command: Command, example: Example, index: Index) -> str:
    shown = example.command.split("\n")[0].rstrip("\\ ")
    flags = (index.flag(command, word.partition("=")[0]) for word in example.command.split() if word.startswith("-"))
    dangers = [command.danger, *(found[1].danger for found in flags if found)]
    return f"<div><dt>{code(shown, 'dn-words')}</dt><dd>{inline(example.does)}{_danger(dangers)}</dd></div>"


def _danger(dangers: Iterable[Danger | None]) -> str:
    """Return a label for the worst of these dangers, or an empty string."""
    levels = [danger.level for danger in dangers if danger]
    worst = max(levels, key=list(DANGER_WORDS).index, default=None)
    return f' <b class="dn-sheet__danger">{DANGER_WORDS[worst]}.</b>' if worst else ""


def _line(name: str, summary: str, address: str) -> str:
    return f'<div><dt><a class="dn-ref" href="{address}">{code(name)}</a></dt><dd>{inline(summary)}</dd></div>'


def _box(name: str, title: str, lines: Iterable[str]) -> str:
    inside = "".join(lines)
    if not inside:
        return ""
    return (
        f'<section class="dn-sheet__group" aria-labelledby="sheet-{name}">'
        f'<h2 id="sheet-{name}">{escape(title)}</h2><dl>{inside}</dl></section>'
    )
