"""Check the macro calls in a page's source: unknown names, wrong arguments, text that isn't a call at all."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator

from dockernotes.catalog.lookup import Index
from dockernotes.catalog.macros import MacroError, Macros, vocabulary
from dockernotes.diagnostics import Diagnostic, did_you_mean, in_text, known

# A call that's never closed ends before the next one, or with its paragraph. What follows isn't to blame.
_CALL = re.compile(r"<!--\[\[((?:(?!<!--|\n[ \t]*\n).)*?)(\]\]-->|(?=<!--|\n[ \t]*\n)|\Z)", re.DOTALL)
_NEAR = re.compile(r"<!--(?!\[\[)[ \t]*\[{1,3}[ \t]*\w+\([^\n]*?\)[ \t]*\]{0,3}[ \t]*-->")
_RAW = re.compile(r"<!--\[% raw %\]-->.*?<!--\[% endraw %\]-->", re.DOTALL)
_BLOCK = re.compile(r"<!--\[%(.*?)(?:%\]-->|\n|\Z)")


def check_calls(text: str, path: str, index: Index) -> Iterator[Diagnostic]:
    """Yield a fault for each macro call that can't be shown. Rules: macro-syntax, macro-unknown, macro-argument."""
    macros = vocabulary(Macros(index, lambda address: address))
    shown = _RAW.sub(lambda raw: re.sub(r"\S", " ", raw.group()), text)
    for block in _BLOCK.finditer(shown):
        message = f"`{_short(block[1])}` isn't a block that a page may have; `raw` and `endraw` are"
        yield in_text(text, path, block.span(), "macro-syntax", message)
    for match in _NEAR.finditer(shown):
        message = "a macro begins with `<!--[[` and ends with `]]-->`"
        yield in_text(text, path, match.span(), "macro-syntax", message)
    for match in _CALL.finditer(shown):
        start, end = match.start(1), match.end(1)
        if not match.group(2):
            yield in_text(
                text, path, (match.start(), match.start() + 6), "macro-syntax", "macro is not closed by `]]-->`"
            )
            continue
        source = match.group(1)
        inner = start + len(source) - len(source.lstrip())
        call = _parse(source.strip())
        if call is None:
            message = f'`{_short(source)}` is not a macro call such as `term("image")`'
            yield in_text(text, path, (inner, max(inner + 1, end)), "macro-syntax", message)
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name not in macros:
            hint = did_you_mean(name, macros) or known(macros, most=30)
            yield in_text(text, path, (inner, inner + len(name)), "macro-unknown", f"no macro `{name}`{hint}")
            continue
        problem = _call(macros[name], call)
        if problem:
            at, width = inner, len(source.strip())
            if problem.position is not None and problem.position < len(call.args):
                argument = call.args[problem.position]
                at, width = _offset(source.strip(), argument, inner)
            yield in_text(text, path, (at, at + width), "macro-argument", str(problem))


def _parse(source: str) -> ast.Call | None:
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name) or tree.keywords:
        return None
    return tree if all(isinstance(a, ast.Constant) for a in tree.args) else None


def _call(macro: object, call: ast.Call) -> MacroError | None:
    assert callable(macro)
    values = [a.value for a in call.args if isinstance(a, ast.Constant)]
    try:
        inspect.signature(macro).bind(*values)
    except TypeError as error:
        return MacroError(f"`{ast.unparse(call.func)}`: {error}")
    try:
        macro(*values)
    except MacroError as error:
        return error
    return None


def _offset(source: str, argument: ast.expr, inner: int) -> tuple[int, int]:
    before = source.split("\n")[: argument.lineno - 1]
    line = source.split("\n")[argument.lineno - 1]
    # ast counts columns in UTF-8 bytes.
    column = len(line.encode()[: argument.col_offset].decode(errors="ignore"))
    return inner + sum(len(b) + 1 for b in before) + column, len(ast.unparse(argument))


def _short(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
