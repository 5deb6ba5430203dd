"""What BuildKit refuses in one instruction: its flags, the number of its words, their form."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from dockernotes.checks.dockerfile_expand import expansion_fault
from dockernotes.checks.dockerfile_lines import Instruction, split_words
from dockernotes.checks.dockerfile_mounts import mount_fault
from dockernotes.checks.dockerfile_ports import port_fault
from dockernotes.diagnostics import did_you_mean
from dockernotes.dockercli.kinds import duration
from dockernotes.source.shell import PLACEHOLDER

Fault = tuple[str, str]
"""The word that is wrong, and what is."""
SWITCH, TEXT, LIST = "switch", "text", "list"
_COPIES = {"chown": TEXT, "chmod": TEXT, "link": SWITCH, "exclude": LIST}
FLAGS: dict[str, dict[str, str]] = {
    "FROM": {"platform": TEXT},
    "RUN": {"mount": LIST, "network": TEXT, "security": TEXT, "device": LIST},
    "COPY": {**_COPIES, "from": TEXT, "parents": SWITCH},
    "ADD": {**_COPIES, "keep-git-dir": SWITCH, "checksum": TEXT, "unpack": SWITCH},
    "HEALTHCHECK": dict.fromkeys(("interval", "timeout", "start-period", "start-interval", "retries"), TEXT),
}
INSTRUCTIONS = (
    frozenset(FLAGS)
    | frozenset(
        ("ARG", "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "LABEL", "MAINTAINER", "ONBUILD", "SHELL", "STOPSIGNAL", "USER")
    )
    | {"VOLUME", "WORKDIR"}
)
_MODES = {"network": ("default", "none", "host"), "security": ("insecure", "sandbox")}
_UNREAD = ("ARG", "STOPSIGNAL")  # nobody looks at their flags
_ONE = ("MAINTAINER", "USER", "WORKDIR", "STOPSIGNAL")
_EXPANDED = ("ADD", "ARG", "COPY", "ENV", "EXPOSE", "FROM", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR")
_LISTS = ("ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME")
_SIGNALS = frozenset(
    (
        "ABRT",
        "ALRM",
        "BUS",
        "CHLD",
        "CLD",
        "CONT",
        "FPE",
        "HUP",
        "ILL",
        "INT",
        "IO",
        "IOT",
        "KILL",
        "PIPE",
        "POLL",
        "PROF",
    )
) | {"PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "UNUSED", "URG", "USR1"}
_SIGNALS |= {"USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX"}
_OPEN = ("$", "…", "...", "{{", "[,", "[=")
_REMOTE = re.compile(r"https?://|git://|ssh://|git@[\w.-]+:|github\.com/")
_CHMOD = re.compile(r"[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+(?:,[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+)*")


def is_open(text: str) -> bool:
    """Whether a text is filled in by the builder or by the reader."""
    return any(mark in text for mark in _OPEN) or bool(PLACEHOLDER.search(text))


def words_of(each: Instruction) -> list[str]:
    """Return the words that stand between blanks, or in a list of JSON."""
    return listed if (listed := json_list(each.rest)) is not None else each.rest.split()


def json_list(text: str) -> list[str] | None:
    """Return what a list of JSON holds, texts or not; None for what is no list."""
    if not text.startswith("["):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, list) else None


def faults_of(each: Instruction, escape: str) -> Iterator[Fault]:
    """Yield what is wrong with an instruction by itself."""
    if each.open_heredoc:
        yield f"<<{each.open_heredoc}", f"this text never ends: no line below is `{each.open_heredoc}`"
        return
    yield from _flag_faults(each)
    listed = json_list(each.rest) if each.name in _LISTS else None
    if listed is not None and not all(isinstance(word, str) for word in listed):
        yield each.rest, "a list in brackets holds texts in double quotes, and nothing else"
        return
    check = _CHECKS.get(each.name)
    words = words_of(each) if each.name in _LISTS else each.rest.split()
    if not each.rest:
        if each.name not in ("CMD", "ENTRYPOINT", "RUN"):
            yield each.name, f"`{each.name}` wants {_WANTS.get(each.name, 'something behind it')}"
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


def _flag_faults(each: Instruction) -> Iterator[Fault]:
    known, seen = FLAGS.get(each.name, {}), set[str]()
    if each.name in _UNREAD or (each.name == "HEALTHCHECK" and each.rest.upper() == "NONE"):
        return
    for flag in each.flags:
        name, equals, value = flag[2:].partition("=")
        if is_open(name) or (is_open(flag) and not equals):
            continue
        kind = known.get(name)
        if kind is None:
            yield flag, f"unknown flag `--{name}` of `{each.name}`{did_you_mean(name, known)}"
        elif kind == SWITCH and (equals and value.lower() not in ("true", "false")):
            yield flag, f"`--{name}` is `true` or `false`"
        elif kind != SWITCH and not equals:
            yield flag, f"`--{name}` wants its value behind `=`, as `--{name}=…`"
        elif kind != LIST and name in seen:
            yield flag, f"`--{name}` stands twice; keep one"
        elif not is_open(value) and (said := _value_fault(name, value)):
            yield flag, f"invalid value `{value}` of `--{name}`: {said}"
        elif name == "mount" and (said := mount_fault(value, is_open)):
            yield flag, f"invalid value `{value}` of `--mount`: {said}"
        seen.add(name)


def _value_fault(name: str, value: str) -> str | None:
    if name in _MODES:
        return None if value in _MODES[name] else "it is " + " or ".join(f"`{mode}`" for mode in _MODES[name])
    if name in ("interval", "timeout", "start-period", "start-interval") and value:
        if duration(value):
            return "not a duration such as `30s`"
        return "is below zero" if value.startswith("-") and re.search("[1-9]", value) else _too_short(value)
    if name == "retries" and value and not re.fullmatch(r"\+?\d{1,10}", value, re.ASCII):
        return "not a number from 0 on"
    if name == "checksum" and value and not re.fullmatch(r"(?:sha256:)?[\da-f]{64}|[\da-f]{4,40}|sha\d+:.{64,}", value):
        return "a digest is `sha256:` and 64 hexadecimal digits"
    if name == "chmod" and value:
        octal = re.fullmatch(r"0*[0-7]{1,4}", value)
        return None if octal or _CHMOD.fullmatch(value) else "not octal, such as `755`, nor of the form `u+x`"
    return None


def _too_short(value: str) -> str | None:
    short = re.fullmatch(r"[\d.]+(?:ns|us|µs)", value)
    return "a millisecond is the least" if short and re.search("[1-9]", value) and len(value) < 6 else None


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
                f"`{word}` has no `=`: each word is `name=value`, and a value with blanks stands in quotes{more}",
            )
            return
        if not name:
            yield word, f"`{word}` has no name before the `=`"
            return


def _arguments(each: Instruction, _: list[str]) -> Iterator[Fault]:
    for word in split_words(each.rest):
        if word.startswith("="):
            yield word, f"`{word}` has no name before the `=`; no blanks stand around it"
            return


def _copied(each: Instruction, words: list[str]) -> Iterator[Fault]:
    sources, target = words[:-1], words[-1]
    if not sources:
        yield each.rest, f"`{each.name}` wants what to copy and where to, and here is one word only"
        return
    if re.match(r"\d*<<", target) and each.heredocs:
        yield target, "a text below (`<<`) is what is copied; say where to behind it"
        return
    checksum = [flag for flag in each.flags if flag.startswith("--checksum=")]
    is_remote = len(sources) == 1 and _REMOTE.match(sources[0])
    if each.name == "ADD" and checksum and not is_remote and not is_open(" ".join(sources)):
        yield checksum[0], "`--checksum` is for one address of the web or of Git"
    if each.name == "COPY" and not any(flag.startswith("--from=") for flag in each.flags):
        for source in sources:
            if re.match(r"https?://|git@[\w.-]+:|git://", source):
                yield source, f"`COPY` reads no addresses; write `ADD {source} …`"
                return


def _from(each: Instruction, words: list[str]) -> Iterator[Fault]:
    if len(words) == 1 or (len(words) == 3 and words[1].upper() == "AS"):
        if len(words) == 3 and not is_open(words[2]) and not re.fullmatch(r"[a-z][\w.-]*", words[2].lower(), re.ASCII):
            yield words[2], f"`{words[2]}` is no name for a stage: a letter, then letters, digits, `-`, `_` and `.`"
        return
    if is_open(each.rest.replace("$", "")):
        return
    if any(word.startswith("#") for word in words):
        note = next(word for word in words if word.startswith("#"))
        yield note, "a `#` begins a comment only at the start of a line; move the note to a line of its own"
    elif words[1].upper() == "AS":
        said = "wants a name for the stage" if len(words) == 2 else "takes one name for the stage"
        yield words[-1], f"`FROM … AS` {said}"
    else:
        yield words[1], f"`{words[1]}` stands where only `AS name` may; a name for the stage is `AS {words[1]}`"


def _health(each: Instruction, words: list[str]) -> Iterator[Fault]:
    kind = words[0].upper()
    if is_open(kind):
        return
    if kind not in ("CMD", "NONE"):
        yield words[0], f"`HEALTHCHECK` wants `CMD` before the command, and here is `{words[0]}`"
    elif kind == "NONE" and len(words) > 1:
        yield words[1], "nothing stands behind `HEALTHCHECK NONE`"
    elif kind == "CMD":
        rest = each.rest[len(words[0]) :].strip()
        listed = json_list(rest)
        if not rest or listed == []:
            yield words[0], "`HEALTHCHECK CMD` wants the command"
        elif listed is not None and not all(isinstance(word, str) for word in listed):
            yield rest, "a list in brackets holds texts in double quotes, and nothing else"


def _ports(_: Instruction, words: list[str]) -> Iterator[Fault]:
    for word in words:
        if not is_open(word) and (said := port_fault(word)):
            yield word, said


def _shell(each: Instruction, _: list[str]) -> Iterator[Fault]:
    if not json_list(each.rest):
        yield each.rest, '`SHELL` wants a list, such as `["/bin/bash", "-c"]`'


def _volumes(each: Instruction, words: list[str]) -> Iterator[Fault]:
    if not words or any(not word.strip() for word in words):
        yield each.rest, "`VOLUME` wants the path of a folder"


def _signal(_: Instruction, words: list[str]) -> Iterator[Fault]:
    name = " ".join(words)
    plain = re.sub(r"^SIG", "", name.strip("\"'").upper())
    good = (
        plain in _SIGNALS
        or re.fullmatch(r"-?0*[1-9]\d*", plain)
        or re.fullmatch(r"SIGNAL|RT(?:MIN\+|MAX-)\d{1,2}", plain)
    )
    if not is_open(name) and not good:
        yield words[0], f"`{name}` is no signal{did_you_mean('SIG' + plain, ['SIG' + each for each in _SIGNALS])}"


def _onbuild(each: Instruction, words: list[str]) -> Iterator[Fault]:
    name = words[0].upper()
    if name in ("ONBUILD", "FROM", "MAINTAINER"):
        yield words[0], f"`{name}` can't stand behind `ONBUILD`"
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
    "EXPOSE": _ports,
    "FROM": _from,
    "HEALTHCHECK": _health,
    "LABEL": _assignments,
    "ONBUILD": _onbuild,
    "SHELL": _shell,
    "STOPSIGNAL": _signal,
    "VOLUME": _volumes,
}
