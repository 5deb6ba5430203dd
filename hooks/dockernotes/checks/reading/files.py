"""Which files are read, and as what, to judge by their names."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Literal

Kind = Literal["page", "dockerfile", "compose"]

_PAGES = (".md", ".markdown", ".mdx")
_TEXTS = ("", ".txt", ".text")
"""Endings of files such as README, which are read as Markdown only if somebody names them."""
_UNREAD = {
    **dict.fromkeys((".rst", ".rest"), "reStructuredText"),
    **dict.fromkeys((".adoc", ".asciidoc"), "AsciiDoc"),  # most that end in `.asc` are keys
}
_NO_DOCKERFILES = (".dockerignore", ".erb", ".in", ".j2", ".jinja", ".jinja2", ".template", ".tmpl", ".tpl", ".txt")
_TESTS = frozenset(("test", "tests", "__tests__", "testdata", "testfiles", "fixtures", "testfiles-negative"))
_LEFTOVERS = frozenset((".git", ".venv", "venv", ".tox", "__pycache__", "node_modules"))


def is_page(name: str) -> bool:
    """Return whether a file is Markdown."""
    return name.lower().endswith(_PAGES)


def kind_of(name: str) -> Kind | None:
    """Return what a file in a folder is read as; None for a file that is not read."""
    base = PurePosixPath(name).name.lower()
    if is_page(base):
        return "page"
    first, dot, rest = PurePosixPath(name).name.partition(".")
    # `dockerfile.go` is about Dockerfiles; `Dockerfile.go` may well be one, of a program in Go.
    if first in ("Dockerfile", "Containerfile") or (not dot and base in ("dockerfile", "containerfile")):
        return None if f".{rest}".endswith(_NO_DOCKERFILES) else "dockerfile"
    if base.endswith((".dockerfile", ".containerfile")):
        return "dockerfile"
    is_yaml = base.endswith((".yaml", ".yml"))
    return "compose" if is_yaml and base.startswith(("compose.", "docker-compose.", "docker-compose-")) else None


def kind_of_named(name: str) -> Kind | None:
    """Return what a file that somebody names is read as; None for a file that is not read."""
    return kind_of(name) or ("page" if PurePosixPath(name).suffix.lower() in _TEXTS else None)


def is_excluded(file: Path, patterns: Sequence[str], folder: Path) -> bool:
    """Return whether a pattern matches a file or a folder around it. One without `/` matches at any depth."""
    if not patterns:
        return False
    name = os.path.relpath(file, folder).replace(os.sep, "/")
    every = [name, *(parent.as_posix() for parent in PurePosixPath(name).parents)]
    wanted = [pattern.removeprefix("./").removesuffix("/**").rstrip("/") for pattern in patterns]
    return any(
        fnmatchcase(part if "/" in pattern else PurePosixPath(part).name, pattern)
        for pattern in wanted
        for part in every
    )


def is_of_tests(name: str) -> bool:
    """Return whether a file in a folder is test data, which may be wrong on purpose."""
    return not _TESTS.isdisjoint(PurePosixPath(name).parts[:-1])


def language(name: str) -> str | None:
    """Return the markup language of a text for readers that isn't read here, or None."""
    return _UNREAD.get(PurePosixPath(name).suffix.lower())


def obstacle(file: Path) -> str | None:
    """Return why a file can't be opened and read to its end; None for a regular file."""
    try:
        mode = file.stat().st_mode
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "a link that leads back to itself"
        return "a link that leads nowhere" if file.is_symlink() else _reason(error)
    if stat.S_ISREG(mode):
        return None
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for is_it, name in kinds if is_it(mode)), "a device")


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def listed(
    root: str | os.PathLike[str], failed: Callable[[Path, str], object] = lambda folder, reason: None
) -> Iterator[str]:
    """Yield the files below a folder, by their path in it with `/`. What tools leave behind is skipped.

    `failed` is called with each folder that can't be listed, and the reason.
    """

    def tell(error: OSError) -> None:
        failed(Path(error.filename), _reason(error))

    for folder, folders, names in os.walk(root, onerror=tell):
        folders[:] = sorted(name for name in folders if name not in _LEFTOVERS and not name.endswith("_cache"))
        start = os.path.relpath(folder, root).replace(os.sep, "/")
        yield from names if start == "." else (f"{start}/{name}" for name in names)
