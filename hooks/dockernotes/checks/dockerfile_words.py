"""What hadolint lets pass or says badly: instructions that are none, names of images, lists that are no JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from dockernotes.checks.dockerfile_text import for_hadolint, instructions
from dockernotes.diagnostics import did_you_mean
from dockernotes.dockercli.image import check_image

_INSTRUCTIONS = frozenset(
    ("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER")
) | {"ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"}
_LISTS = frozenset(("ADD", "CMD", "COPY", "ENTRYPOINT", "SHELL", "VOLUME"))
_LEFT_OUT = ("...", "…", "{{", "“", "”")
_FROM = re.compile(r"\s*FROM\s+(?:--\S+\s+)*([\w./:@-]+)(?:\s+AS\s+(\S+))?\s*$", re.IGNORECASE)


def unknown_instruction(row: str) -> str | None:
    """Return what to say of a row that hadolint can't read, when its first word is no instruction."""
    word = row.strip().partition(" ")[0]
    if not re.fullmatch(r"[A-Za-z]+", word) or word.upper() in _INSTRUCTIONS:
        return None
    return f"unknown instruction `{word}`{did_you_mean(word, _INSTRUCTIONS)}"


def own_faults(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and message."""
    source, rows, stages = text.split("\n"), for_hadolint(text).split("\n"), set[str]()
    for at, end in instructions(rows):
        if end == at + 1 and (match := _FROM.match(source[at])):
            said = check_image(match[1])
            if said and "lower case" in said and match[1].lower() not in stages:
                yield at + 1, match.start(1) + 1, f"`{match[1]}`: {said}"
            stages.add((match[2] or "").lower())
        joined = " ".join(re.sub(r"\\\s*$", "", row) for row in rows[at:end] if not row.lstrip().startswith("#"))
        name, _, rest = joined.strip().partition(" ")
        # `CMD [ -f a ] && b` is a command of the shell, and has a blank there.
        listed = name.upper() in _LISTS and re.match(r"\s*\[[\"']", rest) and not any(m in rest for m in _LEFT_OUT)
        if listed and not _is_list(rest):
            said = (
                f"`{name.upper()} [` isn't a JSON list of strings, so it's read as text; did you mean `"
                + '["a", "b"]`?'
            )
            yield at + 1, len(source[at]) - len(source[at].lstrip()) + 1, said


def _is_list(text: str) -> bool:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, list) and all(isinstance(word, str) for word in data)
