"""Orders to a run, from any process of the same user: by a socket named after its folder, or a pipe in it.

An order is one line of JSON: {"do": "answer", "ask": id, "text": str or None}, {"do": "keys", "ask": id, "text": str},
{"do": "stop"}, {"do": "interrupt"}.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import socket
import struct
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from shipway.run.messages import message_of

_NAME: Final = "orders"
_ROOM: Final = 1 << 20
"""Bytes that wait: the longest line that a script can be answered is 64 KiB, and six bytes for each in JSON."""
_NAMED: Final = sys.platform == "linux" and hasattr(socket, "AF_UNIX")
"""Whether sockets can have names that are no files (unix(7)): a file costs as much as a run's whole message."""


class Orders(Protocol):
    """The receiving end, held by the process that drives the run."""

    def fileno(self) -> int:
        """Give the descriptor to wait on."""

    def take(self) -> list[dict[str, Any]]:
        """Give the orders that have come."""

    def close(self) -> None:
        """Take no more orders."""


def orders(folder: Path) -> Orders:
    """Take orders for the run of a folder."""
    return _Socket(folder) if _NAMED else _Pipe(folder)


class _Socket:
    """Anybody of this machine can send to the name; only what our own user sends is taken."""

    def __init__(self, folder: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._socket.bind(name_of(folder))

    def fileno(self) -> int:
        """Give the descriptor to wait on."""
        return self._socket.fileno()

    def take(self) -> list[dict[str, Any]]:
        """Give the orders that have come."""
        found = []
        with contextlib.suppress(BlockingIOError):
            while True:
                data, more, _, _ = self._socket.recvmsg(_ROOM, socket.CMSG_SPACE(12))
                users = [struct.unpack("iII", part)[1] for _, kind, part in more if kind == socket.SCM_CREDENTIALS]
                if users in ([os.getuid()], [0]) and (order := message_of(data)):
                    found.append(order)
        return found

    def close(self) -> None:
        """Take no more orders."""
        self._socket.close()


class _Pipe:
    """A named pipe, which its folder keeps from others."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        os.mkfifo(self._path, 0o600)
        # Open for both, so that the pipe does not end when a giver of orders closes it.
        self._fd = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
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
    data = json.dumps(order).encode()
    if _NAMED:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _ROOM)
            sender.sendto(data, name_of(folder))
        return
    try:
        fd = os.open(folder / _NAME, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return
    with contextlib.suppress(OSError):
        # Nobody else's words come between: up to 4,096 bytes are written at once (PIPE_BUF, pipe(7)).
        # The first newline ends whatever another could only write a part of.
        os.write(fd, b"\n" + data + b"\n")
    os.close(fd)


def name_of(folder: Path) -> bytes:
    """Give the name of the socket that takes the orders of a folder's run."""
    return b"\0shipway-" + hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:40].encode()
