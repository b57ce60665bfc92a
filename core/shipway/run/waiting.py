"""Tells whether a process of a run waits for input: Linux says in which call each thread sleeps (`/proc/…/syscall`)."""

from __future__ import annotations

import os
import struct
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from shipway.run.feed import Feed

MACHINE: Final = os.uname().machine if sys.platform == "linux" else ""
"""The processor, which says what the kernel's calls are numbered by; "" where there is no such kernel."""
_QUIET: Final = 0.3
"""Seconds without a word after which a script is taken to wait, where the system does not tell."""
_SLOWER: Final = 5
"""So many times longer the pauses between two looks become while nothing is waited for."""
_TERMINAL: Final = os.makedev(5, 0)
"""The device `/dev/tty`: whatever terminal the process has."""

_Reader = Callable[[Path, list[int]], Iterator[int]]


@dataclass(frozen=True)
class Mark:
    """How to know an open file again: a pipe by its inode, a terminal by its device."""

    device: int
    inode: int

    @classmethod
    def of(cls, fd: int) -> Mark:
        """Mark the file that is open here."""
        facts = os.fstat(fd)
        return cls(facts.st_rdev, 0) if facts.st_rdev else cls(facts.st_dev, facts.st_ino)

    def is_open(self, path: Path) -> bool:
        """Tell whether a process has it open as this one of its descriptors."""
        try:
            facts = path.stat()
        except OSError:
            return False
        if not self.inode:
            return facts.st_rdev in (self.device, _TERMINAL)
        return (facts.st_dev, facts.st_ino) == (self.device, self.inode)


class Vigil:
    """Looks now and then whether a run waits for input; `at` is when the next look is due."""

    def __init__(self, guard: int, feed: Feed, machine: str = MACHINE) -> None:
        self._guard, self._feed, self._machine = guard, feed, machine
        self.stir()

    def stir(self) -> None:
        """Take note that something was said or typed."""
        self._since = time.monotonic()
        self._seen, self._pause = 0, self._feed.every
        self.at = self._since + self._pause

    def look(self, now: float) -> bool:
        """Tell whether it waits: seen twice, for a process that has just been given something may not have woken."""
        waits = False if self._feed.unread() else waits_for(self._guard, self._feed.mark, self._machine)
        if waits is None and not self._feed.mark.inode:
            waits = now - self._since >= _QUIET
        self._seen = self._seen + 1 if waits else 0
        fresh = waits and self._seen <= 2
        self._pause = self._feed.every if fresh else min(self._pause * 1.2, self._feed.every * _SLOWER)
        self.at = now + self._pause
        return self._seen >= 2


def waits_for(guard: int, mark: Mark, machine: str = MACHINE) -> bool | None:
    """Tell whether a process below this one waits to read a file; None where the system does not tell."""
    readers = _READERS.get(machine)
    if readers is None:
        return None
    try:
        return any(_waits(process, mark, readers) for process in _below(guard))
    except (PermissionError, FileNotFoundError):
        return None


def _below(pid: int) -> Iterator[Path]:
    """Give the processes below this one."""
    for task in _tasks(Path("/proc", str(pid))):
        for child in (task / "children").read_text().split():
            yield Path("/proc", child)
            yield from _below(int(child))


def _tasks(process: Path) -> list[Path]:
    try:
        return list((process / "task").iterdir())
    except OSError:
        # It has ended since.
        return []


def _waits(process: Path, mark: Mark, readers: dict[int, _Reader]) -> bool:
    for task in _tasks(process):
        try:
            call, *words = (task / "syscall").read_text().split()
            told = readers[int(call)](process, [int(word, 16) for word in words])
            if any(mark.is_open(process / "fd" / str(fd)) for fd in told):
                return True
        except PermissionError:
            raise
        except (OSError, ValueError, KeyError):
            # It runs, sleeps in another call, or has ended.
            continue
    return False


def _read(_: Path, words: list[int]) -> Iterator[int]:
    yield words[0]


def _poll(process: Path, words: list[int]) -> Iterator[int]:
    """Read its array of `struct pollfd`: descriptor, events wanted, events had."""
    for fd, wanted, _had in struct.iter_unpack("=ihh", _memory(process, words[0], min(words[1], 1024) * 8)):
        if wanted & 1:
            yield fd


def _select(process: Path, words: list[int]) -> Iterator[int]:
    """Read its set of bits of those that it wants to read."""
    bits = int.from_bytes(_memory(process, words[1], (min(words[0], 1024) + 7) // 8), "little") if words[1] else 0
    return (fd for fd in range(words[0]) if bits >> fd & 1)


def _epoll(process: Path, words: list[int]) -> Iterator[int]:
    """Read what the kernel tells of an epoll descriptor: "tfd: 0 events: 19 …"."""
    for line in (process / "fdinfo" / str(words[0])).read_text().splitlines():
        if line.startswith("tfd:"):
            yield int(line.split()[1])


def _memory(process: Path, address: int, size: int) -> bytes:
    with (process / "mem").open("rb", buffering=0) as memory:
        memory.seek(address)
        return memory.read(size)


# The numbers of read, readv; poll, ppoll; select, pselect6; epoll_wait, epoll_pwait, epoll_pwait2.
_X86: Final[dict[int, _Reader]] = {
    0: _read, 19: _read, 7: _poll, 271: _poll, 23: _select, 270: _select, 232: _epoll, 281: _epoll, 441: _epoll,
}  # fmt: skip
_ARM: Final[dict[int, _Reader]] = {63: _read, 65: _read, 73: _poll, 72: _select, 22: _epoll, 441: _epoll}
_READERS: Final = {"x86_64": _X86, "aarch64": _ARM}
