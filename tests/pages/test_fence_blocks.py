"""Fences on a page: options are read and removed, and a mistake in our code never goes unnoticed."""

from __future__ import annotations

import re
from typing import Any

import markdown
import pytest
from pymdownx.superfences import SuperFencesException

from dockernotes.pages import fence_html

EXTENSIONS = ["pymdownx.superfences", "pymdownx.highlight"]


def shown(source: str) -> str:
    configs: dict[str, Any] = {}
    fence_html.register(configs)
    return markdown.markdown(source, extensions=EXTENSIONS, extension_configs=configs)


@pytest.mark.parametrize(
    ("info", "label"),
    [
        ("danger", "Deletes data"),
        ("fails", "Fails, on purpose"),
        ('mistake="unknown flag"', "A mistake, on purpose"),
        ('norun="needs root"', "Not run in our tests: needs root"),
        ('extra="needs cosign"', "Needs cosign"),
        ('docker="<29"', "Before Docker 29"),
        ('docker="29"', "Docker 29 and newer"),
        ('retry="10" show="last 2"', "May take a moment"),
        ('show="last 2"', ""),
    ],
)
def test_a_session_carries_its_labels(info: str, label: str) -> None:
    html = shown(f"```console {info}\n$ ls\na <b>\n```")
    assert 'class="dn-session"' in html
    assert "a &lt;b&gt;" in html
    labels = re.findall(r'class="dn-label[^>]*>([^<]+)</span>', html)
    assert labels == ([label.replace("<", "&lt;")] if label else [])


def test_a_listing_has_its_file_as_its_title() -> None:
    assert '<span class="filename">app/a.txt</span>' in shown('```text file="app/a.txt"\nx\n```')


def test_a_mistake_of_ours_ends_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """superfences catches every exception and leaves the fence on the page as it was typed, so the build would pass."""

    def broken(*_: object, **__: object) -> str:
        raise ValueError("no such shell")

    monkeypatch.setattr("dockernotes.pages.session.session", broken)
    with pytest.raises(SuperFencesException, match="no such shell"):
        shown("```console\n$ ls\n```")
