"""Read the words of an argv up to the next command, as pflag does: flags, their values, and operands."""

from __future__ import annotations

from collections.abc import Sequence

from dockernotes.dockercli.grammar.kinds import is_bool
from dockernotes.dockercli.grammar.values import check_value
from dockernotes.dockercli.reader.parsed import Parsed, Part, Problem
from dockernotes.dockercli.reader.suggest import hint, other_dashes
from dockernotes.dockercli.reader.unknown_flag import cli_words, unknown_flag
from dockernotes.dockercli.spec.model import CommandSpec, FlagSpec, Spec


class FlagReader:
    """Reads the words that belong to one command, and notes each in `parsed`."""

    def __init__(self, argv: Sequence[str], spec: Spec, opaque: frozenset[int], command: CommandSpec) -> None:
        self._argv, self._spec, self._opaque = argv, spec, opaque
        self.parsed = Parsed(argv, command)
        self._late: list[Problem] = []

    def _flags(self, at: int) -> int:
        """Read flags and operands. Return the index of the word that names the next command, or of the end."""
        parsed, argv = self.parsed, self._argv
        while at < len(argv):
            word = argv[at]
            if word == "--" and at not in self._opaque and self._goes_on(at + 1):
                at += 1
                continue
            if word == "--" and at not in self._opaque:
                return self._after_dashes(at)
            if word.startswith("--"):
                at = self._long(at)
            elif word.startswith("-") and len(word) > 1:
                at = self._short(at)
            elif parsed.command.group:
                return at
            else:
                self._part(at, 0, len(word), "operand")
                parsed.operands.append(at)
                at += 1
                if not parsed.command.interspersed:
                    self._rest(at, "passed")
                    return len(argv)
        return at

    def _goes_on(self, at: int) -> bool:
        """Return whether `--` doesn't end the flags: not after `docker`, and not after Compose if a flag follows."""
        flag = at < len(self._argv) and self._argv[at].startswith("-")
        return self.parsed.command.name == "docker" or (self.parsed.command.name == "docker compose" and flag)

    def _after_dashes(self, at: int) -> int:
        """Read all words after `--` as operands, which a group has no use for. Return the index of the end."""
        command = self.parsed.command
        if command.most == 0 and command.group and at + 1 < len(self._argv):
            self._problem(at, 0, 2, "command", f"`{command.name}` finds no command after `--`")
        self._rest(at + 1, "operand")
        return len(self._argv)

    def _rest(self, at: int, role: str) -> None:
        for index in range(at, len(self._argv)):
            self._part(index, 0, len(self._argv[index]), role)
            self.parsed.operands.append(index)

    def _long(self, at: int) -> int:
        word = self._argv[at]
        name, equals, _ = word.partition("=")
        flag = self._flag(name)
        if flag is None:
            if name == "--help":
                self.parsed.asks_help = True
            elif at not in self._opaque:
                return self._after(at, self._unknown(at, 0, len(name), name))
            return at + 1
        self._part(at, 0, len(name), "flag", flag)
        if equals:
            self._value(at, len(name) + 1, flag)
        elif flag.kind:
            return self._next_word(at, 0, len(name), flag)
        elif flag.name in ("--help", "--version"):
            self.parsed.asks_help = True
        return at + 1

    def _short(self, at: int) -> int:
        word, position = self._argv[at], 1
        while position < len(word):
            letter = f"-{word[position]}"
            flag = next((f for f in self.parsed.command.flags if f.short == letter), None)
            if flag is None:
                if letter == "-h":
                    self.parsed.asks_help = True
                    position += 1
                    continue
                if at not in self._opaque:
                    return self._after(at, self._unknown(at, position, position + 1, letter))
                return at + 1
            self._part(at, 0 if position == 1 else position, position + 1, "flag", flag)
            position += 1
            if len(word) > position + 1 and word[position] == "=":
                self._value(at, position + 1, flag)
                return at + 1
            if flag.name == "--version":
                self.parsed.asks_help = True
            if flag.kind:
                if position < len(word):
                    self._value(at, position, flag)
                    return at + 1
                return self._next_word(at, position - 1, position, flag)
        return at + 1

    def _next_word(self, at: int, start: int, end: int, flag: FlagSpec) -> int:
        if at + 1 < len(self._argv):
            self._value(at + 1, 0, flag)
        else:
            word = self._argv[at]
            cli = f"flag needs an argument: {word if word.startswith('--') else f'{word[-1]!r} in {word}'}"
            self._problem(at, start, end, "missing", f"flag `{flag.name}` needs a value", cli=cli)
        return at + 2

    def _value(self, at: int, start: int, flag: FlagSpec) -> None:
        value = self._argv[at][start:]
        self._part(at, start, start + len(value), "value", flag)
        if at in self._opaque:
            return
        name = self.parsed.command.name
        fault, late = check_value(name, flag, value, self._spec.changes) if flag.kind else (is_bool(value), False)
        if fault:
            word = self._argv[at]
            dashed = other_dashes(word, self.parsed.command.flags) if word.startswith("-") and start else None
            message = f"invalid value `{value}` of `{flag.name}`: {fault}{hint(dashed)}"
            self._problem(at, start, start + len(value), "value", message, late=late)

    def _flag(self, name: str) -> FlagSpec | None:
        return next((f for f in self.parsed.command.flags if f.name == name), None)

    def _unknown(self, at: int, start: int, end: int, name: str) -> FlagSpec | None:
        """Report an unknown flag. Return the flag that was meant, or None."""
        unknown = unknown_flag(name, at, self._argv, self.parsed.command, self._spec)
        self._problem(at, start, end, "flag", unknown.message, cli=cli_words(name, self._argv[at]))
        return unknown.meant

    def _after(self, at: int, meant: FlagSpec | None) -> int:
        """Return where to read on. The CLI stops here. The next word may be the value of the flag that was meant."""
        own = at + 1 < len(self._argv) and not self._argv[at + 1].startswith("-")
        return at + 2 if meant and meant.kind and own and "=" not in self._argv[at] else at + 1

    def _part(self, word: int, start: int, end: int, role: str, flag: FlagSpec | None = None) -> None:
        self.parsed.parts.append(Part(word, start, end, role, flag))

    def _problem(
        self, word: int, start: int, end: int, reason: str, message: str, *, cli: str = "", late: bool = False
    ) -> None:
        (self._late if late else self.parsed.problems).append(Problem(word, start, end, reason, message, cli))
