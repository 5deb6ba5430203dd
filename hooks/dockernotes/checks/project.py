"""What to check: this project, or any Markdown files and folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dockernotes import proofs
from dockernotes.catalog.index import Index
from dockernotes.catalog.load import load
from dockernotes.catalog.macros import MacroError, Macros, vocabulary
from dockernotes.checks import addresses, data, inclusions, known, unused
from dockernotes.checks.compose import compose_faults
from dockernotes.checks.dockerfiles import RULE as DOCKERFILE
from dockernotes.checks.dockerfiles import lint
from dockernotes.checks.rule import Setting
from dockernotes.checks.run import check_links, check_snippets
from dockernotes.checks.tree import Tree, listed
from dockernotes.decode import decode
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.model import load_spec
from dockernotes.source.fences import TextLine
from dockernotes.source.text import Excerpt

DATA = "_data/docker.yml"
MARKDOWN = (".md", ".markdown")
_CALL = re.compile(r"<!--\[\[\s*(\w+)\((.*?)\)\s*\]\]-->", re.S)
_ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'")


@dataclass
class Found:
    """Diagnostics, and the text of every file they speak of."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


class Project:
    """A project of ours: its docs folder and its data file."""

    def __init__(self, docs: Path) -> None:
        self.docs = docs.resolve()
        self.file = self.docs / DATA
        self.raw = self.file.read_bytes()
        catalog, self.document, self.problems = load(self.raw, shown(self.file))
        self.index = Index(catalog) if catalog else None

    def expand(self, text: str) -> str:
        """Return a page with its macros filled in, as far as they can be."""
        if self.index is None:
            return text
        macros = vocabulary(Macros(self.index, lambda address: address))

        def call(match: re.Match[str]) -> str:
            arguments = [double or single for double, single in _ARGUMENT.findall(match[2])]
            try:
                return macros[match[1]](*arguments)()
            except (KeyError, TypeError, MacroError):
                return ""

        return _CALL.sub(call, text)


def check_paths(paths: Iterable[Path], project: Project) -> Found:
    """Check files and folders, each with the folder its links live in. Raises FileNotFoundError for a missing one."""
    found = Found(list(project.problems) if project.index is None else [])
    if project.index is None:
        return found
    spec = load_spec()
    for path in paths:
        own = path.resolve() == project.docs or project.docs in path.resolve().parents
        root = project.docs if own else path if path.is_dir() else path.parent
        files = frozenset(listed(root))
        wanted = sorted(_markdown(path))
        if not path.is_dir() and not path.is_file():
            raise FileNotFoundError(str(path))
        names = {_in(root, file): shown(file) for file in wanted}
        texts = {
            # Neighbours are read for their anchors; what is wrong with them is said when they are checked themselves.
            name: read(root / name, shown(root / name), found if name in names else None)
            for name in sorted(_pages(files, names))
        }
        tree = Tree(texts, files | frozenset(names), project.expand if own else str)
        checked = {label: texts[name] for name, label in names.items()}
        found.texts |= checked
        setting = Setting(project.index, own)
        whole = own and path.resolve() == project.docs
        found.diagnostics += check_snippets(checked, setting, spec, all_dockerfiles(project) if whole else ())
        found.diagnostics += check_links(tree, names)
        if own:
            found.diagnostics += inclusions.check(tree, names)
            read_inclusions(project, checked.values(), found)
        if whole:
            found.diagnostics += check_data(project, found)
            found.diagnostics += unused.check(project.index.catalog, project.document, texts.values())
            found.diagnostics += check_examples(project, found)
            found.diagnostics += check_addresses(project, tree, found)
            found.diagnostics += check_proofs(project, found)
    found.diagnostics = sorted(set(found.diagnostics))
    return found


def check_data(project: Project, found: Found) -> Iterator[Diagnostic]:
    """Yield the problems of the data file: its shape, its cross-references, its commands."""
    assert project.index
    text = project.raw.decode("utf-8-sig", "replace")
    found.texts[shown(project.file)] = text
    yield from project.problems
    yield from data.check(project.document, text, Setting(project.index), load_spec())
    yield from known.check(project.index.catalog, project.document, load_spec())


def check_examples(project: Project, found: Found) -> Iterator[Diagnostic]:
    """Yield the problems of the files that pages include."""
    dockerfiles = example_dockerfiles(project, found)
    found.texts |= dockerfiles
    for file in sorted((project.docs / "examples").rglob("*")):
        name = shown(file)
        if file.name.startswith("compose") and file.suffix in (".yaml", ".yml"):
            text = found.texts[name] = read(file, name, found)
            yield from compose_faults(Excerpt(name, [TextLine(n, 1, row) for n, row in enumerate(text.split("\n"), 1)]))
    for name, faults in zip(dockerfiles, lint(list(dockerfiles.values())), strict=True):
        for line, column, message in faults:
            yield Diagnostic(name, line, column, line, column + 1, "error", DOCKERFILE, message)


def read_inclusions(project: Project, texts: Iterable[str], found: Found) -> None:
    """Read the files that pages take in, for nothing but what keeps them from being read."""
    for name in sorted(set().union(*map(inclusions.names, texts))):
        file = next((root / name for root in (project.docs, project.docs.parent) if (root / name).is_file()), None)
        if file:
            read(file, shown(file), found)


def example_dockerfiles(project: Project, found: Found | None = None) -> dict[str, str]:
    """Return the Dockerfiles that pages include, by the path to show."""
    files = sorted((project.docs / "examples").rglob("*"))
    named = [file for file in files if file.name == "Dockerfile" or file.name.startswith("Dockerfile.")]
    return {shown(file): read(file, shown(file), found) for file in named}


def all_dockerfiles(project: Project) -> list[str]:
    """Return the Dockerfiles that stand on no page: those of the data file and of the examples."""
    return [*data.dockerfiles_of(project.document).values(), *example_dockerfiles(project).values()]


def check_addresses(project: Project, tree: Tree, found: Found) -> Iterator[Diagnostic]:
    """Yield the addresses of the last release that lead nowhere. A project without a record has had no release."""
    record, led = project.docs / addresses.RECORD, project.docs / addresses.REDIRECTS
    if record.is_file() and led.is_file():
        text = found.texts[shown(record)] = read(record, shown(record), found)
        found.texts[shown(led)] = read(led, shown(led))
        yield from addresses.check(tree, (shown(record), text), addresses.redirects(led.read_bytes(), shown(led))[1])


def check_proofs(project: Project, found: Found) -> Iterator[Diagnostic]:
    """Yield what is wrong with the record of what was run."""
    file = project.docs / proofs.FILE
    _, problem = proofs.read(file, shown(file))
    if problem:
        found.texts[problem.path] = read(file, problem.path)
        yield problem


def read(file: Path, label: str, found: Found | None = None) -> str:
    """Return a file's text. What is not UTF-8 is reported once, and read as well as it can be; so is no file at all."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        if found is not None:
            message = f"can't be read: {(error.strerror or type(error).__name__).lower()}"
            found.diagnostics.append(Diagnostic(label, 1, 1, 1, 1, "error", "encoding", message))
        return ""
    text, problem = decode(raw, label)
    if problem and found is not None:
        found.diagnostics.append(problem)
    return text


def shown(file: Path) -> str:
    """Return the path to print: relative to the current folder when the file is below it."""
    resolved, here = file.resolve(), Path.cwd().resolve()
    return resolved.relative_to(here).as_posix() if here in resolved.parents else str(file)


def _markdown(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (path / name for name in listed(path) if name.endswith(MARKDOWN))
    elif path.is_file():
        yield path


def _pages(files: Iterable[str], wanted: Iterable[str]) -> set[str]:
    return {name for name in files if name.endswith(MARKDOWN)} | set(wanted)


def _in(root: Path, file: Path) -> str:
    return os.path.relpath(file.resolve(), root.resolve()).replace(os.sep, "/")
