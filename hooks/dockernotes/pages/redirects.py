"""Keep old addresses working without JavaScript: a page that redirects, or an anchor at the heading's new place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from dockernotes.catalog.lookup import Linker
from dockernotes.pages.marks import marked


def redirect_page(target: str, canonical: str) -> str:
    """Return the page for an old address. `target` is relative to it, `canonical` absolute."""
    address = escape(target)
    return marked(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>This page has moved</title>\n'
        f'<meta name="robots" content="noindex">\n<link rel="canonical" href="{escape(canonical)}">\n'
        f'<meta http-equiv="refresh" content="0; url={address}">\n</head>\n'
        "<body>\n<h1>This page has moved</h1>\n"
        f'<p><a href="{address}">Go to its new address</a></p>\n</body>\n</html>\n'
    )


def with_old_anchors(html: str, source: str, redirects: Mapping[str, str], link: Linker) -> str:
    """Return a page's content with its old anchors added. `redirects` maps old addresses to new ones.

    A heading that moved within the page has its old id next to the new one. A heading that moved to another page leaves
    a line at the end of this page, which shows only if somebody follows a link to it (`:target`).
    """
    left = []
    for old, new in redirects.items():
        page, _, anchor = old.partition("#")
        if page != source or not anchor:
            continue
        new_page, _, new_anchor = new.partition("#")
        heading = re.compile(rf'<\w+[^>]*\sid="{re.escape(new_anchor)}"')
        if new_page == source and (match := heading.search(html)):
            html = f'{html[: match.start()]}<span id="{escape(anchor)}"></span>{html[match.start() :]}'
        else:
            line = f'This has moved. <a href="{escape(link(new))}">Go to its new place.</a>'
            left.append(f'<p class="dn-moved" id="{escape(anchor)}">{line}</p>')
    return html + "".join(left)
