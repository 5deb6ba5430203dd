"""Whole entries of the reference, as Markdown, so that their code blocks and headings become the page's own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from dockernotes.catalog.catalog import Answer, ComposeKey, Error, ExitCode, Instruction, Term
from dockernotes.catalog.command import Command
from dockernotes.catalog.entry import light
from dockernotes.catalog.inline import code, danger_label, life_label, no_tags
from dockernotes.catalog.lookup import (
    Index,
    Linker,
    command_address,
    command_anchor,
    error_address,
    key_anchor,
    term_address,
)
from dockernotes.catalog.tables import filter_field, flag_table


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _usage(text: str) -> str:
    return f'<pre class="dn-usage"><code>{escape(text)}</code></pre>'


def _try(command: Command, link: Linker) -> str:
    explain = f'<a class="dn-tool--explain" data-command="{command.name}" href="{link("explain.md")}">'
    return f'<p class="dn-learn">{explain}Try it in Explain</a></p>'


def _learn(chapter: str, index: Index, link: Linker) -> str:
    number = index.number_of(chapter.partition("#")[0])
    where = f"chapter {number}" if number else "the course"
    return f'<p class="dn-learn"><a href="{link(chapter)}">Learn it in {where}</a></p>'


def command_entry(command: Command, index: Index, link: Linker) -> str:
    """Return everything that the catalog says about a command."""
    also = ", ".join(code(a) for a in command.also)
    labels = " ".join(x for x in (life_label(command), danger_label(command.danger)) if x)
    parts = [
        f"## `{command.name}` {{ #{command_anchor(command)} }}",
        command.summary,
        _usage(command.usage),
        _try(command, link),
        f'<p class="dn-also">The same command: {also}</p>' if also else "",
        f"<p>{labels}</p>" if labels else "",
        command.about or "",
    ]
    if command.flags_of:
        base = index.commands[command.flags_of]
        parts.append(
            f'<p>Takes the flags of <a href="{link(command_address(base))}">{code(base.name)}</a> as well.</p>'
        )
    if command.flags:
        pairs = [(command, flag) for flag in command.flags]
        parts.append(flag_table(pairs, index, link, home=True, caption=f"Flags of `{command.name}`"))
    for example in command.examples:
        shown = example.command.strip().replace("\n", "\n> ")
        danger = " danger" if command.danger and command.danger.level != "stops" else ""
        parts += [example.does, f"```console{danger}\n$ {shown}\n```"]
    parts += [_related(command, index, link), _learn(command.chapter, index, link)]
    return _joined(parts)


def _related(command: Command, index: Index, link: Linker) -> str:
    lines = []
    if command.related:
        names = [index.commands[name] for name in command.related]
        links = ", ".join(f'<a href="{link(command_address(c))}">{code(c.name)}</a>' for c in names)
        lines.append(f"<p>See also {links}.</p>")
    if command.errors:
        troubles = [index.errors[name] for name in command.errors]
        links = "; ".join(f'<a href="{link(error_address(e))}">{escape(e.title)}</a>' for e in troubles)
        lines.append(f"<p>When it fails: {links}.</p>")
    return "\n\n".join(lines)


def error_entry(error: Error, index: Index, link: Linker, *, home: bool) -> str:
    """Return an error with its message, cause, check and fix.

    `home`: this is the reference page, so add headings with anchors, the variants, and the data attributes that
    docs/assets/js/errors reads.
    """
    systems = {"linux": "Linux", "macos": "macOS", "windows": "Windows"}
    on = f'<p class="dn-systems">On {", ".join(systems[s] for s in error.systems)}.</p>' if error.systems else ""
    if not home:
        title = f'<a href="{link(error_address(error))}">{escape(error.title)}</a>'
        return _joined([f'<p class="dn-error-title">{title}</p>', _message(error, ""), on, _answer(error)])
    parts = [f"### {error.title} {{ #{error.id} }}", _message(error, _asked(error, error)), on, _answer(error)]
    for variant in error.variants:
        asked = _asked(variant, error)
        parts += [f"#### {variant.title} {{ #{variant.id} }}", _message(variant, asked), _answer(variant)]
    return _joined([*parts, _learn(error.chapter, index, link)])


def _message(answer: Answer, attributes: str) -> str:
    return (
        f'<pre class="dn-message" role="group" aria-label="Message"{attributes}>'
        f"<code>{escape(answer.sample.strip())}</code></pre>"
    )


def _asked(answer: Answer, error: Error) -> str:
    """Return the attributes that find the answer in a pasted text. A variant without names uses those of its entry."""
    names = [[n.find, n.stands] for n in answer.names or error.names]
    consequence = " data-consequence" if answer is error and error.consequence else ""
    known = f' data-names="{escape(json.dumps(names))}"' if names else ""
    return f' data-pattern="{escape(light(answer.pattern))}"{known}{consequence}'


def _answer(answer: Answer) -> str:
    return _joined([f"**Cause.** {answer.cause}", f"**Check.** {answer.check}", f"**Fix.** {answer.fix}"])


def exit_entry(exit_code: ExitCode, index: Index, link: Linker) -> str:
    """Return an exit code with its cause, check and fix."""
    return _joined(
        [
            f"## {exit_code.code}: {exit_code.name} {{ #exit-{exit_code.code} }}",
            exit_code.meaning,
            f"**Cause.** {exit_code.cause}",
            f"**Check.** {exit_code.check}",
            f"**Fix.** {exit_code.fix}",
            _learn(exit_code.chapter, index, link),
        ]
    )


def instruction_entry(instruction: Instruction, index: Index, link: Linker) -> str:
    """Return a Dockerfile instruction with its options and an example."""
    options = "\n".join(f"- `{o.name}{'=' + o.value if o.value else ''}`: {o.summary}" for o in instruction.options)
    return _joined(
        [
            f"## `{instruction.name}` {{ #{instruction.name.lower()} }}",
            instruction.summary,
            _usage(instruction.usage),
            f"<p>{life_label(instruction)}</p>" if life_label(instruction) else "",
            instruction.about or "",
            options,
            f"```dockerfile\n{instruction.example.strip()}\n```",
            _learn(instruction.chapter, index, link),
        ]
    )


def compose_entry(key: ComposeKey, index: Index, link: Linker) -> str:
    """Return a Compose key with an example."""
    return _joined(
        [
            f"## `{key.key}` {{ #{key_anchor(key)} }}",
            key.summary,
            f"<p>{life_label(key)}</p>" if life_label(key) else "",
            key.about or "",
            f"```yaml\n{key.example.strip()}\n```",
            _learn(key.chapter, index, link),
        ]
    )


def glossary(index: Index, link: Linker) -> str:
    """Return every term of the glossary, in alphabetical order, with letters to jump to and a filter field."""
    words = sorted(index.catalog.glossary, key=lambda term: term.term.lower())
    letters: dict[str, Term] = {}
    for word in words:
        letters.setdefault(word.term[0].upper(), word)
    jump = " ".join(f'<a href="#{word.id}">{escape(letter)}</a>' for letter, word in letters.items())
    letter_row = f'<nav class="dn-letters" aria-label="Letters">{jump}</nav>'
    field = filter_field(len(words), "words", "layer, network …")
    head = f'<div class="dn-filtered dn-filtered--words">{letter_row}{field}</div>'
    return _joined([head, *(term_entry(word, index, link) for word in words)])


def term_entry(term: Term, index: Index, link: Linker) -> str:
    """Return a term of the glossary."""
    others = [index.terms[name] for name in term.see]
    see = ", ".join(f'<a href="{link(term_address(t))}">{escape(t.term)}</a>' for t in others)
    return _joined(
        [
            f"## {term.term} {{ #{term.id} }}",
            no_tags(term.summary),
            term.about or "",
            f"<p>See also {see}.</p>" if see else "",
            _learn(term.chapter, index, link),
        ]
    )
