"""What a script that asks reads from: the seam between a run and its pipe or its terminal."""

from __future__ import annotations

import array
import contextlib
import os
from typing import Final, Protocol

from shipway.run.waiting import Mark

try:
    import fcntl
    import termios
except ImportError:
    # Windows has none of these.
    fcntl = termios = None  # type: ignore[assignment]

PIPE_ROOM: Final = 65536
"""Bytes that a pipe takes at once: the longest answer."""


class Feed(Protocol):
    """How answers reach the script. `every` is how often (seconds) it is worth a look whether it waits."""

    every: float
    mark: Mark

    def answer(self, text: str) -> str:
        """Hand in a line; gives a sentence when it cannot be taken."""

    def press(self, keys: str) -> None:
        """Hand in keys as they are, where keys are read."""

    def end(self) -> None:
        """End the input."""

    def interrupt(self) -> bool:
        """Press Ctrl-C; False where there are no keys."""

    def unread(self) -> bool:
        """Tell whether something lies there that the script has not read."""

    def reads(self, prompt: str) -> tuple[bool, bool]:
        """Tell whether what is asked for is secret, and whether each key is read by itself."""

    def hang_up(self) -> None:
        """Hold nothing open any more that the script writes to: it has ended."""

    def close(self) -> None:
        """Let go of everything."""


class Pipe:
    """The writing end of a pipe. Far from here, reads of `sys.stdin` tell of themselves (`far/asks.py`)."""

    # Only who reads the descriptor itself, a program that the script started for one, is found by looking.
    every = 0.5

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self.mark = Mark.of(fd)

    def answer(self, text: str) -> str:
        """Write a line."""
        data = text.encode("utf-8", "replace") + b"\n"
        if len(data) > PIPE_ROOM:
            return "an answer was longer than the 64 KiB that a line of input may have"
        # A pipe takes 64 KiB at once and the script waits for this line, so that this cannot block for long.
        with contextlib.suppress(OSError):
            os.write(self._fd, data)
        return ""

    def press(self, keys: str) -> None:
        """Do nothing: no key is read from a pipe."""

    def end(self) -> None:
        """Close it."""
        self.close()

    def interrupt(self) -> bool:
        """Have no keys."""
        return False

    def unread(self) -> bool:
        """Tell whether something is in the pipe, or it has ended."""
        return self._fd < 0 or waiting_bytes(self._fd) > 0

    def reads(self, _prompt: str) -> tuple[bool, bool]:
        """Know nothing of secrets: who asks for one says so."""
        return False, False

    def hang_up(self) -> None:
        """Do nothing: the script does not write to it."""

    def close(self) -> None:
        """Close it, once."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)


def waiting_bytes(fd: int) -> int:
    """Count what can be read from the other end of a pipe, or from a terminal."""
    if fcntl is None:
        # Whoever asks says so; it is only not found out by looking.
        return 0
    count = array.array("i", [0])
    fcntl.ioctl(fd, termios.FIONREAD, count)
    return count[0]
