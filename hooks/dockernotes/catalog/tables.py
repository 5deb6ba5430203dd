"""Tables made from the catalog: commands, flags, comparisons, exit codes. Pure functions that return HTML.

Every cell has its column's name, so that the style sheet can show a row as a card on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from dockernotes.catalog.catalog import Comparison, ComposeKey, ExitCode, Instruction, Mask
from dockernotes.catalog.command import Command, Flag
from dockernotes.catalog.inline import blocks, code, danger_label, inline, life_label
from dockernotes.catalog.lookup import (
    Index,
    Linker,
    command_address,
    exit_address,
    flag_address,
    flag_anchor,
    instruction_address,
    key_address,
)

LONG = 12
"""A table with more flags than this gets a filter field."""


def table(css: str, caption: str, columns: Sequence[str], rows: Iterable[str]) -> str:
    """Return a table. `rows` are finished `<tr>` elements. The table is one line, so that Markdown leaves it alone."""
    # The corner of a comparison is empty. It's a plain cell, because screen readers would announce an empty heading.
    head = "".join(f'<th scope="col">{escape(c)}</th>' if c else "<td></td>" for c in columns)
    return (
        f'<div class="dn-tablewrap"><table class="dn-table {css}"><caption>{inline(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def row(cells: Sequence[tuple[str, str]], anchor: str = "") -> str:
    """Return a row; the first cell names it. `cells` are pairs of the column's name and HTML."""
    (label, name), *others = cells
    mark = f' id="{anchor}"' if anchor else ""
    tds = "".join(f'<td data-label="{escape(c)}">{html}</td>' for c, html in others)
    return f'<tr{mark}><th scope="row" data-label="{escape(label)}">{name}</th>{tds}</tr>'


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def command_table(commands: Iterable[Command], link: Linker, caption: str = "Commands") -> str:
    """Return a table of what each command does, with its other spellings and its danger."""
    rows = []
    for command in commands:
        name = f'<a class="dn-ref" href="{link(command_address(command))}">{code(command.name)}</a>'
        also = "".join(f'<span class="dn-also">also {code(a)}</span>' for a in command.also)
        text = _joined(inline(command.summary), life_label(command), danger_label(command.danger))
        rows.append(row([("Command", name + also), ("What it does", text)]))
    return table("dn-commands", caption, ["Command", "What it does"], rows)


def flag_table(pairs: Iterable[tuple[Command, Flag]], index: Index, link: Linker, *, home: bool, caption: str) -> str:
    """Return a table of flags. `home`: this is the reference page itself, so rows get anchors, examples and more."""
    rows = []
    for command, flag in pairs:
        names = ", ".join(code(n) for n in (flag.short, flag.name) if n)
        address = f"#{flag_anchor(command, flag)}" if home else link(flag_address(command, flag))
        names = f'<a class="{"dn-self" if home else "dn-ref"}" href="{address}">{names}</a>'
        value = f" {code(flag.value, 'dn-value')}" if flag.value else ""
        text = _joined(inline(flag.summary), life_label(flag), danger_label(flag.danger))
        if flag.about:
            text += f'<div class="dn-about">{blocks(flag.about)}</div>'
        if flag.example and home:
            text += f'<div class="dn-example">{code(flag.example, "dn-words")}</div>'
        if flag.compose and flag.compose in index.compose_keys and home:
            key = index.compose_keys[flag.compose]
            text += f'<div class="dn-same">In Compose: <a href="{link(key_address(key))}">{code(key.key)}</a></div>'
        anchor = flag_anchor(command, flag) if home else ""
        rows.append(row([("Flag", names + value), ("What it does", text)], anchor))
    flags = table("dn-flags", caption, ["Flag", "What it does"], rows)
    if len(rows) <= LONG:
        return flags
    field = filter_field(len(rows), "flags", "port, memory, --restart …", of=caption if home else "")
    return f'<div class="dn-filtered">{field}{flags}</div>'


def filter_field(number: int, things: str, example: str, *, of: str = "") -> str:
    """Return the filter field that tables.js controls. It's in the page from the start, so that nothing moves later.

    `of`: what is filtered, shown while the reader scrolls through a long table.
    """
    quiet = 'autocomplete="off" spellcheck="false"'
    field = f'<label>Filter <input type="search" name="filter" placeholder="{escape(example)}" {quiet}></label>'
    about = f'<span class="dn-filter__of">{inline(of)}</span>' if of else ""
    count = f'<span role="status" data-things="{things}">{number} {things}</span>'
    return f'<div class="dn-filter">{about}{field}{count}</div>'


def comparison_table(comparison: Comparison) -> str:
    """Return a comparison as a table."""
    rows = [
        row([("", inline(line.what)), *((c, inline(t)) for c, t in zip(comparison.columns, line.cells, strict=True))])
        for line in comparison.rows
    ]
    return table("dn-comparison", comparison.title, ["", *comparison.columns], rows)


def exit_table(codes: Iterable[ExitCode], link: Linker) -> str:
    """Return a table of exit codes and what they mean."""
    rows = [
        row(
            [
                ("Code", f'<a class="dn-ref" href="{link(exit_address(c.code))}">{code(str(c.code))}</a>'),
                ("Name", inline(c.name)),
                ("Meaning", inline(c.meaning)),
            ]
        )
        for c in codes
    ]
    return table("dn-codes", "Exit codes", ["Code", "Name", "Meaning"], rows)


def instruction_table(instructions: Iterable[Instruction], link: Linker) -> str:
    """Return a table of Dockerfile instructions and what they do."""
    rows = [_doing("Instruction", i.name, link(instruction_address(i)), i) for i in instructions]
    return table("dn-instructions", "Dockerfile instructions", ["Instruction", "What it does"], rows)


def compose_table(keys: Iterable[ComposeKey], link: Linker) -> str:
    """Return a table of Compose keys and what they do."""
    rows = [_doing("Key", k.key, link(key_address(k)), k) for k in keys]
    return table("dn-keys", "Keys of a Compose file", ["Key", "What it does"], rows)


def _doing(title: str, name: str, address: str, entry: Instruction | ComposeKey) -> str:
    return row(
        [
            (title, f'<a class="dn-ref" href="{address}">{code(name)}</a>'),
            ("What it does", _joined(inline(entry.summary), life_label(entry))),
        ]
    )


def mask_table(masks: Iterable[Mask]) -> str:
    """Return a table of the masks: what each one ignores, why, and texts that count as the same."""
    rows = [
        row(
            [
                ("Mask", code(mask.name)),
                ("Why", inline(mask.why) + (" It may cover a whole line." if mask.alone else "")),
                ("Count as the same", "<br>".join(code(example, "dn-value") for example in mask.examples)),
                ("Pattern", code(mask.pattern, "dn-value")),
            ]
        )
        for mask in masks
    ]
    return table(
        "dn-comparison dn-masks",
        "Masks, in the order in which they are applied",
        ["Mask", "Why", "Count as the same", "Pattern"],
        rows,
    )
