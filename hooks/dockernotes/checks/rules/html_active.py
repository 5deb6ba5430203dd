"""html-active: a page has no script, style, frame or form of its own, and no address that runs something.

Pages come from many people, and what runs on one page has the rights of the whole site.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.project import Found, read, shown
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic, in_text
from dockernotes.source.blank import tagged
from dockernotes.source.markdown import scan
from dockernotes.source.running import runs

RULE = "html-active"
_TAG = re.compile(r"<(?P<tag>[a-zA-Z][\w:-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,5000})>?")
_TAGS = frozenset(
    ("applet", "base", "embed", "form", "frame", "frameset", "iframe", "link", "meta", "object", "script", "style")
)
_LISTENER = re.compile(r"(?:^|[\s\"'/])(on[a-z]{3,})\s*=", re.IGNORECASE)
_LIST = re.compile(r"\{:?(?P<rest>[^{}\n]{1,5000})\}")
_ADDRESS = re.compile(
    r"(?:href|src|action|data|to|from|values|poster)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"'\s>]+))", re.IGNORECASE
)
_DECLARED = re.compile(r"<!ENTITY\b|<\?xml-stylesheet\b", re.IGNORECASE)
_PAGES = (".hta", ".htm", ".html", ".mht", ".mhtml", ".shtml", ".svgz", ".xht", ".xhtml", ".xml", ".xsl", ".xslt")
_WAY_OUT = "take it out"


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what would run, or load, on a page."""
    if setting.wants(RULE) and page.path not in setting.active:
        yield from _faults(tagged(page.text), page.text, page.path)
        for link in scan(page.text).links:
            if link.kind not in ("html", "html-image") and runs(link.target):
                said = f"`{link.target[:40]}` runs something; a link leads to a page"
                yield in_text(page.text, page.path, (link.start, link.end), RULE, said)


def check_files(files: Iterable[Path], allowed: Container[str], found: Found, docs: Path) -> Iterator[Diagnostic]:
    """Yield what runs in the pictures of a site, its pages that aren't Markdown, and links to files outside `docs`.

    All of these are published as they are.
    """
    for file in files:
        name, kind = shown(file), file.suffix.lower()
        if name in allowed:
            continue
        if file.is_symlink() and not file.resolve().is_relative_to(docs):
            said = f"this link leads out of `{shown(docs)}`, and what it leads to would be published; put a file here"
            yield Diagnostic(name, 1, 1, 1, 1, "error", RULE, said)
        elif kind == ".svg":
            text = found.texts[name] = read(file, name, found)
            yield from _faults(text, text, name)
            for match in _DECLARED.finditer(text):
                yield in_text(text, name, match.span(), RULE, f"`{match.group()}` brings in what can't be read here")
        elif kind in _PAGES:
            said = "this page would be published as it is, including everything that runs on it; write it in Markdown"
            yield Diagnostic(name, 1, 1, 1, 1, "error", RULE, said)


def _faults(blank: str, text: str, path: str) -> Iterator[Diagnostic]:
    for tag in _TAG.finditer(blank):
        name, span = tag["tag"].lower().rpartition(":")[2], (tag.start(), tag.end("tag"))
        if name in _TAGS and not (name == "style" and path.endswith(".svg")):
            yield in_text(text, path, span, RULE, f"`<{name}>` isn't a tag that a page may have; {_WAY_OUT}")
        else:
            yield from _in_attributes(tag["rest"], f"`<{name}>`", span, text, path)
    if not path.endswith(".svg"):
        for attributes in _LIST.finditer(blank):
            yield from _in_attributes(attributes["rest"], "an attribute list", attributes.span(), text, path)


def _in_attributes(attributes: str, owner: str, span: tuple[int, int], text: str, path: str) -> Iterator[Diagnostic]:
    if listener := _LISTENER.search(attributes):
        yield in_text(text, path, span, RULE, f"`{listener[1]}` of {owner} runs something; {_WAY_OUT}")
    for match in _ADDRESS.finditer(attributes):
        address = match[1] or match[2] or match[3] or ""
        if runs(address):
            yield in_text(text, path, span, RULE, f"`{address[:40]}` runs something; {_WAY_OUT}")
