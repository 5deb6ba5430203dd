"""A rule is found by its folder: it needs no registration, and all of its functions are called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from dockernotes.checks import rules, run

KINDS: Mapping[str, tuple[ModuleType, ...]] = {
    "check": run.OF_SNIPPETS,
    "check_in_tree": run.OF_PAGES,
    "judge": run.OF_LISTINGS,
    "check_data": run.OF_DATA,
    "check_files": run.OF_FILES,
    "check_sources": run.OF_SOURCES,
    "check_site": run.OF_SITES,
}
NAMES = sorted(file.stem for file in Path(rules.__path__[0]).glob("[!_]*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_is_asked(name: str) -> None:
    """Each of its functions that begins with `check` has the name of a kind, and the rule is listed for that kind."""
    module = import_module(f"{rules.__name__}.{name}")
    asked = {kind for kind, modules in KINDS.items() if module in modules}
    assert asked
    assert asked == {each for each in vars(module) if each.startswith("check") or each == "judge"}
