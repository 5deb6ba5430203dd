"""What a page may do with Jinja: call a macro of the vocabulary with written-out arguments. Nothing else.

Anybody who opens a pull request can write a page, and plain Jinja would let it read files and run Python. So the parsed
page is compared with a list of what is allowed. What an escape would need (attributes, filters, blocks, variables,
includes) isn't on the list. Then its calls are made one by one: nothing on a page is ever compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

Vocabulary = Mapping[str, Callable[..., str]]


class MacroPage:
    """A page that was found to be harmless. It has the only method of a template that mkdocs-macros calls."""

    def __init__(self, tree: nodes.Template, macros: Vocabulary) -> None:
        self._tree, self._macros = tree, macros

    def render(self, **_: Any) -> str:
        """Return the page with its macros filled in.

        Variables (the front matter, MkDocs' configuration) are ignored, so none can hide a macro.
        """
        return "".join(
            piece.data if isinstance(piece, nodes.TemplateData) else self._call(piece) for piece in _pieces(self._tree)
        )

    def _call(self, piece: nodes.Node) -> str:
        name, arguments = _read(piece)
        return self._macros[name](*arguments)


class MacroEnvironment(Environment):
    """Reads pages that call `macros`. `marks`: the delimiters, by Jinja's names for them."""

    def __init__(self, macros: Vocabulary, marks: Mapping[str, Any]) -> None:
        super().__init__(**dict(marks))
        self._macros = macros
        self._marks = tuple(marks.items())

    def from_string(self, source: Any, *_: Any, **__: Any) -> Any:
        """Return the page as a template. Raises TemplateSyntaxError at the first thing that isn't allowed."""
        if not source:
            return MacroPage(nodes.Template([]), {})
        return MacroPage(_allowed(source, frozenset(self._macros), self._marks), self._macros)


# While somebody edits one page, the others are built again without a change.
@lru_cache(maxsize=256)
def _allowed(source: str, macros: frozenset[str], marks: tuple[tuple[str, Any], ...]) -> nodes.Template:
    tree = _reader(marks).parse(source)
    for line, what in _refused(tree, macros):
        raise TemplateSyntaxError(f"{what}: a page may call macros, and nothing else", line or 1)
    return tree


@cache
def _reader(marks: tuple[tuple[str, Any], ...]) -> Environment:
    return Environment(**dict(marks))


def _pieces(tree: nodes.Template) -> Iterator[nodes.Node]:
    for statement in tree.body:
        assert isinstance(statement, nodes.Output)
        yield from statement.nodes


def _read(piece: nodes.Node) -> tuple[str, list[Any]]:
    assert isinstance(piece, nodes.Call)
    assert isinstance(piece.node, nodes.Name)
    return piece.node.name, [argument.value for argument in piece.args if isinstance(argument, nodes.Const)]


def _refused(tree: nodes.Template, macros: frozenset[str]) -> Iterator[tuple[int | None, str]]:
    for statement in tree.body:
        if not isinstance(statement, nodes.Output):
            yield statement.lineno, f"`{type(statement).__name__.lower()}`"
            continue
        for piece in statement.nodes:
            if isinstance(piece, nodes.TemplateData):
                continue
            if not isinstance(piece, nodes.Call) or not isinstance(piece.node, nodes.Name):
                yield piece.lineno, f"`{type(piece).__name__.lower()}`"
            elif piece.node.name not in macros:
                yield piece.lineno, f"`{piece.node.name}` isn't a macro"
            elif piece.kwargs or piece.dyn_args or piece.dyn_kwargs:
                yield piece.lineno, "named arguments"
            elif not all(isinstance(argument, nodes.Const) for argument in piece.args):
                yield piece.lineno, "an argument that is worked out"
