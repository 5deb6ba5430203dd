"""A page's Content-Security-Policy: it loads from its own site alone, and runs the inline scripts of our templates.

Each of those is allowed by its hash. A script that gets into a page in another way doesn't run, and is reported.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html import escape

from selectolax.lexbor import LexborHTMLParser

from dockernotes.pages.marks import is_marked, without_marks
from dockernotes.source.running import runs

_CHARSET = re.compile(r'<meta charset="utf-8">', re.IGNORECASE)
_DATA = ("application/json", "application/ld+json")
_OF_TEMPLATES = "script, style, base, iframe, frame, object, embed, applet, meta[http-equiv]"


def with_policy(html: str) -> tuple[str, list[str]]:
    """Return the page with its policy at the start of the head, and what the policy would break."""
    tree = LexborHTMLParser(html)
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for node in tree.css("script:not([src]), style"):
        if is_marked(node.attributes) and node.attributes.get("type") not in _DATA:
            hashes[node.tag or ""].append(hash_of(without_marks(node.text())))
    policy = "; ".join(
        (
            "default-src 'self'",
            _allow("script-src", hashes["script"]),
            _allow("style-src", hashes["style"]),
            "worker-src 'self'",  # the practice engine runs in one
            "img-src 'self' data:",  # the icons in the theme's style sheet
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )
    head = f'\n<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'
    head += '\n<meta name="referrer" content="same-origin">'
    page, count = _CHARSET.subn(lambda match: match.group() + head, without_marks(html), count=1)
    problems = list(dict.fromkeys(_forbidden(tree)))
    if not count:
        problems.append('no `<meta charset="utf-8">`, behind which the security policy goes')
    return page, problems


def hash_of(text: str) -> str:
    """Return the policy's source expression that allows an inline script or style."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _allow(directive: str, hashes: list[str]) -> str:
    return " ".join([directive, "'self'", *dict.fromkeys(hashes)])


def _forbidden(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield what a page must not contain: tags that aren't from our templates, and attributes that no hash allows."""
    for node in tree.css(_OF_TEMPLATES):
        if not is_marked(node.attributes):
            yield f"`<{node.tag}>`: no template of ours has it; remove it from the page"
    for node in tree.css("body *"):
        for name, value in node.attributes.items():
            if name == "style" or name.startswith("on"):
                yield f"`{name}` on `<{node.tag}>`: the security policy forbids it; use a class or a listener"
            elif value and ":" in value and not name.startswith(("data-", "aria-")) and runs(value):
                yield f"`{name}` on `<{node.tag}>`: `{value[:40]}` runs something; a link leads to a page"
