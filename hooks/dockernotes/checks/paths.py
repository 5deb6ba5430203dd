"""All checks over this project, or over any Markdown files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dockernotes.catalog.crossrefs import broken_links
from dockernotes.checks import inclusions, unused
from dockernotes.checks.beside import (
    all_dockerfiles,
    check_addresses,
    check_data,
    check_examples,
    check_proofs,
    read_inclusions,
)
from dockernotes.checks.project import MARKDOWN, Found, Project, read, shown
from dockernotes.checks.rule import Setting
from dockernotes.checks.run import check_links, check_snippets
from dockernotes.checks.tree import Tree, listed
from dockernotes.dockercli.model import load_spec


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
            of_data = list(check_data(project, found))
            of_data += broken_links(project.index.catalog, project.document, {n: tree.ids(n) for n in tree.texts})
            found.diagnostics += of_data
            found.diagnostics += unused.check(project.index.catalog, project.document, texts.values())
            found.diagnostics += check_examples(project, found)
            if not of_data:  # an entry that can't be read takes its addresses along, and they are not gone
                found.diagnostics += check_addresses(project, tree, found)
            found.diagnostics += check_proofs(project, found)
    found.diagnostics = sorted(set(found.diagnostics))
    return found


def _markdown(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (path / name for name in listed(path) if name.endswith(MARKDOWN))
    elif path.is_file():
        yield path


def _pages(files: Iterable[str], wanted: Iterable[str]) -> set[str]:
    return {name for name in files if name.endswith(MARKDOWN)} | set(wanted)


def _in(root: Path, file: Path) -> str:
    return os.path.relpath(os.path.realpath(file), os.path.realpath(root)).replace(os.sep, "/")
