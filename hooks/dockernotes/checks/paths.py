"""Run all checks over this project, or over any files and folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from dockernotes.catalog.crossrefs import broken_links
from dockernotes.checks.beside import (
    all_dockerfiles,
    check_data,
    check_examples,
    check_proofs,
    read_inclusions,
)
from dockernotes.checks.config import Config
from dockernotes.checks.consequences import alone
from dockernotes.checks.once import once
from dockernotes.checks.reading.files import Kind, is_of_tests, is_page, kind_of, kind_of_named, language, listed
from dockernotes.checks.reading.flavour import FLAVOURS, Flavour, Flavours, read_settings, root_of
from dockernotes.checks.reading.levels import chosen
from dockernotes.checks.reading.project import Found, Project, read, shown
from dockernotes.checks.reading.setting import Setting
from dockernotes.checks.reading.texts import Texts
from dockernotes.checks.reading.tree import Tree
from dockernotes.checks.reading.whole_site import WholeSite
from dockernotes.checks.run import check_links, check_site, check_snippets, check_sources
from dockernotes.checks.switches import apply
from dockernotes.checks.whole_files import check_files
from dockernotes.diagnostics import Diagnostic
from dockernotes.dockercli.spec.model import load_spec


def check_paths(
    paths: Iterable[Path],
    project: Project,
    given: Mapping[Path, bytes] | None = None,
    config: Config | None = None,
    excluded: Callable[[Path], bool] = lambda file: False,
) -> Found:
    """Check files and folders, each with the folder that its links lead within.

    `given`: files whose text comes from elsewhere, such as standard input.
    """
    found = Found(list(project.problems) if project.index is None else [], given=given or {})
    if project.index is None:
        return found
    config = config or Config()
    by_root: dict[tuple[Path, Flavour], list[Path]] = {}
    for path in paths:
        by_root.setdefault(_root(path, project), []).append(path)
    for (root, around), named in by_root.items():
        own = root == project.docs
        rules = chosen(config.select, config.ignore, own=own)
        here = Found(given=found.given)
        wanted = dict(file for path in named for file in _wanted(path, here))
        found.excluded += sum(map(excluded, wanted))
        wanted = {file: kind for file, kind in wanted.items() if not excluded(file)}
        whole = own and any(path.resolve() == root for path in named)
        setting = Setting(project.index, own, rules, frozenset(config.plugins), config.flavour, project.active)
        _check_root((root, around), wanted, setting, project, here, whole=whole)
        standing = apply(alone(here.diagnostics), here.texts, rules)
        found.diagnostics += (one for one in standing if one.rule in rules)
        found.texts |= here.texts
        found.unread += here.unread
    found.diagnostics = once(found.diagnostics)
    return found


def _root(path: Path, project: Project) -> tuple[Path, Flavour]:
    if path.resolve() == project.docs or project.docs in path.resolve().parents:
        return project.docs, FLAVOURS["mkdocs"]
    return root_of(path)


def _check_root(
    place: tuple[Path, Flavour],
    wanted: Mapping[Path, Kind],
    setting: Setting,
    project: Project,
    found: Found,
    *,
    whole: bool,
) -> None:
    """Check some files whose links lead within the same folder. `place`: that folder, and how its pages are read."""
    root, around = place

    def failed(folder: Path, reason: str) -> None:
        message = f"this folder can't be listed: {reason}"
        found.diagnostics.append(Diagnostic(shown(folder), 1, 1, 1, 1, "error", "unreadable", message))

    files = frozenset(listed(root, failed) if root.exists() else ())
    names = {_in(root, file): shown(file) for file, kind in wanted.items() if kind == "page"}
    every = sorted({name for name in files if is_page(name)} | set(names))
    # Neighbours are read only for the anchors that links need; their own problems are reported when they are checked.
    unsaid = Found(given=found.given)
    texts = Texts(
        every,
        lambda name: read(root / name, names.get(name) or shown(root / name), found if name in names else unsaid),
    )
    tree = Tree(texts, files | frozenset(names), project.expand if setting.own else str)
    if setting.own:
        tree.taken_in = project.included
    else:
        given = FLAVOURS[setting.flavour] if setting.flavour else None
        tree.flavours = Flavours(() if given else files, read_settings(root), given or around)
        tree.is_there = lambda where: (root / where).exists()
        tree.is_whole = (root / ".git").exists()
    checked = {label: texts[name] for name, label in names.items()}
    found.texts |= checked
    found.diagnostics += check_snippets(checked, setting, load_spec(), all_dockerfiles(project) if whole else ())
    found.diagnostics += check_links(tree, names)
    if setting.own:
        read_inclusions(project, checked.values(), found)
    if whole:
        _check_project(project, tree, names, found)
    else:
        found.diagnostics += check_files([file for file, kind in wanted.items() if kind != "page"], found)


def _check_project(project: Project, tree: Tree, names: Mapping[str, str], found: Found) -> None:
    """Check this project as a whole, and what comes with its pages. `names`: for each page, the path to print."""
    assert project.index
    catalog = project.index.catalog
    of_data = list(check_data(project, found))
    of_data += broken_links(catalog, project.document, {name: tree.ids(name) for name in tree.texts})
    found.diagnostics += of_data
    texts = {shown(project.docs / page): text for page, text in tree.texts.items()}
    found.diagnostics += check_sources(project, texts)
    found.diagnostics += check_examples(project, found)
    found.diagnostics += check_site(WholeSite(project, tree, names, found=found, is_sound=not of_data))
    found.diagnostics += check_proofs(project, found)


def _wanted(path: Path, found: Found) -> Iterator[tuple[Path, Kind]]:
    """Yield the files to check at a path, with what each is read as. Note in `found.unread` what is not read."""
    if path in found.given or not path.is_dir():
        if kind := kind_of_named(path.name):
            yield path, kind
        else:
            what = language(path.name) or "no Markdown, Dockerfile or Compose file"
            found.unread.append(f"`{shown(path)}` is {what}, and is not read")
        return
    others: dict[str, list[str]] = {}
    for name in sorted(listed(path)):
        kind = kind_of(name)
        if kind == "page" or (kind and not is_of_tests(name)):
            yield path / name, kind
        elif markup := language(name):
            others.setdefault(markup, []).append(name)
    for markup, names in others.items():
        count = f"{len(names)} file{'s' * (len(names) != 1)}"
        found.unread.append(f"{count} of {markup} not read; the first is `{shown(path / names[0])}`")


def _in(root: Path, file: Path) -> str:
    folder, base = os.path.realpath(root), os.path.realpath(file.parent)
    return os.path.relpath(Path(base, file.name), folder).replace(os.sep, "/")
