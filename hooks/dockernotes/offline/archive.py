"""The site as a zip that opens from a disk: links to folders get their `index.html`, and no script imports another."""

from __future__ import annotations

import posixpath
import zipfile
from functools import partial
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from dockernotes.offline import modules, search_script
from dockernotes.pages.zips import add

_TOP = "docker-notes"
_LEFT_OUT = (
    "404.html",
    "sitemap.xml",
    "llms.txt",
    search_script.FOLDER,
    search_script.DATA,
    "assets/cards/",
    "download/docker",
    "assets/lab/",
    *(modules.SCRIPTS.format(folder) for folder in modules.PAGES.values()),
    *(name for names in modules.DATA.values() for name in names),
)
_OF_THE_WEB = "link[rel=canonical], link[rel~=alternate], link[rel=preload], .dn-try"


def archive(site: Path, file: Path) -> None:
    """Write the zip of a built site."""
    with zipfile.ZipFile(file, "w") as out:
        for path in sorted(site.rglob("*")):
            name = path.relative_to(site).as_posix()
            if not path.is_file() or name.startswith(_LEFT_OUT) or name.endswith("index.md"):
                continue
            content = path.read_bytes()
            if name in modules.PAGES:
                content = modules.carried(content.decode(), name, site, partial(_file, name=name)).encode()
            if name.endswith(".html") and not name.startswith("examples/"):
                content = opened_from_disk(content.decode(), name).encode()
            add(out, f"{_TOP}/{name}", content)
        if script := search_script.joined(site, lambda address: _file(address, "")):
            add(out, f"{_TOP}/{search_script.SCRIPT}", script.encode())


def opened_from_disk(html: str, name: str) -> str:
    """Return a page whose links lead to files. `name`: its own path below the site."""
    page = LexborHTMLParser(html)
    for node in page.css(_OF_THE_WEB):
        node.decompose()
    for attribute in ("href", "action"):
        for node in page.css(f"[{attribute}]"):
            node.attrs[attribute] = _file(node.attributes.get(attribute) or "", name)
    return f"<!doctype html>\n{page.root.html if page.root else ''}"


def _file(target: str, name: str) -> str:
    path, mark, anchor = target.partition("#")
    if "//" in path or ":" in path or (not path and mark):
        return target
    if path in ("", ".", "..") or path.endswith(("/", "/.", "/..")):
        path = posixpath.normpath(posixpath.join(path or ".", "index.html"))
    return path + mark + anchor
