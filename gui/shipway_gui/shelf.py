"""The scripts that are open in the window: each read in a thread, and again when its file changes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from shipway.errors import Preparing, ShipwayError
from shipway.prose import plain
from shipway.spec import Reading, Spec

Read: TypeAlias = Callable[[Path, Path | None], Reading]
Stamp: TypeAlias = tuple[tuple[int, int], ...]

AGAIN = 1.0
"""Seconds after which a script whose packages are being prepared is looked at again."""


@dataclass
class Entry:
    """One open script: its reading once it was read, or one sentence why it cannot be, or what it waits for."""

    path: Path
    reading: Reading | None = None
    problem: str = ""
    wait: str = ""
    stamp: Stamp = ()

    @property
    def title(self) -> str:
        """Name the script."""
        return plain(self.reading.title) if self.reading else self.path.name

    @property
    def specs(self) -> tuple[Spec, ...]:
        """List its tools, as far as they are known."""
        return self.reading.specs if self.reading and not self.problem else ()


@dataclass(frozen=True)
class News:
    """What the reading thread found: exactly one of the four is set. `wait` says what is being made ready first."""

    path: Path
    reading: Reading | None = None
    problem: str = ""
    bug: BaseException | None = None
    wait: str = ""


class Shelf:
    """Keep the open scripts in their order."""

    def __init__(self, read: Read, python: Path | None, tell: Callable[[News], None]) -> None:
        self.entries: list[Entry] = []
        self._read = read
        self._python = python
        self._tell = tell
        self._wanted: queue.SimpleQueue[Path] = queue.SimpleQueue()
        self._pending = 0
        threading.Thread(target=self._work, name="reader", daemon=True).start()

    def add(self, path: Path) -> Entry:
        """Open a script; one that is open already is read again."""
        path = path.absolute()
        entry = self.entry(path)
        if entry is None:
            entry = Entry(path)
            self.entries.append(entry)
        self._want(entry)
        return entry

    @property
    def idle(self) -> bool:
        """Whether everything that was to be read has been read and taken in."""
        return self._pending == 0

    def entry(self, path: Path) -> Entry | None:
        """Give the entry of a script, or None when it is not open."""
        return next((entry for entry in self.entries if entry.path == path), None)

    def take(self, news: News) -> Entry | None:
        """Take in what was read; gives its entry, None when nothing changed, and raises what was a bug."""
        self._pending -= not news.wait
        if news.bug is not None:
            raise news.bug
        entry = self.entry(news.path)
        if entry is not None and news.wait and entry.wait == news.wait:
            return None
        if entry is not None:
            entry.problem, entry.wait = news.problem, news.wait
            if news.reading is not None:
                entry.reading = news.reading
                # The script's own stamp stays that from before it was read: it may have changed since.
                entry.stamp = (*entry.stamp[:1], *_stamp(entry)[1:])
        return entry

    def look(self) -> None:
        """Read again what has changed on disk since it was read."""
        for entry in self.entries:
            if _stamp(entry) != entry.stamp:
                self._want(entry)

    def _want(self, entry: Entry) -> None:
        entry.stamp = _stamp(entry)
        self._pending += 1
        self._wanted.put(entry.path)

    def _work(self) -> None:
        while True:
            path = self._wanted.get()
            try:
                news = News(path, reading=self._read(path, self._python))
            except Preparing as wait:
                news = News(path, wait=str(wait))
                later = threading.Timer(AGAIN, self._wanted.put, (path,))
                later.daemon = True
                later.start()
            except ShipwayError as error:
                news = News(path, problem=str(error))
            except OSError as error:
                news = News(path, problem=f"{path.name} cannot be read: {error.strerror or error}")
            except Exception as error:  # noqa: BLE001 - handed to the window's thread, which raises it
                news = News(path, bug=error)
            self._tell(news)


def _stamp(entry: Entry) -> Stamp:
    """Tell a change of the script, or of its own modules, without opening any of them."""
    near = entry.reading.near if entry.reading else ()
    return tuple(_one(path) for path in (entry.path, *map(Path, near)))


def _one(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)
