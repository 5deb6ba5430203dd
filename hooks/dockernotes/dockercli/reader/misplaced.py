"""Find flags after the image of `docker run`, or the container of `docker exec`: they go to the program inside.

Nothing fails right away, but the container gets no port, no name, and doesn't run in the background. The Explain page
has the same rules in docs/assets/js/explain/misplaced.js.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from dockernotes.dockercli.grammar.shared_tables import NAMES
from dockernotes.dockercli.grammar.values import MAKES_CONTAINER
from dockernotes.dockercli.reader.parse import parse
from dockernotes.dockercli.reader.parsed import Parsed, Part, Problem
from dockernotes.dockercli.spec.model import Spec

_EXEC = frozenset(NAMES["exec-commands"])
RUNS_IN = _EXEC | {"docker compose run"}
# Flags that few programs have, with a pattern that their value must match, because one-letter flags are common. Without
# one of these, the words are left to the program: many have options such as `--network`, `--user` or `--memory`.
_SURE: dict[str, re.Pattern[str] | None] = {
    **dict.fromkeys(("--rm", "--tty", "--privileged", "--publish-all")),
    "--name": re.compile(r"[\w$].*", re.ASCII),
    "--publish": re.compile(r"(?:[^\s:/]+:)?[\d$]\S*:[\d$]\S*", re.ASCII),
    "--volume": re.compile(r"[^:=]+:/(?!/).*"),
    "--env": re.compile(r"[A-Z_][A-Z0-9_]*=.*"),
    "--restart": re.compile(r"no|always|unless-stopped|on-failure(?::\d+)?"),
    "--mount": re.compile(r".*\btype=.*"),
    "--cap-add": re.compile(r"[A-Z_]+"),
    "--gpus": re.compile("all"),
    "--add-host": re.compile(".*:.*"),
    **dict.fromkeys(("--entrypoint", "--volumes-from", "--network-alias"), re.compile(".+")),
}


def misplaced(parsed: Parsed, spec: Spec, opaque: Collection[int] = ()) -> Problem | None:
    """Return what to say about flags after the image in a command that docker accepts, or None."""
    name = parsed.command.name
    if name not in MAKES_CONTAINER | RUNS_IN or parsed.problems or parsed.asks_help or len(parsed.operands) < 2:
        return None
    image, first = parsed.operands[:2]
    argv = parsed.argv
    if argv[image - 1] == "--" or not argv[first].startswith("-"):
        return None
    path = parsed.command.name.split()
    shift = first - len(path)
    read = parse([*path, *argv[first:]], spec, {at - shift for at in opaque if at - shift >= len(path)})
    stop = read.operands[0] if read.operands else len(read.argv)
    parts = [part for part in read.parts if part.flag and part.word < stop]
    if any(problem.word < stop and problem.reason != "few" for problem in read.problems):
        return None
    after: list[Part | None] = [*parts, None]
    flags = [(part, following) for part, following in zip(parts, after[1:], strict=True) if part.role == "flag"]
    is_program = name in _EXEC  # docker runs this word, and no program begins with a hyphen
    if not is_program and not any(_is_meant(part, following, read, parsed) for part, following in flags):
        return None
    names = list(dict.fromkeys(_shown(part, read) for part, _ in flags))
    listed = " and ".join(filter(None, ("`, `".join(names[:-1]), names[-1]))).replace(" and ", "` and `")
    many = len(names) > 1
    where = "service" if name.startswith("docker compose ") else "container" if is_program else "image"
    them = "them" if many else "it"
    lost = f"docker takes {them} for the program" if is_program else f"the program in the container gets {them}"
    verb = "come" if many else "comes"
    message = f"`{listed}` {verb} after the {where}, so {lost}; did you mean {them} before `{argv[image]}`?"
    return Problem(first, 0, len(argv[first]), "displaced", message)


def _is_meant(part: Part, after: Part | None, read: Parsed, before: Parsed) -> bool:
    flag, typed = part.flag, read.argv[part.word]
    assert flag
    if flag.kind != "list" and any(other.flag == flag for other in before.parts):
        return False  # whoever put this flag before the image too knows where it belongs
    if re.fullmatch("-[dit]{2,}", typed):
        return True
    # Because of `curl -d text` and the like, `-d` counts only if nothing follows that could be its value.
    if typed in ("-d", "--detach"):
        return not (read.operands and read.operands[0] == part.word + 1)
    if flag.name not in _SURE:
        return False
    fits = _SURE[flag.name]
    if not flag.kind:
        return fits is None and typed == flag.name
    own = (
        read.argv[after.word][after.start : after.end] if after and after.role == "value" and after.flag == flag else ""
    )
    return fits is not None and bool(fits.fullmatch(re.sub("[\"']", "", own)))


def _shown(part: Part, read: Parsed) -> str:
    typed = read.argv[part.word]
    assert part.flag
    if typed.startswith("--"):
        return part.flag.name
    if re.fullmatch("-[A-Za-z]{2,}", typed):
        return typed
    return typed[:2] if part.start <= 1 else part.flag.name
