"""Turn the bytes of docs/_data/docker.yml into a typed catalog, or into a list of every mistake in it."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dockernotes.catalog.catalog import Catalog
from dockernotes.catalog.crossrefs import cross_references
from dockernotes.catalog.piecewise import read
from dockernotes.catalog.positions import Document
from dockernotes.diagnostics import Diagnostic, did_you_mean, known, nearest

Pages = Mapping[str, frozenset[str] | None]


_KINDS = {
    "bool_parsing": "`true` or `false`",
    "bool_type": "`true` or `false`",
    "dict_type": "a mapping, `name: value`",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "list_type": "a list, `[a, b]` or lines that begin with `- `",
    "model_type": "a mapping, `name: value`",
    "string_type": "a text; put one that looks like something else in quotes",
}
"""What the value should be, by pydantic's name for the mistake."""


def load(raw: bytes, path: str, pages: Pages | None = None) -> tuple[Catalog | None, Document, list[Diagnostic]]:
    """Return the catalog (None if its shape is broken), the positions, and all mistakes in order.

    `pages` maps each page of the site to its anchors, or to None if they aren't known yet. Without it,
    links to pages aren't checked.
    """
    document = read(raw, path)
    problems = list(document.problems)
    if document.data is None:
        if not problems:
            problems.append(document.report((), "the file is empty", "data-yaml"))
        return None, document, problems
    try:
        catalog = Catalog.model_validate(document.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems += [_explain(document, detail) for detail in details if not _is_misspelt(detail, details)]
        return None, document, sorted(set(problems))
    problems += cross_references(catalog, document, pages)
    return catalog, document, sorted(set(problems))


def _is_misspelt(missing: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Return whether a key is missing only because it's misspelt. The misspelt key is reported instead."""
    where = missing["loc"]
    others = (
        str(each["loc"][-1]) for each in details if each["type"] == "extra_forbidden" and each["loc"][:-1] == where[:-1]
    )
    return missing["type"] == "missing" and any(
        nearest(other, _fields(Catalog, where[:-1])) == where[-1] for other in others
    )


def _explain(document: Document, detail: ErrorDetails) -> Diagnostic:
    where = tuple(detail["loc"])
    kind, given, context = detail["type"], detail.get("input"), detail.get("ctx", {})
    name = where[-1] if where else "file"
    if kind == "extra_forbidden":
        fields = _fields(Catalog, where[:-1])
        message = f"unknown key `{name}`{did_you_mean(str(name), fields) or known(fields, most=20)}"
        return document.report(where, message, "data-shape", key=True)
    if kind == "missing":
        return document.report(where[:-1], f"missing key `{name}`", "data-shape")
    if kind == "literal_error":
        choices = [c.strip(" '") for c in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        message = f"`{given}` is not a `{name}`{did_you_mean(str(given), choices) or known(choices, most=12)}"
        return document.report(where, message, "data-shape")
    if kind == "string_pattern_mismatch":
        message = f"`{_short(given)}` does not have the form of `{_label(where)}`: `{context.get('pattern')}`"
        return document.report(where, message, "data-shape")
    if kind in _KINDS:
        shown = (
            "nothing" if given is None else f"`{_short(given)}`" if isinstance(given, str | int) else "something else"
        )
        return document.report(where, f"`{_label(where)}` is {_KINDS[kind]}, and here is {shown}", "data-shape")
    said = detail["msg"].removeprefix("Value error, ")
    return document.report(where, f"`{_label(where)}`: {said[:1].lower()}{said[1:]}", "data-shape")


def _label(where: tuple[str | int, ...]) -> str:
    return next((str(part) for part in reversed(where) if isinstance(part, str)), "file")


def _short(value: object, most: int = 60) -> str:
    text = str(value).splitlines()[0] if str(value) else ""
    return text if len(text) <= most else text[: most - 1] + "…"


def _fields(model: type[BaseModel], where: tuple[str | int, ...]) -> list[str]:
    """Return the keys that are allowed at `where`, found by walking the types of the model."""
    current: type[BaseModel] = model
    for part in where:
        if isinstance(part, int):
            continue
        info = current.model_fields.get(part)
        inner = _model_in(info.annotation) if info else None
        if inner is None:
            return []
        current = inner
    return list(current.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in typing.get_args(annotation) if (found := _model_in(arg))), None)
