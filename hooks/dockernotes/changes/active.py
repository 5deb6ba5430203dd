"""What a page runs, loads or sends: scripts, styles, frames, forms, listeners, and addresses that are programs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dockernotes.source.running import runs

# For each tag, its kind and the attribute that says what it loads.
_TAGS = {
    "script": ("script", "src"),
    "style": ("style", "src"),
    "iframe": ("frame", "src"),
    "frame": ("frame", "src"),
    "object": ("frame", "data"),
    "embed": ("frame", "src"),
    "applet": ("frame", "code"),
    "form": ("form", "action"),
    "base": ("base", "href"),
}
_DATA = ("application/json", "application/ld+json")


def active(page: LexborHTMLParser, name: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and content of each. `name`: the page's address, which relative addresses start from."""
    for node in page.css("*"):
        kind, attribute = _TAGS.get(node.tag or "", ("", ""))
        given = node.attributes
        if kind and not (kind == "script" and given.get("type") in _DATA):
            yield kind, _address(name, given[attribute] or "") if attribute in given else _inline(node)
        if node.tag == "meta" and "http-equiv" in given and given["http-equiv"] != "Content-Security-Policy":
            yield "meta", f"{given['http-equiv']}: {given.get('content')}"
        if node.tag == "link" and "stylesheet" in (given.get("rel") or "").split():
            yield "style", _address(name, given.get("href") or "")
        for key, value in given.items():
            if key.startswith("on") or (value and ":" in value and runs(value)) or key in ("srcdoc", "formaction"):
                yield "listener" if key.startswith("on") else "address", f"{node.tag} {key}={value}"


def _address(name: str, target: str) -> str:
    try:
        return urljoin("/" + name, target.strip())
    except ValueError:
        return target


def _inline(node: LexborNode) -> str:
    return " ".join(node.text().split())
