"""Which builder makes a site of a folder of pages, to judge by the files that are there.

The builder decides which anchors headings get and which addresses lead to a page. If no builder is found, readers see
the pages on a host of git repositories, which reads them as GitHub does.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from dockernotes.checks.reading.files import obstacle


@dataclass(frozen=True, slots=True)
class Flavour:
    """A way to read pages. `slugs`: whose rules name the headings; `pretty`: pages also have addresses without `.md`.

    `indent`: how many blanks a list within a list needs; 0: as many as its outer item requires.
    """

    name: str
    slugs: frozenset[str]
    pretty: bool
    indent: int = 0


_GITHUB, _MKDOCS = frozenset(("github",)), frozenset(("mkdocs",))
UNKNOWN = Flavour("unknown", _GITHUB | _MKDOCS, pretty=True)
FLAVOURS = {
    "github": Flavour("github", _GITHUB, pretty=False),
    "mkdocs": Flavour("mkdocs", _MKDOCS, pretty=True, indent=4),
    "docusaurus": Flavour("docusaurus", _GITHUB, pretty=True),
    "hugo": Flavour("hugo", _GITHUB, pretty=True),
    "unknown": UNKNOWN,
}
_FILES = {
    **dict.fromkeys(("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "zensical.toml"), "mkdocs"),
    **dict.fromkeys((f"docusaurus.config.{end}" for end in ("js", "ts", "mjs", "cjs")), "docusaurus"),
    **dict.fromkeys((f"hugo.{end}" for end in ("toml", "yaml", "yml", "json")), "hugo"),
    # How these builders make addresses is not known here in every detail.
    **dict.fromkeys(
        ("_config.yml", "_config.toml", "book.toml", "mint.json", "docs.json", "_sidebar.md", "config.rb"), "unknown"
    ),
    **dict.fromkeys((f"astro.config.{end}" for end in ("js", "ts", "mjs")), "unknown"),
}
_OTHER_LISTS = re.compile(r"truly_sane_lists|tab_length")
_BLACKFRIDAY = re.compile(r"autoHeadingIDType[\"']?[ \t]*[:=][ \t]*[\"']?blackfriday", re.IGNORECASE)
_DOCS_DIR = re.compile(r"^docs_dir:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)


class Flavours:
    """The builders of a tree: each for the pages below its own folder."""

    def __init__(self, files: Iterable[str], read: Callable[[str], str], around: Flavour) -> None:
        self._around = around
        self._folders: dict[str, Flavour] = {}
        for file in files:
            folder, name = posixpath.split(file)
            if name == "_index.md":
                self._folders.setdefault(folder, FLAVOURS["hugo"])  # no other builder has such a file
            elif name in _FILES:
                self._folders[_pages(folder, _FILES[name], read(file))] = _of(_FILES[name], read(file))
            elif folder.endswith(".vitepress"):
                self._folders[posixpath.dirname(folder)] = UNKNOWN
            elif name in ("config.toml", "config.yaml", "config.json") and posixpath.basename(folder) != "config":
                text = read(file)
                if "baseURL" in text or "baseurl" in text:
                    self._folders[posixpath.join(folder, "content")] = _of("hugo", text)

    def of(self, page: str) -> Flavour:
        folder = posixpath.dirname(page)
        while True:
            if folder in self._folders:
                return self._folders[folder]
            if not folder:
                return self._around
            folder = posixpath.dirname(folder)


def _of(name: str, settings: str) -> Flavour:
    flavour = FLAVOURS[name]
    if name == "mkdocs":
        # Most sites that set this use the names that GitHub makes.
        slugs = UNKNOWN.slugs if "slugify" in settings else flavour.slugs
        flavour = replace(flavour, slugs=slugs, indent=0 if _OTHER_LISTS.search(settings) else flavour.indent)
    elif name == "hugo" and _BLACKFRIDAY.search(settings):
        flavour = replace(flavour, slugs=frozenset(("blackfriday",)))
    return flavour


def _pages(folder: str, name: str, settings: str) -> str:
    if name == "mkdocs":
        match = _DOCS_DIR.search(settings)
        folder = posixpath.normpath(posixpath.join(folder, match[1] if match else "docs"))
    elif name == "hugo":
        folder = posixpath.join(folder, "content")
    return "" if folder == "." else folder


def root_of(path: Path) -> tuple[Path, Flavour]:
    """Return the folder that a path's links lead within, and how its pages are read unless a builder's file is in it.

    That is the repository around the path; without one, the folder above that has a builder's file, or the path itself.
    """
    start = path if path.is_dir() else path.parent
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / ".git").exists():
            return folder, FLAVOURS["github"]
    for folder in (here, *list(here.parents)[:4]):
        if any((folder / name).is_file() for name in _FILES):
            return folder, UNKNOWN
    return start, UNKNOWN


def read_settings(root: Path) -> Callable[[str], str]:
    """Return a function that reads a builder's file in a tree. A file that can't be read is empty."""

    def read(name: str) -> str:
        file = root / name
        return "" if obstacle(file) else file.read_text(encoding="utf-8", errors="replace")

    return read
