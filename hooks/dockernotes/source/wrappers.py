"""Programs that run the command which follows them, such as `sudo`, `xargs` and `bash -c`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from dockernotes.source.word import Word

WRAPPERS = {
    "sudo": ("-u", "-g", "-h", "-p", "-C", "-D", "-R", "-T", "--user", "--group", "--chdir"),
    "doas": ("-u", "-C"),
    "winpty": (),
    "wsl": ("-d", "-u", "--distribution", "--user", "--cd"),
    "wsl.exe": ("-d", "-u", "--distribution", "--user", "--cd"),
    "ssh": tuple(f"-{letter}" for letter in "BDEFIJLOPQRSWbceilmopw"),
    "flock": ("-w", "-E", "--timeout"),
    "time": (),
    "env": ("-u", "-C"),
    "nohup": (),
    "setsid": (),
    "exec": (),
    "eval": (),
    "command": (),
    "nice": ("-n",),
    "ionice": ("-c", "-n"),
    "timeout": ("-s", "-k"),
    "watch": ("-n",),
    "xargs": ("-n", "-I", "-P", "-L", "-d"),
    "entr": (),
    "pkexec": (),
    "unbuffer": (),
    "stdbuf": ("-i", "-o", "-e"),
    "caffeinate": ("-t", "-w"),
    "screen": ("-S", "-t", "-c", "-dmS"),
    "tmux": ("-s", "-n", "-c", "-t", "-x", "-y"),
    "chroot": (),
    "gosu": (),
    "su-exec": (),
    "runuser": ("-u", "-g"),
    "systemd-run": ("-p", "-u", "--unit"),
    "adb": ("-s",),
    "incus": (),
    "lima": (),
    "limactl": (),
    "lxc": (),
    "minikube": ("-p", "-n"),
    "multipass": (),
    "pct": (),
    "vagrant": (),
    "cmd": (),
    "cmd.exe": (),
    "powershell": ("-ExecutionPolicy",),
    "powershell.exe": ("-ExecutionPolicy",),
    "pwsh": (),
}
"""Those of their flags that take a value."""
# Of those, the ones that want words of their own before the command: a host, a file, `exec` and the name of a machine.
_NAMED = {"incus": 2, "limactl": 2, "lxc": 2, "multipass": 2, "pct": 2} | dict.fromkeys(
    ("ssh", "flock", "tmux", "chroot", "gosu", "su-exec", "adb", "minikube", "vagrant", "cmd", "cmd.exe"), 1
)
READS_QUOTES = frozenset(("ssh", "eval", "watch", "tmux", "adb", "minikube", "vagrant")) | frozenset(
    ("cmd", "cmd.exe", "powershell", "powershell.exe", "pwsh")
)
"""Of those, the ones that hand a word in quotes to a shell."""
_SHELL = re.compile(r"(?:/(?:usr/)?bin/)?(?:ba|da|a|z)?sh|su|sg")


def unwrapped(words: list[Word]) -> list[Word]:
    """Return the words from the program on that the first word runs."""
    valued, named = WRAPPERS[words[0].text], _NAMED.get(words[0].text, 0)
    at = 1
    while at < len(words) and (words[at].text.startswith("-") or _is_argument(words, at) or named):
        if not words[at].text.startswith("-") and not _is_argument(words, at):
            named -= 1
        at += 2 if words[at].text in valued else 1
    return words[at:]


def _is_argument(words: list[Word], at: int) -> bool:
    """`env A=b docker …` and `timeout 5 docker …` have one more word before the command."""
    text = words[at].text
    return bool(re.match(r"\w+=", text)) or (words[0].text == "timeout" and bool(re.match(r"[\d.]+[smhd]?$", text)))


def script_of(words: Sequence[Word], text: str) -> tuple[int, str] | None:
    """Return what `bash -c "…"` runs, and where that begins."""
    if not _SHELL.fullmatch(words[0].text):
        return None
    flags = takewhile(lambda word: words[0].text in ("su", "sg") or word.text.startswith("-"), words[1:])
    at = next((i for i, word in enumerate(flags, 1) if re.fullmatch(r"-[a-z]*c", word.text)), 0)
    return quoted(words[at + 1], text) if at and at + 1 < len(words) else None


def quoted(word: Word, text: str) -> tuple[int, str] | None:
    """Return what stands in quotes as a script of its own. None where an escape would move its letters."""
    source = text[word.start : word.end]
    inner, mark = source[1:-1], source[:1]
    if len(source) < 3 or mark not in "'\"" or source[-1] != mark or mark in inner or (mark == '"' and "\\" in inner):
        return None
    return word.start + 1, inner
