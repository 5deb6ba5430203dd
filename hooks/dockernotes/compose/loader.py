"""Read YAML as Compose does: which words are booleans, the tags for merging, and what its reader refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import yaml

from dockernotes.source.yaml_said import LOADER

MOST = 100_000
"""The most nodes in a document after aliases are filled in: aliases of aliases can stand for billions."""
_TAG = "tag:yaml.org,2002:"


class Loader(LOADER):  # type: ignore[misc, valid-type]
    """Reads plain words as Compose does: `no` and `12:30` are text (YAML 1.2)."""


class OldLoader(Loader):
    """Takes `yes` and `off` for booleans. Compose accepts them with a warning where its schema needs a boolean."""


def _teach() -> None:
    others = ("bool", "int", "float", "value")
    for loader in (Loader, OldLoader):
        loader.yaml_implicit_resolvers = {
            first: [(tag, form) for tag, form in forms if tag.removeprefix(_TAG) not in others]
            for first, forms in LOADER.yaml_implicit_resolvers.items()
        }
        words = "true|True|TRUE|false|False|FALSE"
        if loader is OldLoader:
            words = "(?i:true|false|yes|no|on|off)"
        for name, form, firsts in (
            ("bool", words, "tTfFyYnNoO"),
            ("int", "[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*)", "-+0123456789"),
            # `.inf` stays text: JSON, and so the validator, has no such number.
            ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
        ):
            loader.add_implicit_resolver(_TAG + name, re.compile(f"(?:{form})$"), list(firsts))
        # The following checks take a date for text: `refused` reports it already.
        loader.add_constructor(f"{_TAG}timestamp", loader.construct_yaml_str)


_teach()


def refused(root: Any) -> Iterator[tuple[Any, str]]:
    """Yield nodes that Compose's reader refuses, with what is wrong. Raises RecursionError if nested too deeply."""
    if large := _too_large(root, {}):
        yield large, f"aliases stand for more than {MOST:,} values here; write fewer of them"
        return
    for node in _nodes(root, _is_spared):
        if isinstance(node, yaml.MappingNode):
            names: set[str] = set()
            for key, _ in node.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in names:
                        yield key, f"key `{key.value}` is in this mapping twice; keep one"
                    names.add(key.value)
        elif node.tag == f"{_TAG}timestamp":
            yield node, f'`{node.value}` is a date, which Compose refuses; did you mean `"{node.value}"`?'


def scalars(root: Any) -> Iterator[Any]:
    """Yield each value, but no key, that contains a dollar sign."""
    for node in _nodes(root):
        if isinstance(node, yaml.ScalarNode) and "$" in node.value:
            yield node


def _nodes(root: Any, is_spared: Callable[[Any, Any], bool] = lambda key, value: False) -> Iterator[Any]:
    """Yield each node of a document once, and only then read its children, so the caller may change them first.

    `is_spared` gets a key and its value. Where it returns True, the value isn't visited.
    """
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            waiting += [value for key, value in node.value if not is_spared(key, value)]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _is_spared(key: Any, value: Any) -> bool:
    """Return whether a value may be a date, because Compose doesn't read it."""
    return isinstance(key, yaml.ScalarNode) and key.value.startswith("x-") and value.tag == f"{_TAG}timestamp"


def _too_large(node: Any, sizes: dict[int, int]) -> Any:
    """Return the innermost node that contains too many nodes, or itself; else None."""
    if id(node) in sizes:
        return None
    sizes[id(node)] = MOST + 1  # until its size is known, an alias to it would be circular
    pairs = node.value if isinstance(node, yaml.CollectionNode) else ()
    children = [child for pair in pairs for child in (pair if isinstance(pair, tuple) else (pair,))]
    for child in children:
        if large := _too_large(child, sizes):
            return large
    sizes[id(node)] = 1 + sum(sizes[id(child)] for child in children)
    return node if sizes[id(node)] > MOST else None


def carry_out(root: Any) -> None:
    """Apply Compose's tags for merging files, `!reset` and `!override`."""
    for node in _nodes(root):
        if isinstance(node, yaml.MappingNode):
            node.value = [(key, value) for key, value in node.value if value.tag != "!reset"]
        if node.tag == "!override":
            kind = {"mapping": "map", "sequence": "seq"}.get(node.id, "str")
            node.tag = _TAG + kind


def data_of(roots: Iterable[Any], loader: type[Any]) -> list[tuple[Any, Any]]:
    """Return the nodes and the data of each document. Raises whatever PyYAML raises.

    `roots`: nodes that the same loader has composed.
    """
    found = []
    for root in roots:
        carry_out(root)
        found.append((root, loader("").construct_document(root)))
    return found
