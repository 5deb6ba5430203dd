"""A page as the rules see it: its fences, the commands in them, and how the docker CLI would read each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dockernotes.checks.reading.versions import spec_for
from dockernotes.diagnostics import Diagnostic, Severity
from dockernotes.dockercli.reader.parse import parse
from dockernotes.dockercli.reader.parsed import Parsed
from dockernotes.dockercli.spec.model import Spec
from dockernotes.source.cmd import read_cmd
from dockernotes.source.console import begins, steps, unmarked
from dockernotes.source.excerpt import Excerpt
from dockernotes.source.fences import Fence, TextLine, fences
from dockernotes.source.powershell import read_powershell
from dockernotes.source.shell import Command, Script, read_script
from dockernotes.source.templates import masked

LONGEST = 20_000
"""The most characters that a line may have in a fence that is read: nobody writes longer ones by hand."""
SESSIONS = ("console", "shell-session")
BASH = ("bash", "sh", "shell", "zsh", "console", "shell-session")
SHELLS: dict[str, Callable[[str], Script]] = {
    **dict.fromkeys(BASH, lambda text: read_script(masked(text))),
    **dict.fromkeys(("powershell", "ps1", "pwsh", "pwsh-session", "ps1con"), read_powershell),
    **dict.fromkeys(("bat", "batch", "cmd", "dosbatch", "winbatch", "doscon"), read_cmd),
}


@dataclass(frozen=True, slots=True)
class Call:
    """A command of a snippet. `parsed`: how docker would read it, if it calls docker."""

    excerpt: Excerpt
    command: Command
    parsed: Parsed | None

    def diagnostic(
        self, word: int, span: tuple[int, int] | None, rule: str, message: str, severity: Severity = "error"
    ) -> Diagnostic:
        """Return a diagnostic for a word, or for the characters `span` of its text."""
        place = self.command.words[min(word, len(self.command.words) - 1)]
        start, end = place.start, place.end
        if span and place.exact and not place.opaque:
            start, end = place.start + span[0], place.start + span[1]
        return self.excerpt.diagnostic(start, end, rule, message, severity)


@dataclass(frozen=True)
class Snippet:
    """A fence and, if its language is a shell's, the commands in it. `spec`: None if no spec fits its version."""

    fence: Fence
    scripts: tuple[tuple[Excerpt, Script], ...]
    calls: tuple[Call, ...]
    spec: Spec | None = None


@dataclass(frozen=True)
class Page:
    """A Markdown file: the path it is shown by, its text, and the CLI its commands are for."""

    path: str
    text: str
    spec: Spec

    @cached_property
    def snippets(self) -> tuple[Snippet, ...]:
        """The fences in order."""
        # Whoever writes `Console` means a session, so no rule needs to care about case.
        return tuple(self._snippet(replace(fence, language=fence.language.lower())) for fence in fences(self.text))

    def _snippet(self, fence: Fence) -> Snippet:
        scripts = tuple(read_fence(fence, self.path)) if fence.closed else ()
        spec = spec_for(fence.options, self.spec)
        calls = (call for excerpt, script in scripts for call in calls_of(excerpt, script, spec or self.spec))
        return Snippet(fence, scripts, tuple(calls), spec)


def read_fence(fence: Fence, path: str) -> Iterator[tuple[Excerpt, Script]]:
    """Yield what a shell would run: each command of a session, or the whole of another fence."""
    read = SHELLS.get(fence.language or "console")
    if read is None or any(len(line.text) > LONGEST for line in fence.lines):
        return
    if not fence.language or (fence.language in SESSIONS and not any(map(begins, fence.lines))):
        yield from (read_alone(lines, path) for lines in unmarked(fence.lines))
        return
    if not is_session(fence):
        excerpt = Excerpt(path, fence.lines)
        yield excerpt, read(excerpt.text)
        return
    for step in steps(fence.lines):
        if step.command:
            excerpt = Excerpt(path, step.typed)
            yield excerpt, read(excerpt.text)
        if fence.language not in SESSIONS:  # some of its commands may have no prompt
            yield from (read_alone(lines, path) for lines in unmarked(step.output))


def is_session(fence: Fence) -> bool:
    """Return whether prompts mark what is typed. Many people write sessions into `bash` fences."""
    return fence.language in SESSIONS or (fence.language in BASH and any(map(begins, fence.lines)))


def read_alone(lines: Sequence[TextLine], path: str) -> tuple[Excerpt, Script]:
    """Return a command that is among other text. If it doesn't parse, it is taken for text, not for a mistake."""
    excerpt = Excerpt(path, lines)
    script = read_script(masked(excerpt.text))
    return excerpt, replace(script, commands=() if script.errors else script.commands, errors=())


def calls_of(excerpt: Excerpt, script: Script, spec: Spec) -> Iterator[Call]:
    """Yield the commands of a script. Those that call docker are parsed as docker would."""
    for command in script.commands:
        parsed = None
        if command.name == "docker" and not _broken(excerpt, script, command):
            argv = [word.text for word in command.words]
            opaque = {at for at, word in enumerate(command.words) if word.opaque}
            if command.more:
                opaque.add(len(argv))
                argv.append("")
            parsed = parse(argv, spec, opaque)
        yield Call(excerpt, command, parsed)


def _broken(excerpt: Excerpt, script: Script, command: Command) -> bool:
    """Return whether the shell's grammar gave up on the line of a command, so that some of its words may be missing."""
    start, last = command.words[0].start, command.words[-1].end
    newline = excerpt.text.find("\n", last)
    end = newline if newline >= 0 else len(excerpt.text)
    return any(start <= error <= end for error, _, _ in script.errors)
