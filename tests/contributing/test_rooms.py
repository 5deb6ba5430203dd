"""The map of the code in docs/contributing/index.md: which rooms there are, and that they import only downwards."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from dockernotes.checks.reading.levels import GROUPS

CODE = ROOT / "hooks/dockernotes"
FILES = {
    ".".join(file.relative_to(CODE.parent).with_suffix("").parts): file
    for file in sorted(CODE.rglob("*.py"))
    if file.name != "__init__.py"
}
MAP = (ROOT / "docs/contributing/index.md").read_text(encoding="utf-8").partition("## The rooms of the code\n")[2]
ROOMS = [name for row in re.findall(r"^\| (`.*?) \|", MAP, re.MULTILINE) for name in re.findall(r"`([a-z/]+)`", row)]


def room(module: str) -> str:
    """Return the room of a module: its folder, or the module itself if it has none."""
    parts = module.split(".")[1:]
    return "/".join(parts[:-1]) or parts[0]


def imported(text: str) -> Iterator[str]:
    """Yield the full names of the modules that a text imports."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in FILES else node.module


def upwards(module: str, text: str) -> list[str]:
    """Return the imports of a module that lead to a room above its own, or out to MkDocs."""
    own = ROOMS.index(room(module))
    wrong = []
    for name in imported(text):
        if (name in FILES and ROOMS.index(room(name)) < own) or name.partition(".")[0] == "mkdocs":
            wrong.append(name)
    return wrong


def test_every_room_is_on_the_map() -> None:
    assert sorted(ROOMS) == sorted({room(module) for module in FILES})


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_imports_downwards(name: str) -> None:
    files = {module: file for module, file in FILES.items() if room(module) == name}
    assert files
    wrong = {module: upwards(module, file.read_text(encoding="utf-8")) for module, file in files.items()}
    assert {module: names for module, names in wrong.items() if names} == {}


@pytest.mark.parametrize(
    ("module", "text", "expected"),
    [
        ("dockernotes.source.shell", "from dockernotes.catalog.load import load", ["dockernotes.catalog.load"]),
        ("dockernotes.source.shell", "from dockernotes.catalog import load", ["dockernotes.catalog.load"]),
        ("dockernotes.source.shell", "import dockernotes.checks.run", ["dockernotes.checks.run"]),
        ("dockernotes.catalog.load", "from mkdocs.plugins import event_priority", ["mkdocs.plugins"]),
        ("dockernotes.catalog.load", "from dockernotes.source.slug import slug", []),
    ],
)
def test_an_import_upwards_is_noticed(module: str, text: str, expected: list[str]) -> None:
    assert upwards(module, text) == expected


def test_no_two_files_have_one_name() -> None:
    assert [name for name, times in Counter(file.name for file in FILES.values()).items() if times > 1] == []


@pytest.mark.parametrize("file", sorted(Path(CODE, "checks/rules").glob("[!_]*.py")), ids=lambda file: file.stem)
def test_a_rule_is_in_a_file_of_its_name(file: Path) -> None:
    """`link.py` has `link-page` and `link-anchor`, `unexplained.py` has `flag-unexplained`."""
    head = (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").partition(":")[0]
    made = GROUPS["all"] & set(re.split(r",? ", head))
    name = file.stem.replace("_", "-").removesuffix("-in-text")
    assert any(rule == name or rule.startswith(f"{name}-") or rule.endswith(f"-{name}") for rule in made)
