"""Locks of files, held as long as a process lives: where the system has none, this process alone knows them."""

from __future__ import annotations

import os
from typing import Final

try:
    import fcntl
except ImportError:
    # Windows has none of these.
    fcntl = None  # type: ignore[assignment]

_held: Final[dict[int, tuple[int, int]]] = {}


def lock(descriptor: int) -> None:
    """Hold the lock of an open file, waiting for whoever holds it; closing the descriptor lets go of it."""
    if fcntl is not None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return
    facts = os.fstat(descriptor)
    _held[descriptor] = (facts.st_dev, facts.st_ino)


def let_go(descriptor: int) -> None:
    """Close a file, and with it its lock."""
    _held.pop(descriptor, None)
    os.close(descriptor)


def is_locked(path: str) -> bool:
    """Tell whether somebody holds the lock of a file."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        if fcntl is None:
            facts = os.fstat(descriptor)
            return (facts.st_dev, facts.st_ino) in _held.values()
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
