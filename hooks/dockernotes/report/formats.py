"""The formats that problems can be printed in, by the names that the command line accepts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dockernotes.diagnostics import Diagnostic
from dockernotes.report.github import github
from dockernotes.report.json import as_json
from dockernotes.report.sarif import sarif
from dockernotes.report.summary import summary
from dockernotes.report.text import text

FORMATS: dict[str, Callable[[Sequence[Diagnostic], Mapping[str, str]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
    "summary": summary,
}
