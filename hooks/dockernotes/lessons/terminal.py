"""A terminal that nobody sits at: what programs draw on it, read as a person would see it at the end."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import termios

import pyte

COLUMNS, ROWS = 100, 400
"""Its size. So many rows that nothing scrolls out of sight, and so many columns that few lines of Docker break."""


class _Screen(pyte.Screen):
    """A screen that knows which of its rows ran on into the next."""

    def reset(self) -> None:
        self.ran_on: set[int] = set()
        self._drawing = False
        super().reset()

    def draw(self, data: str) -> None:
        self._drawing = True
        super().draw(data)
        self._drawing = False

    def linefeed(self) -> None:
        if self._drawing:
            self.ran_on.add(self.cursor.y)
        super().linefeed()

    def text(self) -> str:
        """Return what stands on it, without colours. Rows that ran on are one line with the next."""
        lines = [""]
        for number, row in enumerate(self.display):
            lines[-1] += row
            if number not in self.ran_on:
                lines[-1] = lines[-1].rstrip()
                lines.append("")
        return "\n".join(lines).rstrip("\n")


def screen(raw: bytes) -> str:
    """Return what stands on a screen after these bytes; a line feed goes to the begin of the next row."""
    drawn = _Screen(COLUMNS, ROWS)
    pyte.ByteStream(drawn).feed(raw.replace(b"\n", b"\r\n"))
    return drawn.text()


class Terminal:
    """A pseudo terminal. Programs get the end named `path`; what they have drawn comes out of `screen`."""

    def __init__(self, owner: int = -1) -> None:
        """`owner`: the user whose programs open it; -1: the one that this process is."""
        self.ours, theirs = os.openpty()
        self.path = os.ttyname(theirs)
        self._theirs = theirs
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.fchown(theirs, owner, -1)
        self._screen = _Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)

    def read(self) -> None:
        """Take in what has been drawn since the last call, without waiting. Programs stop when nobody reads."""
        while select.select([self.ours], [], [], 0)[0]:
            self._stream.feed(os.read(self.ours, 65536))

    def screen(self) -> str:
        """Return what stands on the screen."""
        return self._screen.text()

    def clear(self) -> None:
        """Begin with an empty screen."""
        self.read()
        self._screen.reset()

    def close(self) -> None:
        """Give both ends back."""
        os.close(self.ours)
        os.close(self._theirs)
