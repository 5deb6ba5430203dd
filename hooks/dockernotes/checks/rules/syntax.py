"""json-syntax, yaml-syntax: data in a fence parses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import yaml

from dockernotes.checks.reading.page import Page
from dockernotes.checks.reading.setting import Setting
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.excerpt import Excerpt
from dockernotes.source.fences import Fence
from dockernotes.source.includes import included
from dockernotes.source.yaml_said import LOADER, said_of

_LEFT_OUT = re.compile(
    r"(?:^|[\[{(,:#/])[ \t]*(?:\.\.\.|…|\*{3,})[ \t]*(?:$|[\]}),#]|//)|^[ \t]*//[ \t]*\.\."
    r"|^[ \t]*(?:\.{3}|…)[^\n]*[\w.]$"
    r"|^\W*8<\W*$|^[ \t]*<(?:\.{3}|…)>[ \t]*$",
    re.MULTILINE,
)
"""What an excerpt leaves out: `[...]`, `// ...`, or a line of its own."""
_COMMENT = re.compile(r"(?<=[\s,{\[])//[^\n]*|^//[^\n]*|/\*.*?\*/", re.DOTALL | re.MULTILINE)
_NOTE = re.compile(r"^[ \t]*(?://|#)[^\n]*$", re.MULTILINE)
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_FILLED_IN = re.compile(r"<[A-Za-z][^<>\n]*>")
_FILLED_OBJECT = re.compile(r"\{[ \t]*(?:<[A-Za-z][^<>\n]*>[ \t,]*)+\}")
_SCHEMA = re.compile(r"[\w\"\]>][ \t]*\|[ \t]*[\w\"\[<]|^[ \t]*<[^<>\n]+>,?[ \t]*$", re.MULTILINE)
"""`true | false`, `<more members>`: what stands for one of several values, or for any number of them."""
_NOTATION = re.compile(r"^[ \t]*(?:- )?\[[ \t]*(?:-[ \t]|[\w.<>-]+:)[^\n\]]*<[^\n]*$", re.MULTILINE)
"""`[name: <type> | default = 1]`: a description of settings, not settings."""
_TYPED = re.compile(r"\s*(?:[$>] |cat >|(?:cat|tee)\b[^\n]*<<|curl |(?:DELETE|GET|HEAD|PATCH|POST|PUT) \S|HTTP/\d)")
"""A session, a script that writes the file, or a message of HTTP with its headers."""
_MARKED = re.compile(r"^[ \t]*(?://|#)[ \t]*highlight-(?:next-line|start|end)[ \t]*$", re.MULTILINE)
"""Notes to a builder, which shows the lines around them in colour."""
_TEMPLATE = ("{{", "{%", "{!")
"""What other tools fill in before anything reads the file."""


def check(page: Page, setting: Setting) -> Iterator[Diagnostic]:
    """Yield the first place of each listing where its parser gives up."""
    for snippet in page.snippets:
        fence = snippet.fence
        if not fence.closed or "mistake" in fence.options or any(included(line.text) for line in fence.lines):
            continue
        excerpt = Excerpt(page.path, fence.lines)
        if not setting.own and _TYPED.match(excerpt.text):
            continue
        if fence.language == "json":
            yield from _json(excerpt, strict=setting.own)
        elif fence.language in ("yaml", "yml"):
            yield from yaml_faults(excerpt)


def _json(excerpt: Excerpt, *, strict: bool) -> Iterator[Diagnostic]:
    try:
        json.loads(excerpt.text)
    except json.JSONDecodeError as error:
        if _is_meant(excerpt.text) or (not strict and _is_note(excerpt.text)):
            return
        at = min(error.pos, max(len(excerpt.text) - 1, 0))
        yield excerpt.diagnostic(at, at + 1, "json-syntax", f"not JSON: {error.msg.lower()}")
    except RecursionError:
        yield excerpt.diagnostic(0, 1, "json-syntax", "not JSON: nested too deeply to be read")


def _are_members(text: str) -> bool:
    """Return whether each line is a separate member: values of one setting, or what a program counts."""
    rows = [row for row in text.splitlines() if row.strip()]
    return len(rows) > 1 and not any(row.rstrip().endswith(",") for row in rows) and all(map(_is_piece_of_json, rows))


def _is_note(text: str) -> bool:
    """Return whether a text shows JSON to readers, not to a program: with comments, gaps, or values to choose from."""
    if _SCHEMA.search(_STRING.sub('""', text)) or _are_members(text) or _is_meant(_bare(text)):
        return True
    # Several ways to write something, each with a note above it.
    ways = [way for way in _NOTE.split(text) if way.strip()]
    return len(ways) > 1 and all(_is_meant(_bare(way)) for way in ways)


def _is_meant(text: str) -> bool:
    return _are_values(text) or bool(_LEFT_OUT.search(text)) or _is_piece_of_json(text) or _is_begun(text)


def _bare(text: str) -> str:
    """Return JSON without its comments, which many parsers accept, and with a value in place of each placeholder."""
    strings: list[str] = []

    def keep(match: re.Match[str]) -> str:
        strings.append(match.group())
        return f'"{len(strings) - 1}"'

    bare = _COMMENT.sub("", _STRING.sub(keep, text))
    bare = _FILLED_IN.sub("0", _FILLED_OBJECT.sub("{}", bare))
    return re.sub(r'"(\d+)"', lambda match: strings[int(match[1])], bare)


def is_piece(text: str) -> bool:
    """Return whether a YAML text says that something is left out, or begins in the middle of a file."""
    return bool(_LEFT_OUT.search(text)) or text[:1] in (" ", "\t")


def _is_piece_of_json(text: str) -> bool:
    """Return whether a text is some members of an object, or some values of a list."""
    bare = text.strip().rstrip(",")
    for piece in (f"{{{bare}}}", f"[{bare}]") if bare.startswith(('"', "{")) else ():
        try:
            json.loads(piece)
        except (json.JSONDecodeError, RecursionError):
            continue
        return True
    return False


def _is_begun(text: str) -> bool:
    """Return whether a text is the beginning of some JSON, up to a comma."""
    bare = text.strip()
    if not bare.endswith(","):
        return False
    bare = bare.rstrip(",")
    signs = re.findall(r"[\[\]{}]", _STRING.sub("", bare))
    ends: list[str] = []
    for sign in signs:
        if sign in "[{":
            ends.append("]" if sign == "[" else "}")
        elif not ends or ends.pop() != sign:
            return False
    try:
        json.loads(bare + "".join(reversed(ends)))
    except (json.JSONDecodeError, RecursionError):
        return False
    return bool(ends)


def _are_values(text: str) -> bool:
    """Return whether a text is one object or list after the other, as `docker ps --format json` prints them."""
    read, at, text = json.JSONDecoder().raw_decode, 0, text.strip()
    try:
        while at < len(text):
            value, at = read(text, at)
            if not isinstance(value, dict | list):
                return False
            at += len(text[at:]) - len(text[at:].lstrip())
    except (json.JSONDecodeError, RecursionError):
        return False
    return True


def is_template(fence: Fence) -> bool:
    """Return whether a listing is a template of Helm, Ansible or Jinja."""
    return any(is_template_text(line.text) for line in fence.lines)


def is_template_text(text: str) -> bool:
    """Return whether a text has the marks of such a template."""
    return any(mark in text for mark in _TEMPLATE)


def yaml_faults(excerpt: Excerpt) -> Iterator[Diagnostic]:
    """Yield the place at which a YAML text can't be read."""
    if is_template_text(excerpt.text) or is_piece(excerpt.text) or _NOTATION.search(excerpt.text):
        return
    try:
        for _ in yaml.parse(_MARKED.sub(lambda note: " " * len(note.group()), excerpt.text), LOADER):
            pass
    except yaml.YAMLError as error:
        line, column, said = said_of(error, excerpt.text)
        at = _offset(excerpt.text, line, column)
        yield excerpt.diagnostic(at, at + 1, "yaml-syntax", f"not YAML: {said}")


def _offset(text: str, line: int, column: int) -> int:
    at = 0
    for _ in range(line):
        newline = text.find("\n", at)
        if newline < 0:
            return len(text)
        at = newline + 1
    return min(at + column, len(text))
