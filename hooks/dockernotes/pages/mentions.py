"""Turn the commands, flags and glossary terms that a page mentions into links to their entry, with a tooltip.

This works on the page's HTML, so it also finds text from macros, tables and lists. Inline code that is a command is
linked everywhere; a glossary term only where the page first mentions it.
"""

from __future__ import annotations

import re
from html import escape, unescape

from dockernotes.catalog.catalog import Term
from dockernotes.catalog.command import Command
from dockernotes.catalog.lookup import Index, Linker, command_address, flag_address, term_address
from dockernotes.catalog.tips import fully_quoted

_TAG = re.compile(r"(<!--.*?-->|<[^>]+>)", re.DOTALL)
_NAME = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "path", "rect", "polygon", "col"}
_QUIET = {"a", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "svg", "code", "summary", "script", "style", "caption", "th"}
_QUIET |= {"button", "label", "figcaption", "title"}
_SPOKEN = {"p", "li", "td", "dd"}
# Not the first word of a sentence, as in "An Image".
_CAPITAL_BEFORE, _CAPITAL_AFTER = re.compile(r"\w [A-Z]\w* \Z"), re.compile(r" [A-Z]")
_WORD = r"(?<![\w-])(?:%s)(?![\w-])"


class Mentions:
    """Finds mentions for one catalog. Made once per build, since its pattern covers the whole glossary."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._forms = {
            form.lower(): term for term in index.catalog.glossary if term.linked for form in (term.term, *term.forms)
        }
        alternatives = sorted(map(re.escape, self._forms), key=len, reverse=True)
        others = sorted({phrase for term in index.catalog.glossary for phrase in term.unless}, key=len, reverse=True)
        self._others = re.compile(_WORD % "|".join(map(re.escape, others or ["(?!)"])), re.IGNORECASE)
        self._pattern = re.compile(_WORD % "|".join(alternatives or ["(?!)"]), re.IGNORECASE)

    def link(self, html: str, link: Linker, *, quiet: frozenset[str] = frozenset()) -> str:
        """Return the HTML with its mentions linked. `quiet`: ids of terms not to link (the glossary's own page).

        Code in a heading, a link or a block of code stays as it is.
        """
        seen = set(quiet)
        out: list[str] = []
        around = _Around()
        pieces = iter(_TAG.split(html))
        for piece in pieces:
            if not piece.startswith("<"):
                out.append(self._text(piece, seen, link) if around.spoken and not around.silent else piece)
            elif piece == "<code>" and not around.silent:
                text, end = next(pieces, ""), next(pieces, "")
                linked = self._command(unescape(text), link) if end == "</code>" else None
                out.append(linked or f"<code>{text}{end}")
                if end != "</code>":
                    around.enter("code")
                    around.step(end)
            else:
                around.step(piece)
                out.append(piece)
        return "".join(out)

    def _text(self, text: str, seen: set[str], link: Linker) -> str:
        if not self._pattern.search(text):
            return text
        elsewhere = [other.span() for other in self._others.finditer(text)]

        def replace(match: re.Match[str]) -> str:
            term = self._forms[match.group().lower()]
            inside = any(start <= match.start() and match.end() <= end for start, end in elsewhere)
            if term.id in seen or inside or _is_of_a_name(match, term):
                return match.group()
            seen.add(term.id)
            href, tip = link(term_address(term)), fully_quoted(term.summary)
            return f'<a class="dn-term" href="{href}" data-tip="{tip}">{match.group()}</a>'

        return self._pattern.sub(replace, text)

    def _command(self, text: str, link: Linker) -> str | None:
        found = self._find(text)
        if found is None:
            return None
        address, tip = found
        href = link(address)
        return f'<a class="dn-ref" href="{href}" data-tip="{fully_quoted(tip)}"><code>{escape(text)}</code></a>'

    def _find(self, text: str) -> tuple[str, str] | None:
        words = text.split()
        if not words or words[0] != "docker":
            instruction = self._index.instructions.get(text)
            return (f"reference/dockerfile.md#{text.lower()}", _plain(instruction.summary)) if instruction else None
        for length in range(len(words), 1, -1):
            command = self._index.commands.get(" ".join(words[:length]))
            if command:
                return self._of_command(command, words[length:])
        return None

    def _of_command(self, command: Command, rest: list[str]) -> tuple[str, str]:
        flag = next((f for w in rest if w.startswith("-") and (f := self._index.flag(command, w.split("=")[0]))), None)
        if flag:
            return flag_address(*flag), _plain(flag[1].summary)
        return command_address(command), _plain(command.summary)


def _is_of_a_name(match: re.Match[str], term: Term) -> bool:
    """Return whether a word with a capital letter is part of a name, as in "Artifact Registry"."""
    said = match.group()
    if not said[0].isupper() or said in (term.term, *term.forms):
        return False
    before, after = match.string[: match.start()], match.string[match.end() :]
    return bool(_CAPITAL_BEFORE.search(before) or _CAPITAL_AFTER.match(after))


def _plain(text: str) -> str:
    return text.replace("`", "")


class _Around:
    """The elements around a place in a page: how many hold running text, and how many never do."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self.spoken = self.silent = 0

    def step(self, tag: str) -> None:
        match = _NAME.match(tag)
        if match is None or tag.endswith("/>"):
            return
        name = match[2].lower()
        if name in _VOID:
            return
        if not match[1]:
            self.enter(name)
        elif name in self._names:
            while self._leave() != name:
                pass

    def enter(self, name: str) -> None:
        self._names.append(name)
        self.spoken += name in _SPOKEN
        self.silent += name in _QUIET

    def _leave(self) -> str:
        name = self._names.pop()
        self.spoken -= name in _SPOKEN
        self.silent -= name in _QUIET
        return name
