"""Fill in each template once for the same page in the same site, and not again as long as nothing changes.

MkDocs asks its environment for a template and fills it in with the page, the navigation and the settings. The result is
kept under a key made from all of those. A template is read only if it has to be filled in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment

from dockernotes.pages.made import contents
from dockernotes.records import Records, digest

Finish = Callable[[str, Any], tuple[str, list[str]]]
"""Takes a filled-in template, and its page or None; returns what is published, and what is wrong with it."""


@dataclass
class Finished:
    """The problems of everything that a build published, by the digest of its text."""

    problems: dict[str, list[str]] = field(default_factory=dict)

    def add(self, html: str, problems: list[str]) -> None:
        self.problems[digest(html)] = problems

    def find(self, html: str) -> list[str] | None:
        return self.problems.get(digest(html))


class Templates:
    """Takes the place of MkDocs' environment. `ground`: settings, templates and code; `finish`: see `Finish`."""

    def __init__(self, env: Environment, ground: str, records: Records, finish: Finish) -> None:
        self.env, self.ground, self._records, self._finish = env, ground, records, finish
        self._nav: tuple[Any, str] | None = None
        self.finished = Finished()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.env, name)

    def get_template(self, name: str) -> Template:
        """Return a template. Raise what Jinja raises if there is none of that name."""
        if self.env.loader:
            self.env.loader.get_source(self.env, name)
        return Template(self, name)

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """Fill in a template, or return the result that was kept."""
        made_from = (self.ground, name, self._site(context), _page(context))
        kept = self._records.name("output", made_from)
        found = self._records.find(kept)
        if not isinstance(found, list) or len(found) != 2:
            found = [*self._finish(self.env.get_template(name).render(context), context.get("page"))]
            self._records.keep(kept, found)
        html, problems = found
        self.finished.add(html, problems)
        return str(html)

    def _site(self, context: Mapping[str, Any]) -> str:
        """Return a digest of the navigation and all pages."""
        nav = context["nav"]
        if self._nav is None or self._nav[0] is not nav:
            pages = [_short(file.page) for file in context["pages"] if file.page]
            self._nav = nav, digest(_json([list(_tree(nav.items)), pages]))
        return self._nav[1]


class Template:
    """A template that is filled in through `Templates`."""

    def __init__(self, templates: Templates, name: str) -> None:
        self._templates, self.name = templates, name

    def render(self, context: Mapping[str, Any]) -> str:
        return self._templates.render(self.name, context)


def _tree(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        if item.is_section:
            yield [str(item.title), list(_tree(item.children))]
        else:
            yield _short(item) if item.is_page else [str(item.title), item.url]


def _short(page: Any) -> list[Any]:
    """Return what other pages show of a page."""
    return [page.file.src_uri, page.url, page.canonical_url, str(page.title), page.meta, page.file.inclusion.value]


def _page(context: Mapping[str, Any]) -> str:
    """Return a digest of the page that is filled in, and of everything else that only this template gets."""
    page, own = context.get("page"), {key: value for key, value in context.items() if key not in _SHARED}
    if page is None:
        return digest(_json(own))
    around = [other and _short(other) for other in (page.previous_page, page.next_page)]
    told = [own, _short(page), page.edit_url, around, contents(page.toc), page.is_homepage]
    return digest(_json(told), page.content or "")


_SHARED = frozenset(("nav", "pages", "mkdocs_version", "build_date_utc", "config", "page"))
"""Names that the other parts of the key cover. The day of the build is on no page."""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str, sort_keys=True)
