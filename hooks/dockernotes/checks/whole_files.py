"""Check Dockerfiles and Compose files that are separate files, not listings in a fence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePath

from dockernotes.checks.reading.files import kind_of
from dockernotes.checks.reading.project import Found, read, shown
from dockernotes.checks.rules.compose import compose_faults
from dockernotes.checks.rules.dockerfile import RULE, fault, lint
from dockernotes.checks.rules.syntax import is_template_text
from dockernotes.compose.names import BASES
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockerfile.lines import instructions
from dockernotes.source.excerpt import Excerpt


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
            others = _beside(file)
            whole = not others and file.name in BASES
            yield from compose_faults(Excerpt.of_file(name, text), whole=whole, others=_texts(others))
        else:
            excerpts[name] = Excerpt.of_file(name, text)
    for excerpt in excerpts.values():
        rows = excerpt.text.split("\n")
        if PurePath(excerpt.path).name == "Dockerfile" and all(each.name != "FROM" for each in instructions(rows)):
            yield excerpt.diagnostic(0, len(rows[0]), RULE, "a Dockerfile needs a `FROM`, but there's none here")
    for excerpt, faults in zip(excerpts.values(), lint([one.text for one in excerpts.values()]), strict=True):
        yield from (fault(excerpt, one) for one in faults)


def _beside(file: Path) -> list[Path]:
    """Return the other Compose files in the folder of a Compose file, which may be merged with it."""
    return [other for other in sorted(file.parent.glob("*compose*.y*ml")) if other.name != file.name]


def _texts(files: Iterable[Path]) -> list[str]:
    found = []
    for file in files:
        with suppress(OSError, UnicodeDecodeError):
            found.append(file.read_text(encoding="utf-8"))
    return found
