"""Diagnostics as annotations: GitHub shows them at the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dockernotes.diagnostics import Diagnostic

_LEVELS = {"error": "error", "deprecated": "warning", "style": "notice"}


def github(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
    """Return GitHub's workflow commands, which annotate the lines of a pull request."""
    return "".join(
        f"::{_LEVELS[d.severity]} file={_property(d.path)},line={d.line},col={d.column},endLine={d.end_line},"
        f"endColumn={d.end_column},title={_property(d.rule)}::{_data(d.message)}\n"
        for d in diagnostics
    )


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
