"""Show what is wrong with a page at its top, while it is being edited."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dockernotes.diagnostics import Diagnostic


def with_banner(output: str, problems: Sequence[Diagnostic]) -> str:
    """Return a built page with its problems listed before its content."""
    if not problems:
        return output
    rows = "".join(
        f"<li><code>{p.line}:{p.column}</code> {escape(p.message)} <em>[{p.rule}]</em></li>" for p in problems
    )
    return _at_top(output, f"<p>{len(problems)} to mend on this page:</p><ul>{rows}</ul>")


def with_note(output: str, note: str) -> str:
    """Return a built page with a sentence before its content."""
    return _at_top(output, f"<p>{escape(note)}</p>")


def _at_top(output: str, content: str) -> str:
    place = output.find("<article")
    place = output.find(">", place) + 1 if place >= 0 else 0
    return f'{output[:place]}<aside class="dn-problems" role="alert">{content}</aside>{output[place:]}'
