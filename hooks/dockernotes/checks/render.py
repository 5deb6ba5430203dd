"""Diagnostics as text with the source line, JSON, GitHub annotations and SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache

from dockernotes.diagnostics import Diagnostic

Texts = Mapping[str, str]
_LEVELS = {"error": "error", "deprecated": "warning", "style": "notice"}
_SARIF = {"error": "error", "deprecated": "warning", "style": "note"}
_WIDE = 120


def text(diagnostics: Sequence[Diagnostic], texts: Texts) -> str:
    """Return a block for each: the line of the diagnostic, the source line, a caret below the place."""
    blocks = []
    for diagnostic in diagnostics:
        said = "" if diagnostic.severity == "error" else f"{diagnostic.severity}: "
        head = str(diagnostic).replace(f": {diagnostic.message}", f": {said}{diagnostic.message}", 1)
        blocks.append(head + _excerpt(diagnostic, texts.get(diagnostic.path)))
    return "".join(block + "\n" for block in blocks)


def _excerpt(diagnostic: Diagnostic, source: str | None) -> str:
    rows = _rows(source) if source else []
    if not 0 < diagnostic.line <= len(rows):
        return ""
    row = rows[diagnostic.line - 1].rstrip("\r").replace("\t", " ")
    start = diagnostic.column - 1
    width = diagnostic.end_column - diagnostic.column if diagnostic.end_line == diagnostic.line else len(row) - start
    cut = max(0, start - _WIDE // 2) if len(row) > _WIDE else 0
    shown = row[cut : cut + _WIDE]
    number = str(diagnostic.line)
    marks = "^" * max(1, min(width, len(shown) - (start - cut)))
    return f"\n{number} | {shown}\n{' ' * len(number)} | {' ' * (start - cut)}{marks}"


@lru_cache(maxsize=4)  # a page may have thousands of mistakes
def _rows(source: str) -> list[str]:
    return source.split("\n")


def as_json(diagnostics: Sequence[Diagnostic], texts: Texts) -> str:
    """Return a list of objects, a line each."""
    rows = [json.dumps(asdict(diagnostic), ensure_ascii=False) for diagnostic in diagnostics]
    return "[" + ",\n ".join(rows) + "]\n"


def github(diagnostics: Sequence[Diagnostic], texts: Texts) -> str:
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


def sarif(diagnostics: Sequence[Diagnostic], texts: Texts) -> str:
    """Return SARIF 2.1.0, which code scanning reads."""
    rules = sorted({diagnostic.rule for diagnostic in diagnostics})
    results = [
        {
            "ruleId": d.rule,
            "ruleIndex": rules.index(d.rule),
            "level": _SARIF[d.severity],
            "message": {"text": d.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": d.path},
                        "region": {
                            "startLine": d.line,
                            "startColumn": d.column,
                            "endLine": d.end_line,
                            "endColumn": d.end_column,
                        },
                    }
                }
            ],
        }
        for d in diagnostics
    ]
    driver = {"name": "docker-notes", "rules": [{"id": rule} for rule in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False) + "\n"


def summary(diagnostics: Sequence[Diagnostic], texts: Texts) -> str:
    """Return a Markdown table of the rules that were broken, for the summary of a job."""
    if not diagnostics:
        return f"{len(texts)} file{'s' * (len(texts) != 1)}, and nothing to mend.\n"
    rows = ["| Rule | Severity | Times | First |", "| --- | --- | --- | --- |"]
    for rule, severity in sorted({(d.rule, d.severity) for d in diagnostics}):
        every = [d for d in diagnostics if (d.rule, d.severity) == (rule, severity)]
        rows.append(f"| `{rule}` | {severity} | {len(every)} | `{every[0].path}:{every[0].line}` |")
    return "\n".join(rows) + "\n"


FORMATS: dict[str, Callable[[Sequence[Diagnostic], Texts], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
    "summary": summary,
}
