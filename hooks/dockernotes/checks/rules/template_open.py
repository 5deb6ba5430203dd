"""template-open: what a builder fills in has as many brackets at its end as at its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockernotes.checks.reading.tree import Tree
from dockernotes.diagnostics import Diagnostic, in_text
from dockernotes.source.blank import blanked

RULE = "template-open"
_INNER = r"[<%]?[ \t]*[\w.$][\w.$\"'|()/:,=# \t-]{0,80}?[ \t]*[>%]?"
_SHORT_END = re.compile(rf"(?<![\w\\}}{{$])\{{\{{{_INNER}\}}(?!\}})")
_SHORT_BEGIN = re.compile(r"(?<![\w\\}{$%=])\{[ \t]*[A-Za-z_][\w.]*[ \t]*\}\}(?!\})")


def check_in_tree(page: str, shown: str, tree: Tree) -> Iterator[Diagnostic]:
    """Yield templates that lack a bracket. The braces of formulas and of JSX don't count."""
    text = tree.texts[page]
    if ("{{" not in text and "}}" not in text) or page.endswith(".mdx"):
        return
    bare = blanked(text)
    for pattern, wanted in ((_SHORT_END, "}}"), (_SHORT_BEGIN, "{{")):
        for match in pattern.finditer(bare):
            start = bare.rfind("\n", 0, match.start()) + 1
            if "$" not in bare[start : match.start()] and "\\" not in bare[start : match.start()]:
                message = f"`{match.group()}` lacks a bracket, so readers see it as it's written here; write `{wanted}`"
                yield in_text(text, shown, match.span(), RULE, message)
