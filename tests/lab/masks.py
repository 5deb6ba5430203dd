"""Mask what varies from run to run in a step's output, as the lessons mask it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parents[2] / "docs/_data/docker.yml"


@cache
def rules() -> list[tuple[str, re.Pattern[str]]]:
    """Return the masks of the data file, in order."""
    masks = yaml.load(DATA.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["masks"]
    return [(mask["name"], re.compile(mask["pattern"], re.MULTILINE)) for mask in masks]


def masked(seen: dict[str, Any]) -> tuple[str, str, int]:
    """Return the stdout, stderr and exit code of a step, masked for a comparison."""
    return _text(seen["stdout"]), _text(seen["stderr"]), seen["code"]


def _text(text: str) -> str:
    for name, pattern in rules():
        text = pattern.sub(f"[{name}]", text)
    return "\n".join(re.sub(r" {2,}", " ", line) for line in text.split("\n"))
