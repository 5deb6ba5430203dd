"""Dockerfiles and Compose files that are files of their own, and stand in no fence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dockernotes.checks.compose import compose_faults
from dockernotes.checks.compose_names import BASES
from dockernotes.checks.dockerfiles import fault, lint
from dockernotes.checks.files import kind_of
from dockernotes.checks.listings import is_template_text
from dockernotes.checks.project import Found, read, shown
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.text import Excerpt


def check_files(files: Iterable[Path], found: Found) -> Iterator[Diagnostic]:
    """Yield the problems of Dockerfiles and Compose files. Their texts are added to `found`."""
    excerpts: dict[str, Excerpt] = {}
    for file in files:
        kind, name = kind_of(file.name), shown(file)
        if kind not in ("dockerfile", "compose"):
            continue
        text = found.texts[name] = read(file, name, found)
        if is_template_text(text):
            continue
        if kind == "compose":
            yield from compose_faults(Excerpt.of_file(name, text), whole=_is_whole(file))
        else:
            excerpts[name] = Excerpt.of_file(name, text)
    for excerpt, faults in zip(excerpts.values(), lint([one.text for one in excerpts.values()]), strict=True):
        yield from (fault(excerpt, one) for one in faults)


def _is_whole(file: Path) -> bool:
    """Whether no other Compose file is merged over this one."""
    beside = [other.name for other in file.parent.glob("*compose*.y*ml")]
    return beside == [file.name] and file.name in BASES
