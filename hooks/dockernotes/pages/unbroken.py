"""Flags and names stay in one piece: browsers break a line behind a hyphen, and `--rm` would leave `--` at its end.

What is short gets a class that says so. What is long may need the break, on a phone above all.
"""

from __future__ import annotations

import re

_LONGEST = 28
_CODE = re.compile(rf"(?<!<pre>)<code>([^<>\n]{{1,{_LONGEST}}})</code>")
_COMMANDS = re.compile(r'<pre class="dn-cmd.*?</pre>', re.DOTALL)
_LINKED = re.compile(rf'<a (href="[^"]*" data-tip="[^"]*">-[^<>\n]{{1,{_LONGEST}}}</a>)')
_LONE = re.compile(rf'(<a class="dn-whole"[^>]*>[^<]*|<[^>]*>)|(?<![^\s>])(-[^\s<>]{{1,{_LONGEST}}})(?=[\s<])')


def unbroken(html: str) -> str:
    """Return a page's HTML with a class at code in a line, and at flags in commands, that no line should break."""
    html = _LINKED.sub(r'<a class="dn-whole" \1', _CODE.sub(_whole, html))
    return _COMMANDS.sub(lambda block: _LONE.sub(_flag, block[0]), html)


def _whole(code: re.Match[str]) -> str:
    return f'<code class="dn-whole">{code[1]}</code>' if "-" in code[1] else code[0]


def _flag(found: re.Match[str]) -> str:
    """Mark a flag that is no link, such as one of a program in the container; tags stay as they are."""
    return found[1] or f'<span class="dn-whole">{found[2]}</span>'
