"""Keep flags and names in one piece: browsers break a line after a hyphen, and `--rm` would leave `--` at its end.

Short ones get a class that prevents the break. Long ones may need it, above all on a phone.
"""

from __future__ import annotations

import re

_LONGEST = 28
_CODE = re.compile(rf"(?<!<pre>)<code>([^<>\n]{{1,{_LONGEST}}})</code>")
_COMMANDS = re.compile(r'<pre class="dn-cmd.*?</pre>', re.DOTALL)
_LINKED = re.compile(rf'<a (href="[^"]*" data-tip="[^"]*">-[^<>\n]{{1,{_LONGEST}}}</a>)')
_LONE = re.compile(rf'(<a class="dn-whole"[^>]*>[^<]*|<[^>]*>)|(?<![^\s>])(-[^\s<>]{{1,{_LONGEST}}})(?=[\s<])')


def unbroken(html: str) -> str:
    """Return a page's HTML with a class on inline code, and on flags in commands, that must stay on one line."""
    html = _LINKED.sub(r'<a class="dn-whole" \1', _CODE.sub(_whole, html))
    return _COMMANDS.sub(lambda block: _LONE.sub(_flag, block[0]), html)


def _whole(code: re.Match[str]) -> str:
    return f'<code class="dn-whole">{code[1]}</code>' if "-" in code[1] else code[0]


def _flag(found: re.Match[str]) -> str:
    """Mark a flag that isn't a link, such as one for a program in the container. Tags stay as they are."""
    return found[1] or f'<span class="dn-whole">{found[2]}</span>'
