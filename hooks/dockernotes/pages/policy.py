"""A page's Content-Security-Policy: it loads from its own site alone, and runs the inline scripts it was built with.

Each inline script and style is let in by its hash, so one that gets into a page by another way does not run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape

from selectolax.lexbor import LexborHTMLParser

_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_CHARSET = re.compile(r'<meta charset="utf-8">', re.IGNORECASE)
_DATA = re.compile(r'\btype="(?:application/json|application/ld\+json)"')


def with_policy(html: str) -> tuple[str, list[str]]:
    """Return the page with its policy at the head's start, and what the policy would break."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for tag, attributes, text in _INLINE.findall(html):
        if " src=" not in attributes and not _DATA.search(attributes):
            hashes[tag.lower()].append(hash_of(text))
    policy = "; ".join(
        (
            "default-src 'self'",
            _allow("script-src", hashes["script"]),
            _allow("style-src", hashes["style"]),
            "worker-src 'self'",  # the practice engine runs in one
            "img-src 'self' data:",  # the icons of the theme's style sheet
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )
    head = f'\n<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'
    head += '\n<meta name="referrer" content="same-origin">'
    page, count = _CHARSET.subn(lambda match: match.group() + head, html, count=1)
    problems = _forbidden(html)
    if not count:
        problems.append('no `<meta charset="utf-8">`, behind which the security policy goes')
    return page, problems


def hash_of(text: str) -> str:
    """Return the source that lets an inline script or style in."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _allow(directive: str, hashes: list[str]) -> str:
    return " ".join([directive, "'self'", *dict.fromkeys(hashes)])


def _forbidden(html: str) -> list[str]:
    """Return what no hash lets in: attributes that hold style or script."""
    problems = []
    for node in LexborHTMLParser(html).css("body *"):
        for name in node.attributes:
            if name == "style" or name.startswith("on"):
                problems.append(
                    f"`{name}` on `<{node.tag}>`: the security policy forbids it; use a class or a listener"
                )
    return list(dict.fromkeys(problems))
