"""Terminal sessions and scripts as HTML, in which prompts, commands and output are told apart.

If a Windows shell needs a command typed differently, the session has it for each shell, and the top of the page has the
buttons to choose one (chapter_top.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from dockernotes.checks.reading.page import SHELLS
from dockernotes.pages.command_words import group, links_of, marked
from dockernotes.pages.shells import TITLES, differs, said_in
from dockernotes.pages.site import Site
from dockernotes.source.console import steps
from dockernotes.source.fences import TextLine

_COLUMNS = re.compile(r"\S {2,}\S|^[│┌├└]", re.MULTILINE)
Labels = Sequence[tuple[str, str]]
"""Pairs of a label's kind and its text."""


def session(source: str, site: Site, *, title: str = "", labels: Labels = (), tried: int | None = None) -> str:
    """Return a terminal session as HTML: a block for commands in a row, and a block for what they print.

    `tried`: its number on the page, if a reader can try it.
    """
    body, shells = _drawn(source, site, site.source, site.version)
    return _frame(body, title or "Terminal", labels, site, several=len(shells) > 1, tried=tried)


# A rebuild after an edit draws most sessions unchanged.
@lru_cache(maxsize=4096)
def _drawn(source: str, site: Site, page: str, version: int) -> tuple[str, Sequence[str]]:
    """Return the blocks of a session on a page, and the shells it is for."""
    parts: list[str] = []
    commands: list[str] = []
    found = steps([TextLine(number, 1, row) for number, row in enumerate(source.split("\n"), 1)])
    shells = list(TITLES) if differs([step.text for step in found]) else ["bash"]
    for step in found:
        if step.command:
            commands.append(step.text)
        printed = "\n".join(line.text for line in step.output)
        if printed.strip():
            parts += _blocks(commands, shells, site)
            commands = []
            shown = f'<pre tabindex="0"><samp>{escape(printed)}</samp></pre>'
            css = "dn-out dn-out--wraps" if _wraps(printed) else "dn-out"
            parts.append(f'<div class="{css}" role="group" aria-label="Output">{shown}</div>')
    parts += _blocks(commands, shells, site)
    return "".join(parts), shells


def _wraps(printed: str) -> bool:
    """Return whether an output's long lines wrap: those of a message do; a table or drawing would fall apart."""
    return not _COLUMNS.search(printed)


def script(source: str, language: str, site: Site, *, title: str, labels: Labels = ()) -> str:
    """Return a shell's listing as HTML, or an empty string if none of it is a docker command."""
    if language not in SHELLS or site.marked is None or not links_of(source, site.marked, language):
        return ""
    return _frame(_pre([_command(source, language, site, prompt=False)]), title, labels, site)


def _blocks(commands: Sequence[str], shells: Sequence[str], site: Site) -> list[str]:
    """Return commands as one block, or as a block for each way to type them, marked with its shells."""
    if not commands or len(shells) == 1:
        return [_pre([_command(text, "bash", site) for text in commands])] if commands else []
    ways: dict[tuple[str, ...], list[str]] = {}
    for shell in shells:
        ways.setdefault(tuple(_said(text, shell, site) for text in commands), []).append(shell)
    return [_pre(way, names) for way, names in ways.items()]


def _said(text: str, shell: str, site: Site) -> str:
    said = said_in(text, shell)
    if said.text:
        return _command(said.text, "bash" if said.text == text else shell, site)
    reason = escape(said.reason.replace("`", ""), quote=False)
    return f'<span class="dn-none">Not in {TITLES[shell]}: {reason}\n</span>'


def _pre(commands: Sequence[str], shells: Sequence[str] = ()) -> str:
    # The keyboard must reach a block that scrolls: through the words in it, or else the block itself.
    stop = "" if any("<a " in command for command in commands) else ' tabindex="0"'
    names = "".join(f" dn-in--{shell}" for shell in shells)
    # Otherwise the search would find a command once for every shell.
    unsearched = " data-search-exclude" if shells and "bash" not in shells else ""
    return f'<pre class="dn-cmd{names}"{stop}{unsearched}><code>{"".join(commands)}</code></pre>'


def _command(text: str, language: str, site: Site, *, prompt: bool = True) -> str:
    links = links_of(text, site.marked, language) if site.marked else []
    lines, before = [], ""
    for row, shown in zip(text.split("\n"), marked(text, links, site.linker(site.source)), strict=True):
        sign = ">" if before.endswith(("\\", "`", "^")) or (before and language == "bash") else "$"
        data = f' data-prompt="{escape(sign)}"' if prompt else ""
        # The line break is inside: between two blocks it would be an extra empty line.
        lines.append(f'<span class="dn-line"{data}>{shown}\n</span>')
        before = row
    return group(text, lines) if links else "".join(lines)


def _frame(
    body: str, title: str, labels: Labels, site: Site, *, several: bool = False, tried: int | None = None
) -> str:
    """Return a session with its head. `several`: there are commands for more than one shell."""
    head = "".join(f'<span class="dn-label dn-label--{kind}">{escape(text)}</span>' for kind, text in labels)
    caption = f'<span class="dn-session__title">{escape(title)}</span>'
    # In the page from the start, though they need JavaScript: adding them later would mean styling the page again.
    explain = f'<a class="dn-tool dn-tool--explain" href="{site.linker(site.source)("explain.md")}">Explain</a>'
    explain = explain if "<a " in body else ""  # a word that leads to the reference: the site knows the command
    copy = '<button type="button" class="dn-copy" aria-label="Copy the commands">Copy</button>'
    attempt = "" if tried is None else f'<button type="button" class="dn-try" data-session="{tried}">Try it</button>'
    tools = f'<span class="dn-tools">{attempt}{explain}{copy}</span>' if 'class="dn-line"' in body else ""
    head = f'<div class="dn-session__head" data-search-exclude>{caption}{head}{tools}</div>'
    css = "dn-session dn-session--shells" if several else "dn-session"
    return f'<div class="{css}" role="group" aria-label="Terminal">{head}{body}</div>'
