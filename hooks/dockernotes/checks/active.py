"""html-active: a page brings no script, style, frame or form of its own, and no address that runs something.

Pages come from many hands, and what runs on one runs with the rights of the whole site.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from dockernotes.checks.page import Page
from dockernotes.checks.project import Found, read, shown
from dockernotes.checks.rule import Setting
from dockernotes.diagnostics import Diagnostic, in_text
from dockernotes.source.blank import tagged
from dockernotes.source.markdown import scan

RULE = "html-active"
_TAG = re.compile(r"<(?P<tag>[a-zA-Z][\w:-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,5000})>?")
_TAGS = frozenset(("applet", "base", "embed", "form", "frame", "iframe", "link", "meta", "object", "script", "style"))
_LISTENER = re.compile(r"(?:^|[\s\"'/])(on[a-z]{3,})\s*=", re.IGNORECASE)
_RUNS = re.compile(
    r"[\x00-\x20]*(?:j\s*a\s*v\s*a|vb)\s*script\s*:|[\x00-\x20]*data:\s*(?:text/html|image/svg)", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:href|src|action|formaction|data)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_WAY_OUT = "take it out"


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield what would run, or load, on a page."""
    if setting.wants(RULE) and page.path not in setting.active:
        yield from _faults(tagged(page.text), page.text, page.path)
        for link in scan(page.text).links:
            if _RUNS.match(link.target):
                said = f"`{link.target[:40]}` runs something; a link leads to a page"
                yield in_text(page.text, page.path, (link.start, link.end), RULE, said)


def check_files(files: Iterable[Path], allowed: Container[str], found: Found) -> Iterator[Diagnostic]:
    """Yield what runs in the pictures of a site, and its pages that are no Markdown: both are published as they are."""
    for file in files:
        name, kind = shown(file), file.suffix.lower()
        if name in allowed:
            continue
        if kind == ".svg":
            text = found.texts[name] = read(file, name, found)
            yield from _faults(text, text, name)
        elif kind in (".html", ".htm", ".xhtml"):
            said = "this page would be published as it is, with all that runs on it; write it in Markdown"
            yield Diagnostic(name, 1, 1, 1, 1, "error", RULE, said)


def _faults(shown_text: str, text: str, path: str) -> Iterator[Diagnostic]:
    for tag in _TAG.finditer(shown_text):
        name, span = tag["tag"].lower(), (tag.start(), tag.end("tag"))
        if name in _TAGS and not (name == "style" and path.endswith(".svg")):
            yield in_text(text, path, span, RULE, f"`<{name}>` is none of the tags of a page; {_WAY_OUT}")
            continue
        listener = _LISTENER.search(tag["rest"])
        if listener:
            yield in_text(text, path, span, RULE, f"`{listener[1]}` of `<{name}>` runs something; {_WAY_OUT}")
        for match in _ADDRESS.finditer(tag["rest"]) if not path.endswith(".md") else ():
            if _RUNS.match(match[1]):
                yield in_text(text, path, span, RULE, f"`{match[1][:40]}` runs something; {_WAY_OUT}")
