"""A terminal that nobody sits at: what programs draw on it, read as a person would see it at the end."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import termios
from typing import Any

import pyte

COLUMNS, ROWS = 100, 400
"""Its size. So many rows that nothing scrolls out of sight, and so many columns that few lines of Docker break."""


class Terminal:
    """A pseudo terminal. Programs get the end named `path`; what they have drawn comes out of `screen`."""

    def __init__(self, owner: int = -1) -> None:
        """`owner`: the user whose programs open it; -1: the one that this process is."""
        self.ours, theirs = os.openpty()
        self.path = os.ttyname(theirs)
        self._theirs = theirs
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.fchown(theirs, owner, -1)
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)

    def read(self) -> None:
        """Take in what has been drawn since the last call, without waiting. Programs stop when nobody reads."""
        while select.select([self.ours], [], [], 0)[0]:
            self._stream.feed(os.read(self.ours, 65536))

    def screen(self) -> str:
        """Return what stands on the screen, without colours. Rows that ran on into the next are one line."""
        rows: list[str] = []
        runs_on = False
        for number in range(ROWS):
            # A row that is full to its last column goes on in the next.
            row = "".join(self._screen.buffer[number][column].data for column in range(COLUMNS))
            if runs_on:
                rows[-1] += row.rstrip()
            else:
                rows.append(row.rstrip())
            runs_on = row[-1] != " "
        return "\n".join(rows).rstrip("\n")

    def close(self) -> None:
        """Give both ends back."""
        os.close(self.ours)
        os.close(self._theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()
