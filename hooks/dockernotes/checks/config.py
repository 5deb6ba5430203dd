"""The settings for checking pages: the table `[tool.docker-notes]` in pyproject.toml, or docker-notes.toml as a whole.

The nearest file counts, from the current folder upwards. In one folder, docker-notes.toml comes before pyproject.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dockernotes.checks.reading.levels import unknown
from dockernotes.diagnostics import Diagnostic, did_you_mean, in_text

Flavours = Literal["docusaurus", "github", "hugo", "mkdocs", "unknown"]
RULE = "config"
OWN = "docker-notes.toml"
_TABLE = "tool.docker-notes"


class Config(BaseModel):
    """What may be set. The command line adds to it, except that its `--select` replaces `select`."""

    model_config = ConfigDict(strict=True, extra="forbid")

    select: list[str] = Field(default=[], description="Rules that apply: names, or groups such as `default`, `house`.")
    ignore: list[str] = Field(default=[], description="Rules that don't.")
    exclude: list[str] = Field(default=[], description="Files and folders that are passed over, as `drafts/**`.")
    plugins: list[str] = Field(default=[], description="Commands that plugins add to the CLI, as `scout`.")
    flavour: Flavours | None = Field(default=None, description="How pages are read; else told by their files.")
    baseline: str | None = Field(default=None, description="A file of known findings, which aren't reported again.")


@dataclass
class Loaded:
    """The settings, the folder their paths start from, and what is wrong with them."""

    config: Config = field(default_factory=Config)
    folder: Path = Path()
    problems: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def find(here: Path) -> Path | None:
    """Return the file with the settings that count in a folder, or None."""
    for folder in (here, *here.parents):
        if (folder / OWN).is_file():
            return folder / OWN
        project = folder / "pyproject.toml"
        if project.is_file() and f"[{_TABLE}]" in project.read_text(encoding="utf-8", errors="replace"):
            return project
        if (folder / ".git").exists():
            break  # files outside a project are not its settings
    return None


def load(file: Path | None, label: str) -> Loaded:
    """Read a settings file. `label`: the path to show. Wrong settings become problems, and the rest counts."""
    if file is None:
        return Loaded()
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    loaded = Loaded(folder=file.parent, texts={label: text})
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        rows = text.rstrip("\n").split("\n")
        line, column = (int(at[1]), int(at[2])) if at else (len(rows), len(rows[-1]) + 1)
        said = str(error).split(" (at")[0]
        message = f"not TOML: {said[:1].lower()}{said[1:]}"
        loaded.problems.append(Diagnostic(label, line, column, line, column + 1, "error", RULE, message))
        return loaded
    table = data if file.name == OWN else data.get("tool", {}).get("docker-notes", {})
    while True:
        try:
            loaded.config = Config.model_validate(table)
            break
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                key = str(detail["loc"][0])
                said = _said(key, detail["type"], detail["msg"])
                loaded.problems.append(in_text(text, label, _place(text, key), RULE, said))
                table = {name: value for name, value in table.items() if name != key}
    for key in ("select", "ignore"):
        for message in unknown(getattr(loaded.config, key)):
            loaded.problems.append(in_text(text, label, _place(text, key), RULE, message))
    return loaded


def _said(key: str, kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return f"unknown key `{key}`{did_you_mean(key, Config.model_fields)}"
    return f"`{key}`: {message.removeprefix('Input ').lower()}"


def _place(text: str, key: str) -> tuple[int, int]:
    match = re.search(rf"^[ \t]*[\"']?({re.escape(key)})[\"']?[ \t]*=", text, re.MULTILINE)
    return match.span(1) if match else (0, 1)
