"""Find what BuildKit refuses in a single instruction: its flags, the number of its words, their form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dockernotes.dockercli.grammar.shared_tables import NAMES
from dockernotes.dockerfile.expand import expansion_fault
from dockernotes.dockerfile.flags import Fault, flag_faults, is_open
from dockernotes.dockerfile.lines import Instruction, json_list, split_words
from dockernotes.dockerfile.metadata import health, ports, shell, signal, volumes

INSTRUCTIONS = frozenset(NAMES["instructions"])
_ONE = ("MAINTAINER", "USER", "WORKDIR", "STOPSIGNAL")
_EXPANDED = ("ADD", "ARG", "COPY", "ENV", "EXPOSE", "FROM", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR")
_LISTS = NAMES["instructions-of-lists"]
_REMOTE = re.compile(r"https?://|git://|ssh://|git@[\w.-]+:|github\.com/")


def words_of(each: Instruction) -> list[str]:
    """Return the items of a JSON list, or else the words between blanks."""
    return listed if (listed := json_list(each.rest)) is not None else each.rest.split()


def faults_of(each: Instruction, escape: str) -> Iterator[Fault]:
    """Yield what is wrong with an instruction, without looking at the others."""
    if each.open_heredoc:
        yield f"<<{each.open_heredoc}", f"this text never ends: no line below is `{each.open_heredoc}`"
        return
    yield from flag_faults(each)
    listed = json_list(each.rest) if each.name in _LISTS else None
    if listed is not None and not all(isinstance(word, str) for word in listed):
        yield each.rest, "a list in brackets may contain only texts in double quotes"
        return
    check = _CHECKS.get(each.name)
    words = words_of(each) if each.name in _LISTS else each.rest.split()
    if not each.rest:
        if each.name not in ("CMD", "ENTRYPOINT", "RUN"):
            yield each.name, f"`{each.name}` needs {_WANTS.get(each.name, 'something after it')}"
        return
    if check:
        yield from check(each, words)
    if each.name in _EXPANDED and not each.heredocs:
        yield from _expanded(each, words, escape)


def _expanded(each: Instruction, words: list[str], escape: str) -> Iterator[Fault]:
    parts = split_words(each.rest, escape) if each.name in ("ARG", "ENV", "LABEL") else words
    if each.name in _ONE or (each.name in ("ENV", "LABEL") and "=" not in parts[0]):
        parts = [each.rest]
    elif each.name == "FROM":
        parts = words[:1]
    for word in parts:
        if not is_open(word.replace("$", "")) and (said := expansion_fault(word, escape)):
            yield word, said
            return


def _assignments(each: Instruction, _: list[str]) -> Iterator[Fault]:
    words = split_words(each.rest)
    if "=" not in words[0]:
        if not re.search(r"[\t\v\f\r ]", each.rest):
            yield words[0], f"`{each.name} {words[0]}` has no value; write `{each.name} {words[0]}=…`"
        return
    for word in words:
        name, equals, _rest = word.partition("=")
        if not equals and not is_open(word):
            more = "; a `#` begins a comment only at the start of a line" if word.startswith("#") else ""
            yield (
                word,
                f"`{word}` has no `=`: each word is `name=value`, and a value with spaces needs quotes{more}",
            )
            return
        if not name:
            yield word, f"`{word}` has no name before the `=`"
            return


def _arguments(each: Instruction, _: list[str]) -> Iterator[Fault]:
    for word in split_words(each.rest):
        if word.startswith("="):
            yield word, f"`{word}` has no name before the `=`; remove the spaces around it"
            return


def _copied(each: Instruction, words: list[str]) -> Iterator[Fault]:
    sources, target = words[:-1], words[-1]
    if not sources:
        yield each.rest, f"`{each.name}` needs what to copy and where to, but there's only one word"
        return
    if re.match(r"\d*<<", target) and each.heredocs:
        yield target, "the text below (`<<`) is what's copied; write the target after it"
        return
    checksum = [flag for flag in each.flags if flag.startswith("--checksum=")]
    is_remote = len(sources) == 1 and _REMOTE.match(sources[0])
    if each.name == "ADD" and checksum and not is_remote and not is_open(" ".join(sources)):
        yield checksum[0], "`--checksum` works only with a single web or Git address"
    if each.name == "COPY" and not any(flag.startswith("--from=") for flag in each.flags):
        for source in sources:
            if re.match(r"https?://|git@[\w.-]+:|git://", source):
                yield source, f"`COPY` doesn't read addresses; write `ADD {source} …`"
                return


def _from(each: Instruction, words: list[str]) -> Iterator[Fault]:
    if len(words) == 1 or (len(words) == 3 and words[1].upper() == "AS"):
        if len(words) == 3 and not is_open(words[2]) and not re.fullmatch(r"[a-z][\w.-]*", words[2].lower(), re.ASCII):
            yield words[2], f"`{words[2]}` isn't a name for a stage: a letter, then letters, digits, `-`, `_` and `.`"
        return
    if is_open(each.rest.replace("$", "")):
        return
    if any(word.startswith("#") for word in words):
        note = next(word for word in words if word.startswith("#"))
        yield note, "a `#` begins a comment only at the start of a line; put the note on its own line"
    elif words[1].upper() == "AS":
        said = "needs a name for the stage" if len(words) == 2 else "takes one name for the stage"
        yield words[-1], f"`FROM … AS` {said}"
    else:
        yield words[1], f"only `AS name` may follow the image; to name the stage, write `AS {words[1]}`"


def _onbuild(each: Instruction, words: list[str]) -> Iterator[Fault]:
    name = words[0].upper()
    if name in ("ONBUILD", "FROM", "MAINTAINER"):
        yield words[0], f"`{name}` can't follow `ONBUILD`"
    elif name in ("ENV", "LABEL") and len(words) > 1:
        yield from _assignments(
            Instruction(each.start, each.end, each.stop, name, (), each.rest[len(name) :].strip()), []
        )


_WANTS = {
    "COPY": "what to copy and where to",
    "ADD": "what to copy and where to",
    "FROM": "the name of an image",
    "EXPOSE": "a port",
    "HEALTHCHECK": "`CMD` and a command, or `NONE`",
    "SHELL": 'a list, such as `["/bin/bash", "-c"]`',
    "ENV": "`name=value`",
    "LABEL": "`name=value`",
    "ARG": "a name",
}
_CHECKS: dict[str, Callable[[Instruction, list[str]], Iterator[Fault]]] = {
    "ADD": _copied,
    "ARG": _arguments,
    "COPY": _copied,
    "ENV": _assignments,
    "EXPOSE": ports,
    "FROM": _from,
    "HEALTHCHECK": health,
    "LABEL": _assignments,
    "ONBUILD": _onbuild,
    "SHELL": shell,
    "STOPSIGNAL": signal,
    "VOLUME": volumes,
}
