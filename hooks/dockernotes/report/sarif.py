"""Diagnostics as SARIF, the format of code scanning."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from dockernotes.diagnostics import Diagnostic

_LEVELS = {"error": "error", "deprecated": "warning", "style": "note"}


def sarif(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
    """Return SARIF 2.1.0, which code scanning reads."""
    rules = sorted({diagnostic.rule for diagnostic in diagnostics})
    results = [
        {
            "ruleId": d.rule,
            "ruleIndex": rules.index(d.rule),
            "level": _LEVELS[d.severity],
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
