"""What each colour means. It means the same in every diagram."""

from __future__ import annotations

from collections.abc import Mapping

from dockernotes.diagrams.diagram import Kind
from dockernotes.diagrams.glyphs import GLYPHS

MEANING: Mapping[Kind, tuple[str, str]] = {
    "actor": ("You", "a person, or a program that asks for something"),
    "artifact": ("Files", "what you write and keep in your folder"),
    "store": ("Kept", "images, layers, volumes, registries"),
    "process": ("Running", "a container or a program in it"),
    "host": ("Machine", "a computer, its system and its kernel"),
    "network": ("Network", "a network, or a port on it"),
    "change": ("Changed", "what is new, and what it sets off"),
    "danger": ("Trouble", "what fails, is lost or lets others in"),
    "thing": ("Anything else", "parts of Docker, steps, commands"),
}


def legend() -> str:
    """Return the legend for all pictures, as one line of HTML."""
    rows = "".join(
        f'<div><dt><svg class="dn-svg dn-swatch" viewBox="0 0 44 34" width="44" height="34" aria-hidden="true">'
        f'<g class="dn-node dn-node--{kind}"><rect x="1" y="1" width="42" height="32" rx="6"/>'
        f'<path class="dn-glyph" transform="translate(10 5)" d="{GLYPHS[kind]}"/></g></svg>{name}</dt>'
        f"<dd>{what}</dd></div>"
        for kind, (name, what) in MEANING.items()
    )
    return f'<div class="dn-legend"><p>Colours and signs in every picture</p><dl>{rows}</dl></div>'
