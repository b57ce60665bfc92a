"""A terminal for scripts that want one: two of the kernel's, so that stdout and stderr stay apart."""

from __future__ import annotations

import contextlib
import os
import re
import struct
from contextlib import ExitStack
from typing import IO, Final

from shipway.errors import Missing
from shipway.run.feed import waiting_bytes
from shipway.run.waiting import Mark
from shipway.screen import COLUMNS, ROWS

try:
    import fcntl
    import termios
except ImportError:
    # Windows has none of these.
    fcntl = termios = None  # type: ignore[assignment]

TERM: Final = "xterm-256color"
"""What programs take it for. Prompts that draw menus refuse less, and all that it needs is understood (`screen`)."""

LONGEST: Final = 4095
"""Bytes of a line that a terminal takes while it edits the line itself (N_TTY_BUF_SIZE)."""

_SECRET: Final = re.compile(r"passw|passphrase|passcode|secret|\bpin\b|token|api.?key", re.IGNORECASE)
# The interrupt character and its kind would not arrive: "\x16" takes away the meaning of the next one.
_MEANING: Final = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")


class Terminal:
    """The near side of a terminal: types, and knows what the script made of the keyboard."""

    every = 0.05

    def __init__(self, streams: dict[str, IO[bytes]], held: int) -> None:
        self.streams = streams
        self._held = held
        self._left = b""
        self.mark = Mark.of(held)

    def type(self, keys: bytes) -> None:
        """Type these keys; what does not fit is typed when there is room."""
        self._left += keys
        # Without a keyboard nobody is left who would read.
        with contextlib.suppress(OSError, ValueError):
            self._left = self._left[os.write(self.streams["stdout"].fileno(), self._left) :]

    def answer(self, text: str) -> str:
        """Type a line, and Enter."""
        data = text.encode("utf-8", "replace")
        if self._has(termios.ICANON):
            data = _MEANING.sub(lambda one: b"\x16" + one[0], data)
            if len(data) >= LONGEST:
                return "an answer was longer than the 4 KiB that a line of a terminal may have"
        self.type(data + b"\r")
        return ""

    def press(self, keys: str) -> None:
        """Type keys as they are."""
        self.type(keys.encode("utf-8", "replace"))

    def end(self) -> None:
        """Press Ctrl-D."""
        self.type(b"\x04")

    def interrupt(self) -> bool:
        """Press Ctrl-C."""
        self.type(b"\x03")
        return True

    def unread(self) -> bool:
        """Tell whether something was typed that the script has not read."""
        if self._left:
            self.type(b"")
        return bool(self._left) or self._held < 0 or waiting_bytes(self._held) > 0

    def reads(self, prompt: str) -> tuple[bool, bool]:
        """Tell from the terminal's modes: `getpass` turns the echo off, menus read key by key."""
        keys = not self._has(termios.ICANON)
        # Who reads keys draws them itself, so that only the words of the question can tell.
        secret = _SECRET.search(prompt) is not None if keys else not self._has(termios.ECHO)
        return secret, keys

    def hang_up(self) -> None:
        """Let the script's streams end."""
        held, self._held = self._held, -1
        if held >= 0:
            os.close(held)

    def close(self) -> None:
        """Let go of it; whoever made the streams closes them."""
        self.hang_up()

    def _has(self, mode: int) -> bool:
        try:
            return bool(termios.tcgetattr(self._held)[3] & mode)
        except termios.error:
            return True


def open_terminal(always: ExitStack, if_it_fails: ExitStack) -> tuple[Terminal, int, int]:
    """Open a terminal; gives it with what the script gets as its input and output, and as its errors."""
    if fcntl is None or not hasattr(os, "openpty"):
        raise Missing("it talks to a terminal, which this system has no way to give it: use Linux or macOS")
    streams: dict[str, IO[bytes]] = {}
    ends = []
    for name in ("stdout", "stderr"):
        near, far = os.openpty()
        always.callback(os.close, far)
        streams[name] = os.fdopen(near, "r+b", buffering=0)
        if_it_fails.callback(streams[name].close)
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        ends.append(far)
    terminal = Terminal(streams, os.dup(ends[0]))
    if_it_fails.callback(terminal.close)
    return terminal, ends[0], ends[1]
