"""A door: mkdocs-macros comes in and gets the vocabulary. What a macro shows is decided in dockernotes.catalog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dockernotes.catalog.macros import MacroError, Macros, vocabulary
from dockernotes.pages.site import SITE


def define_env(env: Any) -> None:
    """Bind every macro to the page that is being built. Called by mkdocs-macros once a build."""

    def bound(name: str) -> Callable[..., str]:
        def call(*args: Any) -> str:
            index = SITE.index
            if index is None:
                return ""
            macros = Macros(index, SITE.linker(env.page.file.src_uri))
            try:
                return vocabulary(macros)[name](*args)
            except (MacroError, TypeError):
                # check.py has reported it with its line; the page shows where.
                return f"**Macro `{name}` could not be shown.**"

        return call

    for name in (n for n in dir(Macros) if not n.startswith("_")):
        env.macro(bound(name), name)
