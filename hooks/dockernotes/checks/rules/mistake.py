"""mistake: a command that is wrong on purpose is wrong, and in the way the fence says."""

from __future__ import annotations

from collections.abc import Iterator

from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.fences import at_opening

RULE = "mistake"


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield the fences marked `mistake="…"` in which no command gives that message.

    For a wrong value, the CLI's own words are not known here; running the lesson compares them. Fences for a Docker
    without a spec are skipped.
    """
    for snippet in page.snippets:
        wanted = snippet.fence.options.get("mistake")
        if wanted is None or not snippet.scripts or snippet.spec is None:
            continue
        problems = [problem for call in snippet.calls if call.parsed for problem in call.parsed.problems]
        if any(not problem.cli or problem.cli in wanted or wanted in problem.cli for problem in problems):
            continue
        said = f"; docker says `{problems[0].cli}`" if problems else "; every command here is right"
        fence = snippet.fence
        message = f"no command of this fence ends in `{wanted}`{said}"
        yield at_opening(fence, page.path, RULE, message)
