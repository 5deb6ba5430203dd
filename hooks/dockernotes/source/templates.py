"""What a site's builder or a reader fills in: `{{< version >}}`, `%%NAME%%`, `{some-tag}`, `@@NAME@@`, `‹name›`.

In a command it acts as a variable: a word whose text isn't known yet. So it is read as one, at the same length.
"""

from __future__ import annotations

import re

_FORMS = re.compile(
    r"\{\{[<%][^\n]*?[%>]\}\}"  # Hugo's shortcodes
    r"|\{%[^\n]*?%\}"  # Liquid, Jinja
    r"|\{\{[ \t]*(?![.}])[^{}\n]*\}\}"  # variables; `{{.Names}}` is the Go template of a flag
    r"|%%[\w. -]+%%|@@[\w. -]+@@"
    r"|‹[^‹›\n]+›|«[^«»\n]+»"
    r"|<[A-Za-z](?=[^<>\n]*[.'/])[\w.'/-]*(?: [\w.'/-]+)+>(?=[\s\"'/:,]|$)"  # a redirection has another word after it
    r"|<(?:\.\.\.|…)>|<[A-Za-z][\w -]*(?:\.\.\.|…)>|<[A-Za-z][\w-]*(?:\|[\w'\".-]+)+>|<[A-Za-z][\w -]*,[^<>\n]*>"
    r"|(?<![$\\{\w])\{[A-Za-z][\w-]*(?:[ ][\w-]+)*\}"  # not `${name}`, nor `{a,b}`
)
_QUOTED = re.compile(r"'[^'\n]*'|\"(?:[^\"\\\n]|\\.)*\"")
_ALWAYS = ("{{<", "{{%", "{%", "%%", "@@", "‹", "«")
MARKS = ("<", "{", "%%", "@@", "‹", "«")


def masked(text: str) -> str:
    """Return a shell's text with a variable of the same length in place of each template."""
    if not any(mark in text for mark in MARKS):
        return text
    quoted = [match.span() for match in _QUOTED.finditer(text)]

    def fill(match: re.Match[str]) -> str:
        whole = match.group()
        # Inside quotes, braces belong to the program: JSON, or a Go template.
        inside = any(start < match.start() < end for start, end in quoted)
        if inside and not whole.startswith(_ALWAYS):
            return whole
        return f"${{{'x' * (len(whole) - 3)}}}" if len(whole) > 3 else "$" + "x" * (len(whole) - 1)

    return _FORMS.sub(fill, text)
