"""Serve the built site with our script on every page, which notes what goes wrong there.

Not every browser reports errors to a program, but every browser reports them to the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from serve import ROOT, serve

NAME = "notes.js"
SCRIPT = """
window.notes = []
addEventListener("error", ({message, target}) => notes.push(message || `no ${target.src || target.href}`), true)
addEventListener("unhandledrejection", event => notes.push(`${event.reason}`))
document.addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) =>
    notes.push(`${violatedDirective} blocks ${blockedURI}`))
"""


@contextmanager
def watched(site: Path) -> Iterator[str]:
    """Serve the site and yield its address."""
    tag = f'<script src="{ROOT}{NAME}"></script>'.encode()

    def changed(name: str, body: bytes) -> bytes:
        return (
            body.replace(b'<meta name="referrer"', tag + b'<meta name="referrer"', 1)
            if name.endswith(".html")
            else body
        )

    with serve(site, changed, {NAME: SCRIPT.encode()}) as address:
        yield address
