"""Where a link on somebody else's page leads, given the addresses that its builder makes."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from pathlib import PurePosixPath

from dockernotes.checks.reading.tree import Tree, resolve, unnumbered

_END = re.compile(r"(?:/index)?\.html?$|/$")
_TEMPLATE = re.compile(r"\{\{|\{%|%[}%]|\$\{|^@|^~|\{[\w.-]+\}|%7B")
_RUSTDOC = re.compile(
    r"(?:^|/)(?:attr|constant|derive|enum|fn|index|keyword|macro|mod|primitive|static|struct|trait|type|union)"
    r"(?:\.\w+)?\.html$|^(?:crate|self|super|[A-Z]\w*[a-z]\w*)(?:::\w+)*$"
)
"""Pages that rustdoc makes from code, and names in that code: rustdoc shows Markdown together with them."""
_HOSTED = re.compile(
    r"\.\./\.\./(?:actions|archive|blob|branches|commits?|compare|contributors|discussions|graphs|issues|labels|milestones?"
    r"|network|packages|projects|pulls?|pulse|raw|releases|security|stargazers|tags|tree|wiki)(?:/|$)"
    r"|(?:\.\./){3,}(?:[\w.-]+/)*[\w-]+$"
)
"""Links that leave a repository for pages of its host, which shows files at `/owner/name/blob/branch`."""
_SOURCE = re.compile(r"\.(?:in|j2|jinja2?|src|templ(?:ate)?|tmpl|tpl)(?:\.\w+)?$")
_TEMPLATE_OF_HOST = re.compile(r"(?:^|/)(?:issue|pull_request)_template(?:\.md$|/)", re.IGNORECASE)
"""Files that a host of repositories shows in a form, at a different address."""
_LINES = re.compile(r"L\d+|:~:|user-content-|.*[{}$%<>]")
_UNREAD_PARTS = re.compile(
    r"^import\s[^\n]*\.mdx?[\"']|\{\{[<%]|\{%-?\s*include|--8<--|^:::\{?include|<[A-Z]\w*[\s/>]", re.MULTILINE
)


def is_template(target: str) -> bool:
    """Return whether a builder fills in a part of a target, or decides where it starts."""
    return bool(_TEMPLATE.search(target))


def is_made_elsewhere(page: str, path: str, tree: Tree) -> bool:
    """Return whether nobody here can tell where a link leads: its page or its target is made from something else."""
    where = resolve(page, path)
    if where.startswith("..") and (not tree.is_whole or _HOSTED.match(where)):
        return True
    return bool(_SOURCE.search(page) or _TEMPLATE_OF_HOST.search(page)) or is_of_rustdoc(page, path, tree)


def is_of_rustdoc(page: str, path: str, tree: Tree) -> bool:
    """Return whether a path or a label is one that rustdoc understands, on a page of a crate."""
    crates = {str(folder / "Cargo.toml") for folder in PurePosixPath(page).parents}
    return bool(_RUSTDOC.search(path)) and not crates.isdisjoint(tree.files)


def land(page: str, path: str, tree: Tree) -> list[str]:
    """Return the files or folders that a path may lead to from a page."""
    flavour = tree.flavour(page)
    bases = [resolve(page, path)]
    if flavour.pretty:
        # The page `a/b.md` is published as `a/b/`, and many write links as its readers would.
        for address in dict.fromkeys((page, unnumbered(page))):
            bases += [resolve(address, path), resolve(posixpath.splitext(address)[0] + "/index.md", path)]
    found = [one for base in bases if (one := _at(base, path, flavour.pretty, tree))]
    if found or tree.is_there(bases[0]):
        return found or bases[:1]
    last = posixpath.basename(path.rstrip("/")).lower()
    # Front matter or settings may give a page this address, in a folder that is not known here.
    return [path] if flavour.pretty and "." not in last and last in tree.addresses else []


def _at(base: str, path: str, pretty: bool, tree: Tree) -> str | None:
    if base in tree.files and not path.endswith("/"):
        return base
    is_folder = base in tree.folders or base == "."
    if not is_folder and not pretty:
        return None
    stem = _END.sub("", base)
    return tree.by_address.get("" if stem == "." else stem) or (base if is_folder else None)


def knows_anchors(anchor: str, page: str, tree: Tree) -> bool:
    """Return whether all anchors of a page are known. Parts that its builder puts in may have more."""
    return not _LINES.match(anchor) and not _has_unread_parts(tree.texts[page])


@lru_cache(maxsize=1024)
def _has_unread_parts(text: str) -> bool:
    return bool(_UNREAD_PARTS.search(text))
