"""Check what comes with the pages of this project: the data file, the examples, the record of proofs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dockernotes import proofs
from dockernotes.checks import data_file, run
from dockernotes.checks.reading.files import kind_of
from dockernotes.checks.reading.project import ACTIVE, Found, Project, read, shown
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.whole_files import check_files
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.spec.model import load_spec
from dockernotes.source.includes import names


def check_data(project: Project, found: Found) -> Iterator[Diagnostic]:
    """Yield the problems of the data file: its shape, its cross-references, its commands."""
    assert project.index
    text = project.raw.decode("utf-8-sig", "replace")
    found.texts[shown(project.file)] = text
    yield from project.problems
    yield from data_file.check(project.document, text, Setting(project.marked), load_spec())
    yield from run.check_data(project, load_spec())


def check_examples(project: Project, found: Found) -> Iterator[Diagnostic]:
    """Yield the problems of the files that pages include."""
    yield from check_files(sorted((project.docs / "examples").rglob("*")), found)
    if project.problems_of_active:
        file = project.docs / ACTIVE
        found.texts[shown(file)] = read(file, shown(file))
    yield from project.problems_of_active
    yield from run.check_files(project, found)


def read_inclusions(project: Project, texts: Iterable[str], found: Found) -> None:
    """Read the files that pages include, only to report those that can't be read."""
    for name in sorted(set().union(*map(names, texts))):
        file = next((root / name for root in (project.docs, project.docs.parent) if (root / name).is_file()), None)
        if file:
            read(file, shown(file), found)


def all_dockerfiles(project: Project) -> list[str]:
    """Return the Dockerfiles that are on no page: those of the data file and of the examples."""
    files = sorted((project.docs / "examples").rglob("*"))
    examples = [read(file, shown(file)) for file in files if kind_of(file.name) == "dockerfile"]
    return [*data_file.dockerfiles_of(project.document).values(), *examples]


def check_proofs(project: Project, found: Found) -> Iterator[Diagnostic]:
    """Yield what is wrong with the record of what was run."""
    file = project.docs / proofs.FILE
    _, problem = proofs.read(file, shown(file))
    if problem:
        found.texts[problem.path] = read(file, problem.path)
        yield problem
