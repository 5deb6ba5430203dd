"""A door: MkDocs hands over each page, dockernotes.pages gives it its snippets and its links to the reference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from dockernotes.lessons import proof
from dockernotes.pages import fences
from dockernotes.pages.mentions import Mentions
from dockernotes.pages.site import SITE

_state: dict[str, Mentions] = {}
_proofs: dict[str, Any] = {}


@event_priority(50)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let fences carry the options that the lessons need, and look up mentions in the catalog just loaded."""
    fences.register(config.mdx_configs)
    _proofs.clear()
    _proofs.update(proof.read(Path(config.docs_dir) / "_data" / "verified.json"))
    if SITE.index:
        _state["mentions"] = Mentions(SITE.index)
    return config


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Link what the page mentions."""
    source = page.file.src_uri
    if "mentions" not in _state or page.is_homepage:
        return html
    every = frozenset(t.id for t in SITE.index.catalog.glossary) if SITE.index else frozenset()
    quiet = every if source == "reference/glossary.md" else frozenset()
    return _state["mentions"].link(html, SITE.linker(source), quiet=quiet) + proof.stamp(_proofs.get(source))
