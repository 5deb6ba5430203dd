"""The words of an argv up to the next command, as pflag reads them: flags, their values, and operands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dockernotes.dockercli.grammar.kinds import is_bool
from dockernotes.dockercli.grammar.values import check_value
from dockernotes.dockercli.reader.parsed import Parsed, Part, Problem
from dockernotes.dockercli.reader.suggest import hint, known_by_heart, other_dashes, suggest
from dockernotes.dockercli.spec.model import CommandSpec, FlagSpec, Spec

_PORTS = re.compile(r"(?:[\d.]+:|\[[\da-fA-F:.]*\]:)?[\d-]+:[\d-]+(?:/\w+)?", re.ASCII)


class FlagReader:
    """Reads the words that belong to one command, and notes each in `parsed`."""

    def __init__(self, argv: Sequence[str], spec: Spec, opaque: frozenset[int], command: CommandSpec) -> None:
        self._argv, self._spec, self._opaque = argv, spec, opaque
        self.parsed = Parsed(argv, command)
        self._late: list[Problem] = []

    def _flags(self, at: int) -> int:
        """Read flags and operands. Returns the index of the word that names the next command, or the end."""
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
        """Whether `--` before a word ends nothing: so at docker itself, and at Compose where a flag follows."""
        flag = at < len(self._argv) and self._argv[at].startswith("-")
        return self.parsed.command.name == "docker" or (self.parsed.command.name == "docker compose" and flag)

    def _after_dashes(self, at: int) -> int:
        """After `--` all words are operands. A group has no use for them."""
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
        """Report a flag. Returns the one that was meant."""
        flags = [f for f in self.parsed.command.flags if not f.hidden]
        known = [f.name for f in flags] if name.startswith("--") else [f.short for f in flags if f.short]
        above = None if name == "-p" and self._names_port(at) else self._above(name)
        below = None if above else self._below(at, name)
        sure = None if above or below else other_dashes(self._argv[at], flags) or known_by_heart(name, known)
        beside = None if above or below or sure else self._beside(name)
        meant = None if above or below or beside else sure or suggest(name, known)
        message = f"unknown flag `{name}` of `{self.parsed.command.name}`" + hint(meant)
        if beside:
            owner, flag = beside
            in_file = ", and with Compose it stands in the file" if owner.name == "docker run" else ""
            message += f"; it is one of `{owner.name}`{in_file}"
            self._problem(at, start, end, "flag", message, cli=self._cli(at, name))
            return flag
        if below:
            owner, flag, has_value = below
            message += f"; it is one of `{owner.name}`, so it goes after `{owner.name.split()[-1]}`"
            self._problem(at, start, end, "flag", message, cli=self._cli(at, name))
            return flag if has_value or not flag.kind else None
        if above:
            group, flag = above
            last = self.parsed.command.name.removeprefix(group.name).split()[0]
            message += f"; it is one of `{group.name}`, so it goes before `{last}`"
            self._problem(at, start, end, "flag", message, cli=self._cli(at, name))
            return flag
        self._problem(at, start, end, "flag", message, cli=self._cli(at, name))
        return self._flag(meant) if meant else None

    def _cli(self, at: int, name: str) -> str:
        letter = f"shorthand flag: '{name[1:]}' in {self._argv[at]}"
        return f"unknown {f'flag: {name}' if name.startswith('--') else letter}"

    def _below(self, at: int, name: str) -> tuple[CommandSpec, FlagSpec, bool] | None:
        """Return the command of the next word, or of the one behind a value, and its flag: `docker compose -d up`."""
        words = [word for word in self._argv[at + 1 :] if not word.startswith("-")]
        for place, word in enumerate(words[:2] if self.parsed.command.group else ()):
            child = self._spec.by_name.get(f"{self.parsed.command.name} {word}")
            for flag in child.flags if child else ():
                if child and name in (flag.name, flag.short) and not flag.hidden and (place == 0 or flag.kind):
                    return child, flag, place == 1
        return None

    def _above(self, name: str) -> tuple[CommandSpec, FlagSpec] | None:
        """Return a flag of a command above this one, and that command. Of docker itself only a long one."""
        words = self.parsed.command.name.split()
        for length in range(len(words) - 1, 0, -1):
            group = self._spec.by_name[" ".join(words[:length])]
            if length == 1 and not name.startswith("--"):
                continue
            flag = next((f for f in group.flags if name in (f.name, f.short) and not f.hidden), None)
            if flag:
                return group, flag
        return None

    def _beside(self, name: str) -> tuple[CommandSpec, FlagSpec] | None:
        """Return the command that has a flag which was given to another one of Compose."""
        if not self.parsed.command.name.startswith("docker compose "):
            return None
        for owner in ("docker compose up", "docker compose run", "docker run"):
            command = self._spec.by_name[owner]
            flag = next((f for f in command.flags if name in (f.name, f.short) and not f.hidden), None)
            if flag:
                return command, flag
        return None

    def _names_port(self, at: int) -> bool:
        """Whether what stands behind `-p` is a port, and no project."""
        word = self._argv[at]
        value = word[2:].removeprefix("=") if len(word) > 2 else (self._argv[at + 1 : at + 2] or [""])[0]
        return bool(_PORTS.fullmatch(value))

    def _after(self, at: int, meant: FlagSpec | None) -> int:
        """Return where to read on. The CLI has stopped; the next word may be the value of the flag that was meant."""
        own = at + 1 < len(self._argv) and not self._argv[at + 1].startswith("-")
        return at + 2 if meant and meant.kind and own and "=" not in self._argv[at] else at + 1

    def _part(self, word: int, start: int, end: int, role: str, flag: FlagSpec | None = None) -> None:
        self.parsed.parts.append(Part(word, start, end, role, flag))

    def _problem(
        self, word: int, start: int, end: int, reason: str, message: str, *, cli: str = "", late: bool = False
    ) -> None:
        (self._late if late else self.parsed.problems).append(Problem(word, start, end, reason, message, cli))
