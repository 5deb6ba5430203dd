"""A terminal that nobody sits at: what programs draw on it, read as a person would see it at the end."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import termios

import pyte

COLUMNS, ROWS = 100, 400
"""Its size: enough rows that nothing scrolls out of sight, and enough columns that few of Docker's lines wrap."""


class _Screen(pyte.Screen):
    """A screen that remembers which of its rows ran on into the next."""

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
        """Return the text on it, without colours. A row that ran on is joined to the next."""
        lines = [""]
        for number, row in enumerate(self.display):
            lines[-1] += row
            if number not in self.ran_on:
                lines[-1] = lines[-1].rstrip()
                lines.append("")
        return "\n".join(lines).rstrip("\n")


def screen(raw: bytes) -> str:
    """Return the text on a screen after these bytes. A line feed goes to the beginning of the next row."""
    drawn = _Screen(COLUMNS, ROWS)
    pyte.ByteStream(drawn).feed(raw.replace(b"\n", b"\r\n"))
    return drawn.text()


class Terminal:
    """A pseudo terminal. Programs get the end named `path`; `screen` returns what they have drawn."""

    def __init__(self, owner: int = -1) -> None:
        """`owner`: the id of the user whose programs open it; -1: the user of this process."""
        self.ours, theirs = os.openpty()
        self.path = os.ttyname(theirs)
        self._theirs = theirs
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.fchown(theirs, owner, -1)
        self._screen = _Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)

    def read(self) -> None:
        """Read what has been drawn since the last call, without waiting. Programs block if nobody reads."""
        while select.select([self.ours], [], [], 0)[0]:
            self._stream.feed(os.read(self.ours, 65536))

    def screen(self) -> str:
        """Return the text on the screen."""
        return self._screen.text()

    def clear(self) -> None:
        """Begin with an empty screen."""
        self.read()
        self._screen.reset()

    def close(self) -> None:
        """Close both ends."""
        os.close(self.ours)
        os.close(self._theirs)
