"""Markdown of the data file as HTML, for places that the page's own Markdown doesn't reach, such as table cells."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

import markdown

from dockernotes.catalog.command import Danger
from dockernotes.catalog.entry import Life

_engine = markdown.Markdown(output_format="html")
_PLAIN = re.compile(r"[^\W\d_](?:[^\x00-\x1f\x7f\\`*_\[\]<>&!#|~{}]*[^\s\x00-\x1f\x7f\\`*_\[\]<>&!#|~{}])?")
"""A line without any Markdown, like most of the data file. Skipping the engine for these saves time."""
_engine.preprocessors.deregister("html_block")  # `no_tags` leaves it nothing to find, and it's the slowest part


@lru_cache(maxsize=4096)
def inline(text: str) -> str:
    """Return one line of Markdown as HTML without the paragraph around it."""
    html = blocks(text)
    return html[3:-4] if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>") else html


@lru_cache(maxsize=4096)
def blocks(text: str) -> str:
    """Return Markdown as HTML. Words such as `<name>` are text here, never tags."""
    if _PLAIN.fullmatch(text):
        return f"<p>{text}</p>"
    _engine.reset()
    return str(_engine.convert(no_tags(text)))


def no_tags(text: str) -> str:
    """Return Markdown with `<` escaped outside code, because a page takes a bare `<none>` for HTML, and it vanishes."""
    # Outside code spans a `<` starts a tag in Markdown. The data file has no HTML, so there it's always just a sign.
    pieces = text.split("`")
    return "`".join(piece if i % 2 else piece.replace("<", "&lt;") for i, piece in enumerate(pieces))


def code(text: str, css: str = "") -> str:
    """Return text as inline code."""
    return f'<code class="{css}">{escape(text)}</code>' if css else f"<code>{escape(text)}</code>"


DANGER_WORDS = {"stops": "Stops what runs", "deletes": "Deletes", "destroys": "Destroys data"}


def danger_label(danger: Danger | None) -> str:
    """Return the label of a danger: in words, and with what is lost. It never relies on colour alone."""
    if danger is None:
        return ""
    return (
        f'<span class="dn-danger dn-danger--{danger.level}"><b>{DANGER_WORDS[danger.level]}.</b> '
        f"{inline(danger.loses)}</span>"
    )


def life_label(life: Life) -> str:
    """Return since, deprecated and removed as small labels."""
    parts = []
    if life.since:
        parts.append(f'<span class="dn-life">since {escape(life.since)}</span>')
    for word, ended in (("deprecated", life.deprecated), ("removed", life.removed)):
        if ended:
            use = f": {inline(ended.use)}" if ended.use else ""
            css = f"dn-life dn-life--{word}"
            parts.append(f'<span class="{css}">{word} in {escape(ended.since)}{use}</span>')
    return " ".join(parts)
