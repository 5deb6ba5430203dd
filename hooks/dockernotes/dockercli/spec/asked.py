"""`python -m dockernotes.dockercli.spec.asked update|check`: ask the docker CLI on PATH for its spec.

`--help` shows commands, aliases and flags. We find the rest by calling commands with words chosen to get an answer.
This is done without an engine, because the CLI hides what an engine's system lacks. No command does anything, and the
spec keeps only facts.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dockernotes.dockercli.spec.cli import call
from dockernotes.dockercli.spec.hidden import COMMANDS, SHOWN, flags_of
from dockernotes.dockercli.spec.model import FOLDER, CommandSpec, FlagSpec, Spec, dump

_FLAG = re.compile(r"^ {2,6}(?:(-\w), )?(--[\w-]+)(?: (\S+(?: \S+)*))?(?: {2,}|$)")
_COMMAND = re.compile(r"^  ([a-z][\w-]*)\*? +\S")
# What the CLI says about an invalid value, and so the kind of value that the flag takes.
_KINDS = {"ParseBool": "", "ParseInt": "int", "invalid size": "bytes"}
_BOUND = re.compile(
    r"requires (at least|exactly|at most|a minimum of)? ?(\d+)(?: and at most (\d+))? arg|"
    r"accepts (?:(at most|between) )?(\d+)(?: and (\d+))? arg"
)
_NONE = ("accepts no arguments", "unknown command", "unknown docker command")


def ask(*words: str, engine: bool = False) -> str:
    """Return everything that a docker command prints."""
    return call(["docker", *words], engine=engine)[1]


def walk(words: tuple[str, ...] = (), *, hidden: bool = False) -> Iterator[CommandSpec]:
    """Yield a command and all commands below it."""
    text = ask(*words, "--help")
    children = _children(words, text)
    yield _command(words, text, bool(children), hidden)
    for child, secret in children.items() if words else ():
        yield from walk((*words, child), hidden=hidden or secret)


def _children(words: tuple[str, ...], text: str) -> dict[str, bool]:
    """Return the commands of a group, and for each whether `--help` hides it."""
    shown = set()
    for section in text.split("\n\n"):
        title, *lines = section.strip("\n").split("\n")
        if title.endswith("Commands:"):
            shown |= {match.group(1) for line in lines if (match := _COMMAND.match(line))}
    name = " ".join(("docker", *words))
    secret = [c for c in COMMANDS.get(name, ()) if c not in shown and _exists(f"{name} {c}")]
    return {child: child in secret and child not in SHOWN for child in sorted({*shown, *secret} - {"help"})}


def _exists(command: str) -> bool:
    return f"Usage:  {command}" in ask(*command.split()[1:], "--help").split("\n\n")[0]


def _command(words: tuple[str, ...], text: str, group: bool, hidden: bool) -> CommandSpec:
    name = " ".join(("docker", *words))
    flags = {flag.name: flag for flag in (*_shown_flags(words, text), *_hidden_flags(words, name, text))}
    match = re.search(r"\nAliases:\n  (.+)\n", text)
    also = tuple(a.strip() for a in match.group(1).split(",") if a.strip() != name) if match else ()
    ordered = tuple(flags[f] for f in sorted(flags))
    if group:
        runs = words and not re.search(r"unknown|Usage:", ask(*words, "a"))
        most = None if runs else 0
        return CommandSpec(name, also, ordered, most=most, interspersed=False, group=True, hidden=hidden)
    least, most = _arity(words)
    interspersed = _unknown(ask(*words, "a", "--not-a-flag-of-any-command"))
    return CommandSpec(name, also, ordered, least, most, interspersed, hidden=hidden)


def _shown_flags(words: tuple[str, ...], text: str) -> Iterator[FlagSpec]:
    rows = text.splitlines()
    for number, line in enumerate(rows):
        if match := _FLAG.match(line):
            short, name, kind = match.groups()
            end = next((n for n in range(number + 1, len(rows)) if not rows[n].startswith(" " * 12)), len(rows))
            said = " ".join(rows[number:end])
            if " " in (kind or ""):  # the help can have quoted words where a kind would be, even for a switch
                kind = _kind(ask(*words, f"{name}=@"))
            yield FlagSpec(name, short or "", kind or "", deprecated=_is_deprecated(said))


def _hidden_flags(words: tuple[str, ...], command: str, text: str) -> Iterator[FlagSpec]:
    shown = {match.group(2) for line in text.splitlines() if (match := _FLAG.match(line))}
    candidates = [each for each in flags_of(command) if each.rpartition(", ")[2] not in shown]
    # A command that waits for input prints nothing. With too many operands it ends before that.
    waits = bool(candidates) and not ask(*words)
    most = tuple("abcdefgh") if waits else ()
    for candidate in candidates:
        short, _, name = candidate.rpartition(", ")
        answer = ask(*words, f"{name}=@", *most)
        if _unknown(answer):
            continue
        # buildx reads some of its values after it has counted the operands and found a builder.
        kind = _kind(answer if waits else answer + ask(*words, f"{name}=@", ".", engine=True))
        if short and _unknown(ask(*words, f"{short}=@", *most)):
            short = ""
        # The CLI reports a deprecated flag only if its value is valid.
        right = {"": "true", "int": "1", "bytes": "1m"}.get(kind, "a")
        said = answer + ask(*words, f"{name}={right}", *(most or "a"))
        yield FlagSpec(name, short, kind, hidden=True, deprecated=_is_deprecated(said, name))


def _kind(answer: str) -> str:
    return next((kind for sign, kind in _KINDS.items() if sign in answer), "string")


def _is_deprecated(said: str, name: str = "") -> bool:
    """Return whether the CLI says that a flag is deprecated. `name`: the flag, if the text may be about others too."""
    return any(name in line and re.search(r"\bdeprecated\b", line, re.IGNORECASE) for line in said.splitlines())


def _unknown(answer: str) -> bool:
    return "unknown flag" in answer or "unknown shorthand" in answer


def _arity(words: tuple[str, ...]) -> tuple[int, int | None]:
    """Return the least and the most operands (None for any number), from the answers to none and to eight."""
    least, most = 0, None
    for answer in (ask(*words), ask(*words, *"abcdefgh")):
        if any(sign in answer for sign in _NONE):
            most = 0
        if match := _BOUND.search(answer):
            required, number, upper, accepted, count, limit = match.groups()
            if number:
                least = 0 if required == "at most" else int(number)
                most = int(upper) if upper else None if required in ("at least", "a minimum of") else int(number)
            else:
                least = 0 if accepted == "at most" else int(count)
                most = int(limit or count)
    return least, most


def _version(*words: str) -> str:
    match = re.search(r"v?(\d+\.\d+\.\d+)", ask(*words))
    if match is None:
        raise OSError(f"`docker {' '.join(words)}` does not say its version")
    return match.group(1)


def installed() -> str:
    """Return the version of the docker command on PATH. Raises OSError if there is none."""
    return _version("--version")


def make() -> Spec:
    """Ask the CLI on PATH for its whole spec. Raises OSError if the CLI, buildx or Compose is missing."""
    versions = (installed(), _version("buildx", "version"), _version("compose", "version"))
    names = _children((), ask("--help"))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        trees = pool.map(lambda child: list(walk((child[0],), hidden=child[1])), names.items())
        return Spec(*versions, (next(walk()), *(command for tree in trees for command in tree)))


def settle(arguments: list[str], name: str, make: Callable[[], tuple[Path, str]], says: str) -> int:
    """Write what `make` has got from the CLI, or compare it with the committed file.

    `make` returns the file and its text. `name`: the module that runs; `says`: the verb in the message if they differ.
    Return the exit code: 1 if they differ, 2 for wrong arguments or without docker, else 0.
    """
    if arguments not in (["update"], ["check"]):
        print(f"usage: python -m dockernotes.dockercli.{name} update|check", file=sys.stderr)
        return 2
    try:
        file, text = make()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"no docker command with buildx and compose: {error}", file=sys.stderr)
        return 2
    if arguments == ["update"]:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return 0
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return 0
    print(f"{file}:1:1: not what this docker {says}; run `make spec`", file=sys.stderr)
    return 1


def _made() -> tuple[Path, str]:
    spec = make()
    return FOLDER / f"{spec.version}.json", dump(spec)


def main(arguments: list[str]) -> int:
    """Write the spec, or compare it with the committed one."""
    return settle(arguments, "spec.asked", _made, "says")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
