"""Read an argv as the docker CLI does: what each word is, and what the CLI would refuse.

The rules are those of cobra and pflag, the libraries that the CLI is built with. A group of commands takes its own
flags only before the next word. `-dit` is three switches. A short flag takes its value from the same word or the next.
`--` ends the flags. Where flags can't follow operands (`run`, `exec`), the first operand ends them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from dockernotes.dockercli.grammar.operands import check_operands
from dockernotes.dockercli.grammar.values import MAKES_CONTAINER
from dockernotes.dockercli.reader.flagreader import FlagReader
from dockernotes.dockercli.reader.parsed import Parsed, Problem
from dockernotes.dockercli.reader.suggest import hint, suggest_command
from dockernotes.dockercli.rules.conflicts import check_together
from dockernotes.dockercli.rules.given import Given
from dockernotes.dockercli.spec.model import CommandSpec, Spec

# Commands that other products add to the CLI as plugins. They aren't mistakes, but we don't explain them.
PLUGINS = frozenset(
    ["ai", "debug", "desktop", "extension", "init", "mcp", "model", "offload", "sandbox", "sbom", "scout"]
)


# Groups that print their help for an unknown word, as if it weren't there, after they have read the flags.
_QUIET = (
    "docker completion",
    *(f"docker {group} {name}" for group in ("builder", "buildx") for name in ("dap", "policy")),
)
# Commands that check which flags go together before they check some values.
_TOGETHER_FIRST = ("docker builder create", "docker buildx create", "docker context create")
# Commands of Compose that read the project's file, and so refuse a name that no project can have.
_READS_PROJECT = frozenset(
    (
        *("build", "config", "convert", "create", "exec", "publish", "pull", "push", "run", "scale", "up", "watch"),
        *("bridge convert", "alpha generate", "alpha viz"),
    )
)


def parse(argv: Sequence[str], spec: Spec, opaque: Collection[int] = ()) -> Parsed:
    """Read a whole command, including `docker`. `opaque`: words that a shell fills in, whose text isn't judged.

    The result is shared, so callers mustn't change it.
    """
    return _parsed(tuple(argv), spec, frozenset(opaque))


# Cached, because the checks read a command, and so does the page that explains its words.
@lru_cache(maxsize=4096)
def _parsed(argv: tuple[str, ...], spec: Spec, opaque: frozenset[int]) -> Parsed:
    reader = _Reader(argv, spec, opaque, spec.by_name["docker"])
    reader.read()
    return reader.parsed


class _Reader(FlagReader):
    def read(self) -> None:
        self._images: list[Problem] = []
        self._read()
        parsed = self.parsed
        late = [each for each in self._late if self._counts(each)] if not parsed.asks_help else []
        first = parsed.command.name in _TOGETHER_FIRST
        parsed.problems += [] if first else late
        if not parsed.problems and not parsed.asks_help and not parsed.command.group:
            self._judge_together()
        parsed.problems += [*(late if first else ()), *self._images]
        if parsed.problems and parsed.verdict == "ok":
            parsed.verdict = parsed.problems[0].reason

    def _counts(self, late: Problem) -> bool:
        """Return whether the command checks a value: only commands that read the project's file check its name."""
        flag = next(
            (p.flag for p in self.parsed.parts if p.word == late.word and p.start == late.start and p.flag), None
        )
        name = self.parsed.command.name.removeprefix("docker compose ")
        return flag is None or flag.name != "--project-name" or name in _READS_PROJECT

    def _read(self) -> None:
        parsed, at = self.parsed, 0
        self._part(0, 0, len(self._argv[0]), "program")
        while True:
            at = self._flags(at + 1)
            if not parsed.command.group or at >= len(self._argv):
                break
            if not self._descend(at):
                if parsed.command.most == 0:
                    return
                self._rest(at, "operand")
                break
        self._judge_operands()

    def _descend(self, at: int) -> bool:
        """Go one command down. Return False if the next word isn't a command."""
        parsed, word = self.parsed, self._argv[at]
        child = self._spec.by_name.get(f"{parsed.command.name} {word}")
        if child:
            self._part(at, 0, len(word), "command")
            parsed.command = child
            return True
        top = parsed.command.name == "docker"
        if top and word == "help":
            return self._help_topic(at + 1)
        # A group below Compose prints its help for an unknown word, as if the word weren't there.
        quiet = parsed.command.name.startswith("docker compose ")
        named = quiet or at in self._opaque or (top and word in PLUGINS)
        if not named and parsed.command.most == 0:
            known = self._names_below(parsed.command)
            meant = suggest_command(word, known, self._argv[at + 1 :])
            message = f"unknown command `{parsed.command.name} {word}`" + hint(meant)
            cli = f"unknown command: {parsed.command.name} {word}"
            self._problem(at, 0, len(word), "command", message, cli=cli)
            if len(parsed.problems) == 1:
                parsed.verdict = self._verdict_on_rest(at)
                if parsed.verdict == "ok" or (parsed.verdict == "command" and parsed.command.name in _QUIET):
                    parsed.verdict = "ok"
                    parsed.problems.clear()
        return False

    def _help_topic(self, at: int) -> bool:
        """Read what follows `docker help`, which takes the words of a command and nothing else. Return False."""
        command, words = self.parsed.command, self._argv[at:]
        if self._help_flag(at):
            return False
        for index, word in enumerate(words, at):
            child = self._spec.by_name.get(f"{command.name} {word}")
            if index in self._opaque or word in PLUGINS:
                return False
            if child is None:
                hinted = hint(suggest_command(word, self._names_below(command)))
                message = f"no help for `{word}`: it isn't a command{hinted}"
                self._problem(index, 0, len(word), "command", message, cli=f"unknown help topic: {word}")
                return False
            command = child
        return False

    def _help_flag(self, at: int) -> bool:
        """Return whether a flag follows `docker help`, which takes none, and report it. The CLI checks this first."""
        for index in range(at, len(self._argv)):
            word = self._argv[index]
            if word.startswith("-") and len(word) > 1 and index not in self._opaque:
                if word in ("--help", "-h"):
                    self.parsed.asks_help = True
                elif word != "--":
                    name = word.partition("=")[0] if word.startswith("--") else word[:2]
                    cli = f"flag: {name}" if name.startswith("--") else f"shorthand flag: '{name[1:]}' in {word}"
                    message = f"`docker help` takes no flag, and `{name}` is one"
                    self._problem(index, 0, len(name), "flag", message, cli=f"unknown {cli}")
                return True
        return False

    def _verdict_on_rest(self, at: int) -> str:
        """Return the CLI's verdict on an unknown command.

        It reads the rest as flags of the group, and may find `--help`. Compose checks the command first.
        """
        if self.parsed.command.name == "docker compose":
            return "command"
        # Without a name, because `docker`'s own rules (`--` ends nothing, log levels are read) no longer apply here.
        group = replace(self.parsed.command, name="", group=False, most=None, interspersed=True)
        rest = _Reader(self._argv[at:], self._spec, frozenset(), group)
        rest.read()
        if rest.parsed.asks_help and not rest.parsed.problems:
            return "ok"
        return rest.parsed.verdict if rest.parsed.verdict != "ok" else "command"

    def _names_below(self, command: CommandSpec) -> dict[str, CommandSpec]:
        start = command.name + " "
        rests = {name[len(start) :]: its for name, its in self._spec.by_name.items() if name.startswith(start)}
        return {rest: its for rest, its in rests.items() if " " not in rest}

    def _judge_operands(self) -> None:
        parsed = self.parsed
        command, count = parsed.command, len(parsed.operands)
        if parsed.asks_help or command.group or parsed.problems or self._opaque.intersection(parsed.operands):
            return
        if count < command.least:
            wanted = "argument" if command.least == 1 else "arguments"
            at_least = "" if command.most == command.least else "at least "
            last = len(self._argv) - 1
            message = f"`{command.name}` needs {at_least}{command.least} {wanted}, got {count}"
            if command.name.endswith("build") and command.least == 1:
                message += "; the build context is missing, usually `.`"
            elif command.name in MAKES_CONTAINER:
                message += "; the image is missing"
            elif command.name.endswith("exec") and count == 1:
                message += "; the program to run is missing"
            self._problem(last, 0, len(self._argv[last]), "few", message)
        elif command.most is not None and count > command.most:
            at = parsed.operands[command.most]
            message = f"`{command.name}` takes {command.most or 'no'} argument{'s' * (command.most != 1)}, got {count}"
            self._problem(at, 0, len(self._argv[at]), "many", message)
        else:
            for index, fault in check_operands(command.name, [self._argv[i] for i in parsed.operands]):
                at = parsed.operands[index]
                self._problem(at, 0, len(self._argv[at]), "value", f"`{self._argv[at]}`: {fault}")
            if command.name in MAKES_CONTAINER:  # the CLI checks the image last
                self._images, parsed.problems = parsed.problems, []

    def _judge_together(self) -> None:
        parsed = self.parsed
        words = {part.flag.name: part for part in parsed.parts if part.role == "flag" and part.flag}
        values: dict[str, list[str | None]] = {}
        for name in words:
            values[name] = list(parsed.values(name, self._opaque))
        operands = [None if at in self._opaque else self._argv[at] for at in parsed.operands]
        for name, fault, cli in check_together(parsed.command.name, Given(values, operands, self._spec.changes)):
            part = words.get(name) or next(p for p in reversed(parsed.parts) if p.role == "command")
            message = fault if name else f"`{parsed.command.name}` {fault}"
            self._problem(part.word, part.start, part.end, "conflict", message, cli=cli)
