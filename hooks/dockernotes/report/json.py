"""Diagnostics as JSON: a list of objects, one per line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from dockernotes.diagnostics import Diagnostic


def as_json(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
    """Return a list of objects, one per line."""
    rows = [json.dumps(asdict(diagnostic), ensure_ascii=False) for diagnostic in diagnostics]
    return "[" + ",\n ".join(rows) + "]\n"
