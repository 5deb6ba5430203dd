"""Tell which addresses run something when they are followed, reading them as a browser does."""

from __future__ import annotations

import re
from html import unescape

_LEFT_OUT = re.compile(r"[\x00-\x20]+")
_RUNNING = ("javascript:", "vbscript:", "data:text/html", "data:image/svg", "data:application/xhtml", "data:text/xml")


def runs(address: str) -> bool:
    """Return whether an address is a program. Browsers decode character references, and drop control characters."""
    return _LEFT_OUT.sub("", unescape(address)).lower().startswith(_RUNNING)
