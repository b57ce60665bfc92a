"""Orders to a run, by a named pipe in its folder, so that any process of the same user can give them.

An order is one line of JSON: {"do": "answer", "ask": id, "text": str or None}, {"do": "keys", "ask": id, "text": str},
{"do": "stop"}, {"do": "interrupt"}.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shipway.run.messages import message_of

_NAME = "orders"
_ROOM = 1 << 20


class Orders:
    """The receiving end, held by the process that drives the run."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        os.mkfifo(self._path, 0o600)
        # Open for both, so that the pipe does not end when a giver of orders closes it.
        self._fd = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        with contextlib.suppress(OSError, AttributeError):
            # Room for the longest line that a script can be answered: 64 KiB, and six bytes for each in JSON.
            fcntl.fcntl(self._fd, fcntl.F_SETPIPE_SZ, _ROOM)
        self._half = b""

    def fileno(self) -> int:
        """Give the descriptor to wait on."""
        return self._fd

    def take(self) -> list[dict[str, Any]]:
        """Give the orders that have come."""
        with contextlib.suppress(BlockingIOError):
            self._half += os.read(self._fd, 1 << 20)
        *lines, self._half = self._half.split(b"\n")
        return [order for line in lines if (order := message_of(line))]

    def close(self) -> None:
        """Take no more orders."""
        os.close(self._fd)
        self._path.unlink(missing_ok=True)


def give(folder: Path, order: Mapping[str, Any]) -> None:
    """Give an order to the run of a folder; one that comes when the run has ended is dropped."""
    try:
        fd = os.open(folder / _NAME, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return
    try:
        # Nobody else's words come between: up to 4,096 bytes are written at once (PIPE_BUF, pipe(7)).
        # The first newline ends whatever another could only write a part of.
        os.write(fd, b"\n" + json.dumps(order).encode() + b"\n")
    except OSError:
        pass
    finally:
        os.close(fd)
