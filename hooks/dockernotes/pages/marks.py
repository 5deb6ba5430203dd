"""Tell tags of the templates from tags in a page's text by a mark that no page can guess.

The mark is added to a template's source before anything is filled in, and is removed before publication.
"""

from __future__ import annotations

import functools
import re
import secrets
from collections.abc import Callable, Mapping

from jinja2 import Environment
from jinja2.ext import Extension

_NAME, _VALUE = "data-ours", secrets.token_hex(16)
_MARK = f' {_NAME}="{_VALUE}"'
_TAG = re.compile(r"<(script|style|meta|base|iframe|object|embed)\b", re.IGNORECASE)


class Marking(Extension):
    """Mark what runs or loads in each template that is read."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return a template's source with its tags marked."""
        return marked(source)


def mark_templates(env: Environment) -> None:
    """Make an environment mark its templates, and the scripts that the configuration names."""
    env.add_extension(Marking)
    if tag := env.filters.get("script_tag"):
        env.filters["script_tag"] = _marking(tag)


def _marking(tag: Callable[..., str]) -> Callable[..., str]:
    @functools.wraps(tag)  # it also keeps what Jinja notes on a filter: what the template passes to it
    def with_mark(*arguments: object) -> str:
        return marked(str(tag(*arguments)))

    return with_mark


def marked(html: str) -> str:
    """Return HTML that the project wrote, with its tags marked."""
    return _TAG.sub(lambda match: match.group() + _MARK, html)


def is_marked(attributes: Mapping[str, str | None]) -> bool:
    """Return whether a tag came from a template."""
    return attributes.get(_NAME) == _VALUE


def without_marks(html: str) -> str:
    """Return a page as it is published, without marks."""
    return html.replace(_MARK, "")
