"""A door: mkdocs-macros comes in and gets the vocabulary. What a macro shows is decided in dockernotes.catalog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs_macros import context

from dockernotes import cache
from dockernotes.catalog.macros import MacroError, Macros, vocabulary
from dockernotes.catalog.sandbox import MacroEnvironment
from dockernotes.diagrams import layout_cache
from dockernotes.pages.site import SITE

NAMES = tuple(name for name in dir(Macros) if not name.startswith("_"))
_MARKS = [f"{kind}_{end}_string" for kind in ("block", "variable", "comment") for end in ("start", "end")]


def define_env(env: Any) -> None:
    """Bind every macro to the page that is being built. Called by mkdocs-macros once a build."""

    def bound(name: str) -> Callable[..., str]:
        def call(*args: Any) -> str:
            index = SITE.index
            if index is None:
                return ""
            macros = Macros(index, SITE.linker(env.page.file.src_uri), SITE.report, SITE.figures)
            try:
                return vocabulary(macros)[name](*args)()
            except (MacroError, TypeError):
                # check.py has reported it with its line; the page shows where.
                return f"**Macro `{name}` could not be shown.**"

        return call

    for name in NAMES:
        env.macro(bound(name), name)


@event_priority(100)
def on_startup(command: str, dirty: bool) -> None:
    """Stay loaded while `mkdocs serve` rebuilds."""
    # mkdocs-macros starts git a dozen times, for variables that no page may see.
    context.get_git_info = dict


@event_priority(-100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the sandbox in the place of the environment that mkdocs-macros has just made; it has no setting for that."""
    layout_cache.CACHE.folder = cache.folder(config.config_file_path, "diagrams")
    plugin: Any = config.plugins["macros"]
    marks = {mark: getattr(plugin.env, mark) for mark in _MARKS}
    plugin._env = MacroEnvironment({name: plugin.macros[name] for name in NAMES}, marks)
    return config
