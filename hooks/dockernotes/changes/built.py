"""A built site as a reader meets it: the text, links, sessions and weight of each page."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dockernotes.changes.active import active
from dockernotes.pages.anchors import anchors

HOST = "https://site.invalid/"
"""A stand-in for wherever the site will be; links below it are the site's own."""


_SHOWN = (".htm", ".html", ".svg", ".xht", ".xhtml", ".xml")


@dataclass(frozen=True)
class Built:
    """A page. `name`: its address below the site's root, `index.html` left out."""

    name: str
    html: str

    @cached_property
    def _tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

    @cached_property
    def article(self) -> LexborNode | None:
        return self._tree.css_first("article")

    @cached_property
    def text(self) -> tuple[str, ...]:
        """The lines of text that a reader sees."""
        text = self.article.text(separator="\n") if self.article else ""
        return tuple(line for row in text.split("\n") if (line := " ".join(row.split())))

    @cached_property
    def links(self) -> frozenset[str]:
        """Where its content leads, as whole addresses."""
        nodes = self.article.css("a[href], img[src]") if self.article else []
        targets = (node.attributes.get("href") or node.attributes.get("src") or "" for node in nodes)
        return frozenset(_whole(self.name, target) for target in targets if target)

    @cached_property
    def targets(self) -> frozenset[str]:
        """Where all links of the page lead, including those around its content, as whole addresses."""
        given = (node.attributes for node in self._tree.css("a, area"))
        targets = (one.get("href") or one.get("xlink:href") for one in given)
        return frozenset(_whole(self.name, target) for target in targets if target)

    @cached_property
    def active(self) -> frozenset[tuple[str, str]]:
        """What the page runs, loads or sends: the kind and content of each."""
        return frozenset(active(self._tree, self.name))

    @cached_property
    def outputs(self) -> tuple[tuple[str, str], ...]:
        """Each command in its sessions, with what the command printed."""
        return tuple(_outputs(self.article)) if self.article else ()

    @cached_property
    def anchors(self) -> frozenset[str]:
        return anchors(self.html)

    @property
    def weight(self) -> int:
        """Its compressed size in bytes, as it is sent to the reader."""
        return len(gzip.compress(self.html.encode(), 6, mtime=0))


def _whole(name: str, target: str) -> str:
    try:
        return urljoin(HOST + name, target.strip())
    except ValueError:  # `http://[`
        return target


def _outputs(article: LexborNode) -> Iterator[tuple[str, str]]:
    for session in article.css(".dn-session"):
        command = ""
        for node in session.css(".dn-cmd, .dn-out"):
            if "dn-cmd" in (node.attributes.get("class") or "").split():
                command = "\n".join(line.text().strip("\n") for line in node.css(".dn-line")) or node.text()
            elif command:
                yield command, node.text().strip("\n")


@dataclass(frozen=True)
class Site:
    """A folder of pages and files."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, Built]:
        """Every page by its name, without the 404 page and those of the example projects, which are files to copy."""
        found = {}
        for file in sorted(self.folder.rglob("*.html")):
            path = file.relative_to(self.folder).as_posix()
            if not path.startswith("examples/") and path != "404.html":
                name = path.removesuffix("index.html")
                found[name] = Built(name, file.read_text(encoding="utf-8", errors="replace"))
        return found

    @cached_property
    def others(self) -> dict[str, Built]:
        """The other files that a browser shows as pages: those of the examples, the 404 page, pictures."""
        files = (file for file in sorted(self.folder.rglob("*")) if file.suffix.lower() in _SHOWN and file.is_file())
        names = ((file, file.relative_to(self.folder).as_posix()) for file in files)
        return {
            name: Built(name, file.read_text(encoding="utf-8", errors="replace"))
            for file, name in names
            if name.removesuffix("index.html") not in self.pages
        }

    @property
    def weight(self) -> int:
        """The total size of all files in bytes."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())

    def lands(self, address: str) -> bool:
        """Return whether a link within this site leads to something."""
        target, anchor = urldefrag(address)
        path = unquote(urlsplit(target).path.lstrip("/"))
        page = self.pages.get(path) or self.pages.get(path.removesuffix("index.html"))
        if page:
            return not anchor or unquote(anchor) in page.anchors
        return (self.folder / path).is_file()
