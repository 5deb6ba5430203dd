"""`make` where there is none, as on Windows: `py make.py serve`, `py make.py check`, `py make.py test ARGS=-x`.

Reads the Makefile itself, so both do the same. It knows what those targets need: variables, a target's prerequisites,
stamps, and lines that call a program. Lines for a shell, which some other targets have, need make.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_VARIABLE = re.compile(r"^(?:export )?(\w+) *[:?]= *(.*)$")
_RULE = re.compile(r"^([^\s:#][^:#=]*):(?!=)([^#]*)")
_SHELL = re.compile(r"[|;&<>`]|\$\(|^\s*(?:for|if|test|export)\b|^\w+=")


@dataclass
class Rule:
    """What a target needs, and how it is made."""

    needs: list[str]
    lines: list[str] = field(default_factory=list)


class Makefile:
    """Variables and rules of a Makefile. `given`: variables that were set by who called."""

    def __init__(self, text: str, given: dict[str, str]) -> None:
        self.variables = {"PYTHON": sys.executable}
        self.exported: list[str] = []
        self.rules: dict[str, Rule] = {}
        current: Rule | None = None
        for line in text.replace("\\\n", " ").split("\n"):
            if line.startswith("\t") and current:
                current.lines.append(line.strip())
            elif match := _VARIABLE.match(line):
                if match[1] != "PYTHON":
                    self.variables[match[1]] = self.filled(match[2])
                if line.startswith("export "):
                    self.exported.append(match[1])
            elif match := _RULE.match(line):
                current = Rule(self.filled(match[2]).split())
                self.rules[self.filled(match[1])] = current
        self.variables |= given

    def filled(self, text: str, target: str = "") -> str:
        """Return a text with its variables filled in."""
        named = re.sub(r"(?<!\$)\$\((\w+)\)", lambda match: self.variables.get(match[1], ""), text)
        return named.replace("$@", target).replace("$$", "$")

    def commands(self, target: str, done: set[str] | None = None) -> Iterator[list[str]]:
        """Yield the commands that make a target, those of what it needs first. What is there and new is not made."""
        done = set() if done is None else done
        if target in done or target not in self.rules:
            return
        done.add(target)
        rule = self.rules[target]
        for need in rule.needs:
            yield from self.commands(need, done)
        if target.startswith(self.variables["VENV"]) and _is_newer(target, rule.needs):
            return
        for line in rule.lines:
            text = self.filled(line, target).lstrip("@")
            if _SHELL.search(re.sub(r"'[^']*'", "''", text)):
                raise SystemExit(f"`{target}` has a line for a shell, so it needs make: {text}")
            yield list(self._words(text))

    def _words(self, text: str) -> Iterator[str]:
        for word in shlex.split(text.replace("\\", "\\\\"), comments=True):
            found = sorted(file.as_posix() for file in Path().glob(word)) if re.search(r"[*?\[]", word) else []
            yield from found or [word]


def _is_newer(target: str, needs: list[str]) -> bool:
    files = [Path(need) for need in needs if Path(need).exists()]
    made = Path(target)
    return made.exists() and all(file.stat().st_mtime <= made.stat().st_mtime for file in files)


def program(name: str) -> str:
    """Return a program of the environment by the name that this system gives it."""
    folder, _, last = name.rpartition("/")
    if os.name == "nt" and folder.endswith(".venv/bin"):
        return f"{folder.removesuffix('bin')}Scripts/{last}.exe"
    return name


def main(arguments: list[str]) -> int:
    """Make the targets, or with -n print what would be run."""
    given = dict(one.split("=", 1) for one in arguments if "=" in one and not one.startswith("-"))
    targets = [one for one in arguments if "=" not in one and one != "-n"] or ["serve"]
    folder = Path(__file__).parent
    os.chdir(folder)
    makefile = Makefile(Path("Makefile").read_text(encoding="utf-8"), given)
    environment = os.environ | {name: makefile.variables[name] for name in makefile.exported}
    for target in targets:
        if target not in makefile.rules:
            print(f"no target `{target}`; there are {', '.join(sorted(makefile.rules))}", file=sys.stderr)
            return 2
        for command in makefile.commands(target):
            print(shlex.join(command), flush=True)
            if "-n" in arguments:
                continue
            if status := subprocess.run([program(command[0]), *command[1:]], env=environment, check=False).returncode:
                return status
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
