"""The Markdown copy of a page: its source with macros and includes expanded, in plain Markdown that any program reads.

Macros write HTML, one block per line; asides and tabs are Python-Markdown's own. Both become CommonMark with tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dockernotes.catalog.lookup import Linker
from dockernotes.checks.reading.tree import is_external, resolve, split
from dockernotes.source.markdown import scan

_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_OPENER = re.compile(
    r"^(?P<indent> *)(?:!!!|\?\?\?\+?|===\+?)[ \t]*(?P<kind>[\w-]*)[^\"]*(?:\"(?P<title>[^\"]*)\")?[ \t]*$"
)
_BLOCK = re.compile(r"^\s*<(?:div|figure|p|pre|table|dl|ul|section|details(?=.*</details>))\b")
_ANCHOR = re.compile(r"<a\b[^>]*?\bhref=\"(?P<href>[^\"]*)\"[^>]*>(?P<text>.*?)</a>")
_ATTRIBUTES = re.compile(r"(?<=\S)[ \t]*\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$")


def markdown_copy(title: str, markdown: str, source: str, link: Linker) -> str:
    """Return a page as plain Markdown. `source`: its path; `link`: makes the address of another page relative to it."""
    text = _links(markdown, source, link)
    rows = "\n".join(_rows(text.split("\n")))
    body = re.sub(r"\n{3,}", "\n\n", rows).strip()
    return (body if body.startswith("# ") else f"# {title}\n\n{body}") + "\n"


def copy_address(href: str) -> str:
    """Return the address of the copy of a page of this site. Other addresses stay as they are."""
    path, hash_, anchor = href.partition("#")
    if "//" in path or not path.endswith("/"):
        return href
    return f"{path}index.md{hash_}{anchor}"


def _links(markdown: str, source: str, link: Linker) -> str:
    for found in reversed(scan(markdown).links):
        path, anchor = split(found.target)
        if found.kind in ("link", "definition") and path.endswith(".md") and not is_external(found.target):
            target = resolve(source, path) + (f"#{anchor}" if anchor else "")
            markdown = markdown[: found.start] + copy_address(link(target)) + markdown[found.end :]
    return markdown


def _rows(rows: list[str]) -> Iterator[str]:
    number, fence = 0, ""
    while number < len(rows):
        row = rows[number]
        number += 1
        mark = _FENCE.match(row)
        if fence or mark:
            yield row
            if mark and not fence:
                fence = mark[1]
            elif mark and mark[1].startswith(fence) and not row.strip(" `~"):
                fence = ""
            continue
        opener = _OPENER.match(row)
        if opener:
            inside = []
            indent = len(opener["indent"]) + 4
            while number < len(rows) and (not rows[number].strip() or rows[number].startswith(" " * indent)):
                inside.append(rows[number][indent:])
                number += 1
            yield from _aside(opener["title"] or opener["kind"].title(), list(_rows(inside)))
        elif _BLOCK.match(row):
            yield from _block(row)
        else:
            yield _ATTRIBUTES.sub("", _ANCHOR.sub(_anchor, row.replace("<details markdown>", "<details>")))


def _aside(title: str, rows: list[str]) -> Iterator[str]:
    while rows and not rows[-1].strip():
        rows.pop()
    yield f"> **{title}**"
    yield ">"
    yield from (f"> {row}".rstrip() for row in rows)
    yield ""


def _anchor(match: re.Match[str]) -> str:
    text = _inline(LexborHTMLParser(match["text"]).body)
    return f"[{text}]({copy_address(match['href'])})"


def _block(html: str) -> Iterator[str]:
    body = LexborHTMLParser(html).body
    assert body
    for node in body.iter():
        if node.tag == "figure":
            caption, words = node.css_first("figcaption"), node.css_first("details p")
            yield f"**Diagram: {_inline(caption)}.** {_inline(words)}"
        elif node.tag == "pre":
            yield from _code(node)
        elif node.tag == "dl":
            yield from _terms(node)
        elif node.tag == "ul":
            yield from _items(node)
        elif node.tag in ("details", "section"):
            yield from _folded(node)
        elif node.css_first("form"):
            continue  # a form is only of use on the page
        elif node.css_first("table"):
            yield from _table(node)
        elif node.css_first("dl"):
            yield from _sheet(node)
        else:
            yield _inline(node)
        yield ""


def _table(node: LexborNode) -> Iterator[str]:
    caption = node.css_first("caption")
    if caption:
        yield from (f"**{_inline(caption)}**", "")
    head = [_cell(cell) for cell in node.css("thead th")]
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in node.css("tbody tr"):
        yield f"| {' | '.join(_cell(cell) for cell in row.css('th, td'))} |"


def _sheet(node: LexborNode) -> Iterator[str]:
    for section in node.css("section"):
        yield from (f"## {_inline(section.css_first('h2'))}", "")
        yield from (*_terms(section), "")


def _terms(node: LexborNode) -> Iterator[str]:
    yield from (f"- {_inline(n)}: {_inline(m)}" for n, m in zip(node.css("dt"), node.css("dd"), strict=True))


def _folded(node: LexborNode) -> Iterator[str]:
    """Yield the rows of a part that a macro has made, folded or not: its title, paragraphs, lists and code."""
    for child in node.iter():
        if child.tag == "ul":
            yield from _items(child)
        elif child.tag == "pre":
            yield from _code(child)
        elif child.tag == "details":
            yield from _folded(child)
        elif child.tag == "h4":
            yield f"#### {_inline(child)}"
        else:
            text = _inline(child)
            yield f"**{text}**" if child.tag == "summary" else text
        yield ""


def _items(node: LexborNode) -> Iterator[str]:
    yield from (f"- {_inline(item)}" for item in node.css("li"))


def _code(node: LexborNode) -> Iterator[str]:
    yield from ("```text", *(node.text() or "").split("\n"), "```")


def _cell(node: LexborNode) -> str:
    return _inline(node).replace("|", "\\|") or " "


def _inline(node: LexborNode | None) -> str:
    if node is None:
        return ""
    return " ".join("".join(_pieces(node)).split())


def _pieces(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        inner = "".join(_pieces(child))
        match child.tag:
            case "-text":
                yield child.text() or ""
            case "code":
                yield f"`{child.text()}`"
            case "a":
                yield f"[{inner}]({copy_address(child.attributes.get('href') or '')})"
            case "b" | "strong":
                yield f"**{inner}**"
            case "em" | "i":
                yield f"*{inner}*"
            case "br" | "p" | "div" | "li":
                yield f" {inner} "
            case "span":
                sign = "⚠ " if "dn-danger" in (child.attributes.get("class") or "") else ""
                yield f" {sign}{inner}"
            case _:
                yield inner
