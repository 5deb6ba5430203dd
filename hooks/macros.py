"""A door: give mkdocs-macros its vocabulary. What a macro shows is decided in dockernotes.catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs_macros import context

from dockernotes import cache
from dockernotes.catalog.sandbox import MacroEnvironment
from dockernotes.pages.site import SITE

_MARKS = [f"{kind}_{end}_string" for kind in ("block", "variable", "comment") for end in ("start", "end")]


class _Vocabulary(Mapping[str, Callable[..., str]]):
    """Every macro by its name. The module that draws them is loaded with the first page that must be made."""

    def __init__(self, diagrams: Path) -> None:
        self._diagrams = diagrams

    def _drawing(self) -> ModuleType:
        from dockernotes.pages import drawing

        drawing.layout_cache.CACHE.folder = self._diagrams
        return drawing

    def __getitem__(self, name: str) -> Callable[..., str]:
        return partial(self._drawing().draw, name, SITE)

    def __iter__(self) -> Iterator[str]:
        return iter(self._drawing().NAMES)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def define_env(env: Any) -> None:
    """Add nothing: the sandbox below has the vocabulary. mkdocs-macros refuses a module without this function."""


@event_priority(100)
def on_startup(command: str, dirty: bool) -> None:
    """Keep mkdocs-macros from asking git. A hook with this event stays loaded between the builds of `mkdocs serve`."""
    # It would start git a dozen times, for variables that no page can see.
    context.get_git_info = dict


@event_priority(-100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Replace the environment that mkdocs-macros has just made with the sandbox. There is no setting for that."""
    plugin: Any = config.plugins["macros"]
    marks = {mark: getattr(plugin.env, mark) for mark in _MARKS}
    plugin._env = MacroEnvironment(_Vocabulary(cache.folder(config.config_file_path, "diagrams")), marks)
    # Nothing in the sandbox sees these, yet each page would get a copy.
    for names in (plugin.variables, plugin.macros, plugin.filters):
        names.clear()
    return config
