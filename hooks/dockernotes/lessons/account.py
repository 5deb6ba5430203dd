"""The account that a lesson's commands run as: an ordinary user, as on a reader's machine, even if root starts it."""

from __future__ import annotations

import grp
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "DOCKER_NOTES_READER"
"""Names the account; `tests/engine/start` sets it. Only root can become another user, so it counts only for root."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine, with the groups that open the engine's socket."""

    uid: int
    gid: int
    groups: tuple[int, ...]

    def give(self, path: Path) -> None:
        """Make the account the owner of a file or a folder."""
        os.chown(path, self.uid, self.gid)

    def become(self) -> None:
        """Switch this process to the account, for good. Meant for a process about to start another program."""
        os.setgroups(self.groups)
        os.setgid(self.gid)
        os.setuid(self.uid)


def reader() -> Account | None:
    """Return the account that lessons run as, or None for whoever started them. Raise KeyError if it doesn't exist."""
    name = os.environ.get(VARIABLE)
    if not name or os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(name)
    groups = tuple(group.gr_gid for group in grp.getgrall() if name in group.gr_mem)
    return Account(entry.pw_uid, entry.pw_gid, groups)
