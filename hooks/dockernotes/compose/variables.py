"""The variables that Compose fills in, `$NAME` and `${NAME:-default}`, and the ones that it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DOLLAR = re.compile(r"\$(?:(\$)|([A-Za-z_]\w*)|(\{))", re.ASCII)
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_FORM = re.compile(r":?[-+?]")


def variable_fault(text: str) -> str | None:
    """Return what is wrong with the variables in a text, or None. A `$` before anything else is just a dollar sign."""
    return next((said for said, _ in _parts(text) if said), None)


def filled(text: str) -> str | None:
    """Return a text with its variables' defaults filled in; None if a variable has no default, so it's unknown."""
    made, at = "", 0
    for match in _DOLLAR.finditer(text):
        if match.start() < at:
            continue
        made += text[at : match.start()]
        if match[1]:
            made, at = made + "$", match.end()
            continue
        end = _close(text, match.end()) if match[3] else None
        inner = text[match.end() : end] if end is not None else ""
        name = _NAME.match(inner)
        default = re.match(r":?-", inner[name.end() :]) if name else None
        if end is None or name is None or default is None:
            return None
        value = filled(inner[name.end() + default.end() :])
        if value is None:
            return None
        made, at = made + value, end + 1
    return made + text[at:]


def _parts(text: str) -> Iterator[tuple[str | None, str]]:
    at = 0
    while match := _DOLLAR.search(text, at):
        at = match.end()
        if not match[3]:
            continue
        end = _close(text, at)
        shown = text[match.start() : len(text) if end is None else end + 1].split("\n", maxsplit=1)[0]
        if end is None:
            yield f"`{shown}` is not closed; add `}}`, or write `$$` for a dollar sign", ""
            return
        inner = text[at:end]
        name = _NAME.match(inner)
        if not name or (inner[name.end() :] and not _FORM.match(inner, name.end())):
            yield f"`{shown}` isn't a variable that Compose can fill in; for a dollar sign, write `$$`", ""
        elif inner[name.end() :]:
            yield from _parts(inner[name.end() :])
        at = end + 1


def _close(text: str, at: int) -> int | None:
    """Return the position of the brace that closes the one before `at`, or None."""
    depth = 1
    for place in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if not depth:
            return place
    return None
