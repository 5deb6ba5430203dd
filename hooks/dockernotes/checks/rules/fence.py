"""fence-open, fence-language, fence-option: every fence is closed, names its language, and spells its options right."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from pygments.lexers import get_all_lexers  # type: ignore[import-untyped]

from dockernotes.checks.reading.page import SHELLS, Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic, did_you_mean
from dockernotes.source.fences import OPTIONS, at_opening, never_closed

_OF_HIGHLIGHTING = frozenset(("linenums", "hl_lines", "linenums_style"))
_KNOWN = frozenset(
    (
        *SHELLS,
        *(alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases),
        # Names that other renderers accept.
        *("conf", "dotenv", "env", "jsonc", "log", "mermaid", "none", "patch", "plain", "plaintext"),
        *("svg", "terminal", "txt"),
    )
)


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what is wrong with the first line of each fence."""
    for snippet in page.snippets:
        fence = snippet.fence
        if not fence.closed or fence.swallows:
            yield never_closed(fence, page.path)
        elif setting.own and not fence.exact:
            message = "fence is closed with different marks; MkDocs accepts only the same ones, with the same indent"
            yield at_opening(fence, page.path, "fence-open", message)
        if not fence.language:
            message = "fence names no language; use `text` if nothing else fits"
            yield at_opening(fence, page.path, "fence-language", message)
        elif fence.language not in _KNOWN:
            near = difflib.get_close_matches(fence.language, _KNOWN, 1, 0.8)
            if near:
                message = f"unknown language `{fence.language}`; did you mean `{near[0]}`?"
                yield at_opening(fence, page.path, "fence-language", message)
        for option in fence.options if setting.own else ():
            if option not in OPTIONS | _OF_HIGHLIGHTING:
                message = f"unknown option `{option}` of a fence" + did_you_mean(option, OPTIONS)
                yield at_opening(fence, page.path, "fence-option", message)
