"""Turn YAML text into plain data and the place of every key and value, so that a mistake can be shown where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from dockernotes.decode import decode
from dockernotes.diagnostics import Diagnostic
from dockernotes.source.yaml_said import said_of

Path = tuple[str | int, ...]
Span = tuple[int, int, int, int]  # line, column, end line, end column: from 1, end exclusive
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster, where it's installed


@dataclass(slots=True)
class Document:
    """A parsed file. `data` is None if the text isn't YAML at all; `problems` then says why."""

    path: str
    data: Any = None
    keys: dict[Path, Span] = field(default_factory=dict)
    values: dict[Path, Span] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    later: Callable[[], None] | None = None
    """Finds the places when they're first needed, which is rarely."""
    _every: list[tuple[Path, str]] | None = None

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Return where `path` is. If it isn't in the file, return the place of the nearest thing around it."""
        if self.later:
            find, self.later = self.later, None
            find()
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1, 1, 1))

    def texts(self) -> Sequence[tuple[Path, str]]:
        """Return every text of the file with its path, in the order of the file."""
        if self._every is None:
            self._every = list(_texts(self.data, ()))
        return self._every

    def report(self, path: Path, message: str, rule: str, *, key: bool = False) -> Diagnostic:
        """Return a diagnostic at the place of `path` (or of its key)."""
        return Diagnostic(self.path, *self.span(path, key=key), "error", rule, message)


def _texts(data: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _texts(value, (*path, number))


def read(raw: bytes, path: str) -> Document:
    """Parse a whole file. It never raises: whatever can't be read becomes a problem of the document."""
    text, problem = decode(raw, path, "data-yaml")
    return Document(path, problems=[problem]) if problem else read_text(text, path)


def read_text(text: str, path: str) -> Document:
    """Parse the text of a file."""
    document = Document(path)
    loader = None
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        if root is not None:
            document.data = _plain(loader, root, (), document, set())
    except (yaml.YAMLError, RecursionError) as error:
        document.data = None
        document.problems.append(_syntax(error, text, path))
    finally:
        if loader is not None:
            loader.dispose()
    return document


def read_entries(raw: bytes, path: str, keys: Sequence[str], rule: str) -> tuple[dict[int, dict[str, str]], Document]:
    """Return the entries of a list that have exactly these keys, by their place in the list, and the document.

    Any other entry, or a file that isn't a list, becomes a problem of the document, with the rule `rule`.
    """
    document = read(raw, path)
    wanted = " and ".join(f"`{key}`" for key in keys)
    found: dict[int, dict[str, str]] = {}
    if not isinstance(document.data, list | None):
        document.problems.append(document.report((), f"not a list of entries with {wanted}", rule))
        return found, document
    for number, entry in enumerate(document.data or []):
        if isinstance(entry, dict) and set(entry) == set(keys) and all(entry.values()):
            found[number] = {key: str(entry[key]) for key in keys}
        else:
            document.problems.append(document.report((number,), f"an entry has {wanted}", rule))
    return found, document


def _syntax(error: Exception, text: str, path: str) -> Diagnostic:
    if isinstance(error, RecursionError):
        return Diagnostic(path, 1, 1, 1, 1, "error", "data-yaml", "nested too deeply to be read")
    line, column, said = said_of(error, text)
    return Diagnostic(path, line + 1, column + 1, line + 1, column + 2, "error", "data-yaml", f"not YAML: {said}")


def _plain(loader: Any, node: yaml.Node, path: Path, document: Document, seen: set[int]) -> Any:
    span = (node.start_mark.line + 1, node.start_mark.column + 1, node.end_mark.line + 1, node.end_mark.column + 1)
    document.values[path] = span
    if id(node) in seen:
        # One anchor can stand for a million values, and this file doesn't need any.
        document.problems.append(document.report(path, "anchors and aliases are not used in this file", "data-yaml"))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(loader, item, (*path, i), document, seen) for i, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        try:
            return loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            document.problems.append(document.report(path, f"`{node.value}` is not a value of {node.tag}", "data-yaml"))
            return None
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
        here = (*path, key)
        start, end = key_node.start_mark, key_node.end_mark
        first = document.keys.get(here)
        document.keys[here] = (start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        if first is not None:
            message = f"key `{key}` occurs twice; it was first set on line {first[0]}"
            document.problems.append(document.report(here, message, "data-duplicate", key=True))
        result[key] = _plain(loader, value_node, here, document, seen)
    return result
