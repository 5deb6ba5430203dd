"""Find what docker accepts but hardly anybody means: words that get lost, values that don't mean what they seem to.

Each doubt is a `Problem` that docker doesn't report: the command runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from dockernotes.dockercli.grammar.image import split_registry
from dockernotes.dockercli.grammar.mount import split_volume
from dockernotes.dockercli.grammar.shared_tables import NAMES, matching
from dockernotes.dockercli.grammar.values import MAKES_CONTAINER
from dockernotes.dockercli.reader.misplaced import RUNS_IN
from dockernotes.dockercli.reader.parsed import Parsed, Part, Problem

_Doubt = Callable[[Parsed, Collection[int]], Iterator[Problem]]
_OF_IMAGE = ("build", "history", "import", "inspect", "load", "ls", "prune", "pull", "push", "rm", "save", "tag")
_BUILTINS = ("cd", "export", "source", "alias", "unset", "history", "eval")
_SHELL = re.compile(r"(?:/(?:usr/)?bin/)?(?:a|ba|da|z)?sh")
_IMAGE = re.compile(
    r"(?:alpine|busybox|debian|golang|hello-world|httpd|mariadb|mongo|mysql|nginx|node|openjdk|php|postgres|python|redis"
    r"|ruby|ubuntu)|[a-z0-9][\w.-]*/[a-z0-9][\w./-]*(?::[\w.-]+)?|[a-z][\w.-]*:[\w.-]+",
    re.ASCII,
)

_REST_OF_MOUNT = re.compile(r"[^:]*:/[^:]*(?::[a-zA-Z,]+)?")
# Letters of flags that lost their hyphen, and what follows each one.
_LOST_HYPHEN = {
    "v": re.compile(r"[^:]+:/[^:]*(?::[a-zA-Z,]+)?"),
    "p": re.compile(r"(?:[\d.]+:)?\d+:\d+(?:/[a-z]+)?", re.ASCII),
    "e": re.compile(r"[A-Z_][A-Z0-9_]*=[^\n]*"),
}


def doubted(parsed: Parsed, opaque: Collection[int] = ()) -> list[Problem]:
    """Return what is doubtful in a command that the CLI accepts."""
    if parsed.problems or parsed.asks_help:
        return []
    return [doubt for check in _checks(parsed.command.name) for doubt in check(parsed, opaque)]


def _checks(command: str) -> Iterator[_Doubt]:
    if command in MAKES_CONTAINER:
        yield from (_one_letter, _bare_folder, _lost_ports, _early_image, _postgres, _lost_words, _of_the_shell)
    elif command in RUNS_IN:
        yield from (_one_letter, _bare_folder, _lost_words, _of_the_shell)
    elif command in NAMES["logs-commands"]:
        yield _tail
    elif command == "docker images":
        yield _one_letter_more
    if command.startswith("docker compose"):
        yield _project


def _values(parsed: Parsed, opaque: Collection[int], name: str) -> Iterator[tuple[Part, str]]:
    for part in parsed.parts:
        if part.role == "value" and part.flag and part.flag.name == name and part.word not in opaque:
            yield part, parsed.argv[part.word][part.start : part.end]


def _of(part: Part, message: str) -> Problem:
    return Problem(part.word, part.start, part.end, "doubt", message)


def _one_letter(parsed: Parsed, opaque: Collection[int]) -> Iterator[Problem]:
    for part, value in _values(parsed, opaque, "--volume"):
        fields = split_volume(value)
        if not re.match(r"[A-Za-z]:/", value):
            continue
        if len(fields) == 1:
            lost = f"nothing is kept in a volume `{value[0]}`"
            yield _of(
                part,
                f"Docker reads a letter and a colon as a drive, so `{value}` is a single path and {lost}; "
                "use a longer name",
            )
        elif len(fields) == 2 and value[0] in "fghijklmnopqrstuvwxyz":
            message = (
                f"`{fields[0]}` is a folder on a drive only on Windows: elsewhere the engine takes `{fields[1]}` for "
                "a mode and refuses it"
            )
            yield _of(part, message)


def _bare_folder(parsed: Parsed, opaque: Collection[int]) -> Iterator[Problem]:
    """Report values such as `-v pwd:/app`, which lack the `$` that makes the shell fill in the folder."""
    for part, value in _values(parsed, opaque, "--volume"):
        if name := re.match(r"(?:pwd|cd)(?=:)", value, re.IGNORECASE | re.ASCII):
            meant = f".{value[name.end() :]}"
            yield _of(
                part, f"`{name[0]}` is the name of a volume here, not the current folder; did you mean `{meant}`?"
            )


def _tail(parsed: Parsed, opaque: Collection[int]) -> Iterator[Problem]:
    for part, value in _values(parsed, opaque, "--tail"):
        if value != "all" and not re.fullmatch(r"[+-]?[0-9]+", value, re.ASCII):
            what = f"`{value}` isn't a number" if value else "that isn't a number"
            yield _of(part, f"{what}, so all lines are printed; for all lines, write `all`")


def _project(parsed: Parsed, opaque: Collection[int]) -> Iterator[Problem]:
    for part, value in _values(parsed, opaque, "--project-name"):
        if matching("project-name")(value) is None:
            continue
        name = re.sub(r"[^a-z0-9_-]", "", value.lower()).lstrip("_-")
        message = f"no project has the name `{value}`: Compose makes them lower-case; an empty list may mean that only"
        yield _of(part, message + (f"; did you mean `{name}`?" if name else ""))


def _lost_ports(parsed: Parsed, opaque: Collection[int]) -> Iterator[Problem]:
    networks = parsed.values("--network", opaque) or parsed.values("--net", opaque)
    if networks and networks[-1] in ("host", "none"):
        for part in parsed.parts:
            if part.role == "flag" and part.flag and part.flag.name in ("--publish", "--publish-all"):
                lost = (
                    "the container has the ports of the host anyway" if networks[-1] == "host" else "it has no network"
                )
                yield _of(part, f"with `--network {networks[-1]}` no port is published: {lost}")
                return


def _cut_off(parsed: Parsed, image: int) -> re.Pattern[str] | None:
    """Return what the word after the image looks like if a space cut off a value: the rest of a mount, or an image."""
    part = next((p for p in parsed.parts if p.role == "value" and p.word == image - 1 and p.flag), None)
    value = parsed.argv[image - 1][part.start :] if part else ""
    if part and part.flag and part.flag.name == "--volume" and re.fullmatch(r"[/.~$][^:]*", value):
        return _REST_OF_MOUNT
    if part and part.flag and part.flag.name == "--env" and re.fullmatch(r"\w+=.+", value, re.ASCII | re.DOTALL):
        return _IMAGE
    return None


def _early_image(parsed: Parsed, opaque: Collection[int]) -> Iterator[Problem]:
    """Report `-e NAME= value image` and the like: the space ends the value, and docker takes `value` as the image."""
    if len(parsed.operands) < 2:
        return
    image, after = parsed.operands[:2]
    if image in opaque or after in opaque or parsed.argv[image - 1] == "--":
        return
    word, meant, real = parsed.argv[image - 1], parsed.argv[image], parsed.argv[after]
    if re.fullmatch(r"[0-9]+", meant, re.ASCII) and _IMAGE.fullmatch(real):
        message = f"docker takes `{meant}` for the image and `{real}` for its program: there's one space too many"
        yield Problem(image, 0, len(meant), "displaced", message)
        return
    if (form := _LOST_HYPHEN.get(meant)) and form.fullmatch(real):
        message = f"docker takes `{meant}` for the image and `{real}` for its program; did you mean `-{meant} {real}`?"
        yield Problem(image, 0, len(meant), "displaced", message)
        return
    if (cut := _cut_off(parsed, image)) and not _IMAGE.fullmatch(meant) and cut.fullmatch(real):
        message = (
            f"the space ends the value `{word}`, so `{meant}` is the image and `{real}` its program; put a value that "
            "has spaces in quotes"
        )
        yield Problem(image, 0, len(meant), "displaced", message)
        return
    if word.endswith("=") and _IMAGE.fullmatch(real) and not re.search("[:/]", meant):
        message = (
            f"the space after `=` ends the value, so it is empty, `{meant}` is the image and `{real}` its program; "
            f"did you mean `{word}{meant}`?"
        )
        yield Problem(image - 1, 0, len(word), "displaced", message)


def _postgres(parsed: Parsed, opaque: Collection[int]) -> Iterator[Problem]:
    """Report Postgres mounts in the wrong place. Postgres 18 moved its data, and exits if the old place has a mount."""
    if not parsed.operands or parsed.operands[0] in opaque:
        return
    name, _, tag = split_registry(parsed.argv[parsed.operands[0]])[1].partition(":")
    if name not in ("postgres", "library/postgres"):
        return
    major = re.match(r"(\d+)(?![\da-f]{6})", tag)
    is_new = int(major[1]) >= 18 if major else not tag or re.match(r"latest|alpine|trixie|bookworm", tag) is not None
    if not major and not is_new:
        return
    for flag in ("--volume", "--mount"):
        for part, value in _values(parsed, opaque, flag):
            target = _target(flag, value)
            if is_new and target == "/var/lib/postgresql/data":
                yield _of(part, "from version 18 on, Postgres refuses a mount there; mount `/var/lib/postgresql`")
            elif not is_new and target == "/var/lib/postgresql":
                yield _of(
                    part, "up to version 17, the data is in `/var/lib/postgresql/data`, which gets an unnamed volume"
                )


def _target(flag: str, value: str) -> str:
    if flag == "--volume":
        fields = split_volume(value)
        return (fields[1] if len(fields) > 1 else fields[0]).rstrip("/")
    match = re.search(r"(?:^|,)(?:target|dst|destination)=([^,]*)", value, re.IGNORECASE)
    return match[1].rstrip("/") if match else ""


def _lost_words(parsed: Parsed, opaque: Collection[int]) -> Iterator[Problem]:
    """Report scripts without quotes, such as `bash -c cd /app`: the shell runs only `cd`, and the rest is lost."""
    at = parsed.operands[1:]
    entry = parsed.values("--entrypoint", opaque)
    words = [parsed.argv[i] for i in at]
    shift = 1
    if entry and entry[-1]:
        words, shift = [entry[-1], *words], 0
    if len(words) < 4 or not _SHELL.fullmatch(words[0]) or not re.fullmatch(r"-[a-z]*c", words[1]):
        return
    script = at[1 + shift]
    if script in opaque or not re.fullmatch(r"[\w./-]+", parsed.argv[script], re.ASCII):
        return
    whole = " ".join(words[2:])
    hint = f'; did you mean `{words[1]} "{whole}"`?' if not re.search(r"[\"`$\\]", whole) else ""
    message = f"`{words[0]} {words[1]}` runs one word, `{words[2]}`: the rest is lost{hint}"
    yield Problem(script, 0, len(parsed.argv[script]), "doubt", message)


def _of_the_shell(parsed: Parsed, opaque: Collection[int]) -> Iterator[Problem]:
    """Report shell commands that aren't programs, as in `docker exec web cd /app`."""
    at = parsed.operands[1] if len(parsed.operands) > 1 else -1
    if at < 0 or at in opaque or parsed.values("--entrypoint") or (word := parsed.argv[at]) not in _BUILTINS:
        return
    if word != "cd" and not parsed.command.name.endswith("exec"):
        return  # an image may have an entrypoint that accepts this word
    instead = "for another folder write `--workdir`" if word == "cd" else f'write `sh -c "{word} …"`'
    yield Problem(at, 0, len(word), "doubt", f"`{word}` is a command of the shell, not a program; {instead}")


def _one_letter_more(parsed: Parsed, opaque: Collection[int]) -> Iterator[Problem]:
    """Report `docker images prune` and the like: it lists a repository, but `docker image prune` was meant."""
    at = parsed.operands[0] if parsed.operands else -1
    if at >= 0 and at not in opaque and (word := parsed.argv[at]) in _OF_IMAGE:
        message = f"this lists the images of a repository `{word}`; did you mean `docker image {word}`?"
        yield Problem(at, 0, len(word), "doubt", message)
