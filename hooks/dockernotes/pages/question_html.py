"""Give a built page's questions the form that the style sheet and questions.js need (see source/questions.py)."""

from __future__ import annotations

import re
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dockernotes.catalog.tips import serialized
from dockernotes.source.questions import SECTION

_SECTION = re.compile(rf"<h2 id=\"[^\"]*\">{SECTION}.*?</h2>\n?(?P<body>.*?)(?=<h2|\Z)", re.S)


def with_questions(html: str, source: str) -> tuple[str, int]:
    """Return the page's HTML with its questions marked up, and how many there are.

    `source`: the page; the browser keeps the reader's answers under its name. If a question is incomplete, the page
    stays as it was, and the rule `question` has told its author.
    """
    found = _SECTION.search(html)
    if not found:
        return html, 0
    tree = LexborHTMLParser(f"<body>{found['body']}</body>")
    parts = [_question(node) for node in tree.css("h3")]
    if not all(parts):
        return html, 0
    end = f'<div class="dn-done" data-chapter="{escape(source)}"></div>\n'
    return html[: found.start("body")] + "".join(parts) + html[found.end("body") :] + end, len(parts)


def _question(heading: LexborNode) -> str:
    choices, answer = _next(heading, "ol"), _next(heading, "details")
    if choices is None or answer is None:
        return ""
    reasons = [item.text().startswith("Right.") for item in answer.css("li")]
    if reasons.count(True) != 1 or len(reasons) != len(choices.css("li")):
        return ""
    # A tooltip on a choice would give the answer away, and a link in it would take the click.
    for link in choices.css("a"):
        link.unwrap()
    heading.attrs["data-search-exclude"] = ""
    choices.attrs["class"] = "dn-choices"
    answer.attrs["class"] = "dn-answer"
    return (
        f'<div class="dn-question" role="group" data-right="{reasons.index(True) + 1}" '
        f'aria-labelledby="{heading.attributes["id"]}">'
        + serialized(f"{heading.html}{_between(heading, choices)}{choices.html}{answer.html}")
        + "</div>\n"
    )


def _between(heading: LexborNode, choices: LexborNode) -> str:
    """Return what a question shows before its choices, such as an output."""
    html, node = "", heading.next
    while node is not None and node.mem_id != choices.mem_id:
        html += node.html or ""
        node = node.next
    return html


def _next(heading: LexborNode, tag: str) -> LexborNode | None:
    """Return the first element `tag` of a question, which ends at the next heading, or None."""
    node = heading.next
    while node is not None and node.tag not in (tag, "h3"):
        node = node.next
    return node if node is not None and node.tag == tag else None
