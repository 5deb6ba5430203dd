"""The shell a lesson runs in: one bash with its own HOME and folder, and a terminal where one is needed."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dockernotes.lessons.account import reader
from dockernotes.lessons.clean import clean

if TYPE_CHECKING:
    from dockernotes.lessons.terminal import Terminal

TIMEOUT = 180.0
"""Seconds a command may take."""
_KEPT = (
    *("PATH", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "SSL_CERT_FILE", "HTTPS_PROXY", "HTTP_PROXY"),
    "OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY",
)
"""Variables of our environment that a lesson gets."""
_MARK = "\x1e"


@dataclass(frozen=True, slots=True)
class Result:
    """What a command printed (standard output and error as they came) and its exit code; None if it took too long."""

    output: str
    code: int | None


class Shell:
    """A bash that keeps its variables and its folder from command to command."""

    def __init__(self, home: Path, start: Path, engine: str | None = None) -> None:
        """`engine`: the address of the engine, since the new HOME has no context that names it."""
        self.start = self.folder = start
        start.mkdir(parents=True, exist_ok=True)
        self._home = str(home)
        self._account = reader()
        self._terminal: Terminal | None = None
        self.environment = _environment(home) | ({"DOCKER_HOST": engine} if engine else {})
        # Docker Desktop may keep buildx and Compose in the HOME that the lesson does not see.
        plugins = Path.home() / ".docker" / "cli-plugins"
        if plugins.is_dir():
            (home / ".docker").mkdir(exist_ok=True)
            (home / ".docker" / "cli-plugins").symlink_to(plugins)
        self.own(home, start, home / ".docker")
        account = self._account
        self._process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=start,
            env=self.environment,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=account.groups if account else None,
        )

    def own(self, *paths: Path) -> None:
        """Give files to the account that the lesson runs as, if it isn't the one that wrote them."""
        for path in paths:
            if self._account and path.exists():
                self._account.give(path)

    @property
    def ended(self) -> bool:
        """Whether the shell has ended. It is closed when a command takes too long."""
        return self._process.poll() is not None

    def run(
        self, command: str, *, interrupt: float | None = None, terminal: bool = False, timeout: float = TIMEOUT
    ) -> Result:
        """Run a command. `interrupt`: press Ctrl-C after that many seconds. `terminal`: let it draw on a terminal."""
        if not terminal:
            return self._run(command, "</dev/null 2>&1", None, interrupt, timeout)
        if self._terminal is None:
            from dockernotes.lessons.terminal import Terminal  # not for a build, which runs nothing

            # It becomes the shell's own terminal, and closing it would end the shell, so it stays open until then.
            self._terminal = Terminal(self._account.uid if self._account else -1)
        drawn = self._terminal
        drawn.clear()
        result = self._run(command, f"<{drawn.path} >{drawn.path} 2>&1", drawn, interrupt, timeout)
        if result.code is None:
            return result  # it took too long: shell and terminal are closed
        drawn.read()
        return Result(drawn.screen().replace(self._home, "/home/you"), result.code)

    def _run(
        self, command: str, place: str, terminal: Terminal | None, interrupt: float | None, timeout: float
    ) -> Result:
        assert self._process.stdin
        assert self._process.stdout
        if interrupt is not None:
            quoted = command.replace("'", "'\\''")
            command = f"timeout --foreground -s INT {interrupt:g} bash -c '{quoted}'"
        # The last exit code is put back before each command, so that `echo $?` works on a line of its own.
        drawing, plain = ("TERM=xterm COMPOSE_ANSI=auto\n", "TERM=dumb COMPOSE_ANSI=never\n") if terminal else ("", "")
        script = (
            f"{drawing}(exit ${{__code:-0}})\n{{\n{command}\n}} {place}\n__code=$?\n{plain}"
            f"printf '\\n{_MARK}%d{_MARK}%s{_MARK}' $__code \"$PWD\"\n"
        )
        self._process.stdin.write(script.encode())
        self._process.stdin.flush()
        raw = b""
        end = time.monotonic() + timeout
        pattern = re.compile(rb"\n\x1e(\d+)\x1e([^\x1e]*)\x1e")
        while not (match := pattern.search(raw)):
            ready, _, _ = select.select(
                [self._process.stdout.fileno(), *([terminal.ours] if terminal else [])],
                [],
                [],
                max(0.0, end - time.monotonic()),
            )
            if terminal and terminal.ours in ready:
                terminal.read()
                continue
            piece = os.read(self._process.stdout.fileno(), 65536) if ready else b""
            if not piece:
                self.close()
                return Result(self._read(raw), None)
            raw += piece
        self.folder = Path(match.group(2).decode())
        return Result(self._read(raw[: match.start()]), int(match.group(1)))

    def talk(self, command: str, inputs: list[str], prompts: list[str], timeout: float = 60.0) -> Result:
        """Run a command on a terminal and type lines into it, each when its prompt shows."""
        pid, terminal = pty.fork()
        if pid == 0:
            if self._account:
                self._account.become()
            os.chdir(self.folder)
            os.execvpe("bash", ["bash", "--norc", "-c", command], self.environment | {"TERM": "dumb"})
        raw = b""
        end = time.monotonic() + timeout
        waiting = list(zip(prompts, inputs, strict=True))
        seen = 0
        while time.monotonic() < end:
            ready, _, _ = select.select([terminal], [], [], 0.3)
            if ready:
                try:
                    piece = os.read(terminal, 65536)
                except OSError:
                    break
                if not piece:
                    break
                raw += piece
                continue
            if waiting and _prompted(clean(raw)[seen:], waiting[0][0]):
                seen = len(clean(raw))
                os.write(terminal, waiting.pop(0)[1].encode() + b"\n")
        else:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
        return Result(self._read(raw), os.waitstatus_to_exitcode(status) if not waiting else None)

    def _read(self, raw: bytes) -> str:
        # Pages show a plain name for the reader's home; ours has a different name at each run.
        return clean(raw).replace(self._home, "/home/you")

    def close(self) -> None:
        """End the shell and everything it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._terminal:
            self._terminal.close()
            self._terminal = None


def _prompted(text: str, prompt: str) -> bool:
    last = text.rsplit("\n", 1)[-1].rstrip()
    # Ids and folders in a prompt differ from run to run; its last character doesn't.
    return bool(last) and last[-1] == prompt.rstrip()[-1]


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {
        "HOME": str(home),
        "USER": "you",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
        "COLUMNS": "120",
        "DOCKER_CLI_HINTS": "false",
        "COMPOSE_MENU": "false",
        "COMPOSE_ANSI": "never",
    }
