"""Lines of JSON between the near side and a launcher, and the descriptors that come with them."""

from __future__ import annotations

import json
import os
import sys
from _socket import AF_UNIX, CMSG_SPACE, SCM_RIGHTS, SOCK_SEQPACKET, SOCK_STREAM, SOL_SOCKET
from _socket import socket as new_socket

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, NoReturn, Optional, Tuple

_MOST = 4
"""Descriptors of one message."""


def packets(descriptor: int) -> Any:
    """Give a socket on which each send is one message."""
    os.set_inheritable(descriptor, False)
    return new_socket(AF_UNIX, SOCK_SEQPACKET, 0, descriptor)


def stream(descriptor: int) -> Any:
    """Give a socket for one message of any length each way."""
    return new_socket(AF_UNIX, SOCK_STREAM, 0, descriptor)


def receive(near: Any) -> Tuple[Dict[str, Any], List[int]]:
    """Take one message and the descriptors that come with it; nothing when the near side is gone."""
    try:
        data, more, _, _ = near.recvmsg(1 << 18, CMSG_SPACE(_MOST * 4))
    except ConnectionResetError:
        return {}, []
    found = b"".join(bytes(part) for level, kind, part in more if (level, kind) == (SOL_SOCKET, SCM_RIGHTS))
    while data and not data.endswith(b"\n"):
        piece = near.recv(1 << 20)
        if not piece:
            return {}, []
        data += piece
    descriptors = [int.from_bytes(found[at : at + 4], sys.byteorder) for at in range(0, len(found) // 4 * 4, 4)]
    return (json.loads(data) if data else {}), descriptors


def tell(near: Any, **facts: Any) -> None:
    """Send one message."""
    near.sendall(json.dumps(facts).encode() + b"\n")


def give_up(near: Any, **why: str) -> NoReturn:
    """Say why it cannot go on like this, and end this process."""
    tell(near, say="gives up", **why)
    os._exit(0)


def hand_over(near: Any) -> None:
    """Give the near side a hold on this process, so that it can end it, whatever its number becomes."""
    descriptor = _handle()
    line = b'{"say": "here"}\n'
    if descriptor is None:
        near.sendmsg([line])
        return
    near.sendmsg([line], [(SOL_SOCKET, SCM_RIGHTS, descriptor.to_bytes(4, sys.byteorder))])
    os.close(descriptor)


def _handle() -> Optional[int]:
    if hasattr(os, "pidfd_open"):
        descriptor: int = os.pidfd_open(os.getpid())
        return descriptor
    try:
        from _shipway.contain import kernel
    except ImportError:
        return None
    found: Optional[int] = kernel.handle_of(os.getpid())
    return found
