"""The folder of one run: what it is, and what it said, locked by whoever drives it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shipway.events import Ask, Ended, Event, from_line, to_line
from shipway.spec import FileRef, Raw, Raws, Reading, Spec
from shipway.supervisor.locks import is_locked, let_go, lock


@dataclass(frozen=True)
class Record:
    """What is known of a run beside its events: `started` is in seconds since 1970; raws of secrets are masked."""

    id: str
    script: str
    tool: str
    title: str
    owner: str
    started: float
    raws: Mapping[str, Any]

    @classmethod
    def of(cls, run_id: str, reading: Reading, spec: Spec, owner: str, raws: Raws) -> Record:
        """Describe a run that starts now."""
        shown = {param.name: _shown(param.kind, raws[param.name]) for param in spec.params if param.name in raws}
        return cls(run_id, reading.script, spec.tool, spec.title, owner, time.time(), shown)


def _shown(kind: str, raw: Raw) -> Any:
    """Give the plain form of a raw, for showing the form again."""
    if kind == "secret":
        return None
    if isinstance(raw, FileRef):
        return {"file": raw.name, "path": raw.path}
    if isinstance(raw, tuple):
        return [_shown(kind, one) for one in raw]
    return raw if isinstance(raw, str) else None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class Log:
    """A run's folder. One process writes (it called `begin`); any may read and give orders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._fd = -1

    def exists(self) -> bool:
        """Tell whether the run was begun."""
        try:
            return os.stat(self._path("record")).st_size > 0  # noqa: PTH116 - asked at each poll
        except FileNotFoundError:
            return False

    def begin(self, record: Record) -> None:
        """Make the folder, lock its events, and write the record; with it the run is there for everybody."""
        self.folder.mkdir(parents=True, mode=0o700)
        self._fd = os.open(self._path("events"), os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND, 0o600)
        lock(self._fd)
        # One write, so that nobody reads half of it; until then the file is empty, and the run not there.
        with open(self._path("record"), "xb", buffering=0, opener=_private) as file:
            file.write(json.dumps(vars(record)).encode())

    def append(self, event: Event) -> None:
        """Add an event, as one whole line."""
        line = to_line(event).encode("utf-8", "surrogatepass") + b"\n"
        while line:
            line = line[os.write(self._fd, line) :]

    def end(self) -> None:
        """Let go of the lock: what has no end now never gets one."""
        let_go(self._fd)

    def record(self) -> Record:
        """Give what is known of the run."""
        return Record(**json.loads(Path(self._path("record")).read_bytes()))

    def events(self, after: int) -> tuple[list[Event], int]:
        """Give the events past a byte offset, and the offset behind them; `interrupted` when nobody drives the run."""
        driven = self._is_driven()
        with open(self._path("events"), "rb") as file:  # noqa: PTH123 - as above
            file.seek(after)
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        events = [from_line(line) for line in whole.decode("utf-8", "surrogatepass").split("\n") if line]
        if not driven and not (events and isinstance(events[-1], Ended)) and not self._has_ended():
            events.append(Ended("interrupted", None, "the program that ran it was ended"))
        return events, after + len(whole)

    def rests(self, after: int = 0) -> bool:
        """Tell whether the run has ended, or waits for an answer to what it asked past this offset."""
        if os.stat(self._path("events")).st_size <= after:  # noqa: PTH116 - asked at each poll
            return not self._is_driven()
        last = self._last()
        return isinstance(last, (Ask, Ended)) or not self._is_driven()

    def _path(self, name: str) -> str:
        # A Path of each would take longer than what is done with it.
        return os.path.join(self.folder, name)  # noqa: PTH118

    def _has_ended(self) -> bool:
        return isinstance(self._last(), Ended)

    def _last(self) -> Event | None:
        """Give the last event. Whoever polls reads no more of the file than this takes, however much was written."""
        with open(self._path("events"), "rb") as file:  # noqa: PTH123 - as above
            size = file.seek(0, os.SEEK_END)
            data, piece = b"", 4096
            # A last line that is only half there has no newline yet; the one before it lies between two.
            while len(data) < size and data.count(b"\n") < 2:
                file.seek(max(0, size - piece))
                data, piece = file.read(min(piece, size)), piece * 4
        lines = data.split(b"\n")[:-1]
        return from_line(lines[-1].decode("utf-8", "surrogatepass")) if lines else None

    def _is_driven(self) -> bool:
        return is_locked(self._path("events"))
