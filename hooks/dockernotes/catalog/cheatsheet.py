"""The cheat sheet: the commands of every day on two A4 sides (the style sheet's print rules see to the size)."""

from __future__ import annotations

from html import escape

from dockernotes.catalog.index import Index, Linker, command_address
from dockernotes.catalog.inline import DANGER_WORDS, code, inline


def cheatsheet(index: Index, link: Linker) -> str:
    """Return a box a group, with a line a command: its first example and what that does. It is one line of HTML."""
    boxes = []
    for group in index.catalog.groups:
        lines = []
        for command in (c for c in index.of_group(group.id) if c.cheat):
            example = command.examples[0] if command.examples else None
            shown = example.command.split("\n")[0].rstrip("\\ ") if example else command.name
            danger = f' <b class="dn-sheet__danger">{DANGER_WORDS[command.danger.level]}.</b>' if command.danger else ""
            lines.append(
                f'<dt><a class="dn-ref" href="{link(command_address(command))}">{code(shown)}</a></dt>'
                f"<dd>{inline(command.summary)}{danger}</dd>"
            )
        if lines:
            boxes.append(
                f'<section class="dn-sheet__group" aria-labelledby="sheet-{group.id}">'
                f'<h2 id="sheet-{group.id}">{escape(group.title)}</h2><dl>{"".join(lines)}</dl></section>'
            )
    return f'<div class="dn-sheet">{"".join(boxes)}</div>'
