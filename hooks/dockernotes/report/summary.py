"""Diagnostics summed up: a table of the rules that were broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dockernotes.diagnostics import Diagnostic


def summary(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
    """Return a Markdown table of the rules that were broken, for the summary of a job."""
    if not diagnostics:
        return f"{len(texts)} file{'s' * (len(texts) != 1)}, and nothing to fix.\n"
    rows = ["| Rule | Severity | Times | First |", "| --- | --- | --- | --- |"]
    for rule, severity in sorted({(d.rule, d.severity) for d in diagnostics}):
        every = [d for d in diagnostics if (d.rule, d.severity) == (rule, severity)]
        rows.append(f"| `{rule}` | {severity} | {len(every)} | `{every[0].path}:{every[0].line}` |")
    return "\n".join(rows) + "\n"
