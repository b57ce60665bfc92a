"""Owns runs from start to end. This is the inline host: runs belong to the process that took them.

Each run has a folder of its own under the state folder; what it said stands there as lines (`events`), so that any
process that shares the state folder can show it, answer its questions and stop it. Only the process that took a run
drives it, holding a lock; a run whose lock is free and that has no end is `interrupted`.
"""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from shipway.bind import check_line
from shipway.environment import Environment
from shipway.errors import Busy, NoSuchRun
from shipway.events import Ask, Ended, Event, Made
from shipway.profile import Profile
from shipway.run import Run, start
from shipway.run.launchers import Launchers
from shipway.run.orders import give
from shipway.spec import FileRef, Raws, Reading, Spec, Values
from shipway.supervisor.ahead import Ahead
from shipway.supervisor.keys import Keys
from shipway.supervisor.log import Log, Record

__all__ = ["Inline", "Record"]


MOST: Final = 32
"""Runs at once in one process, at most: each is a process or more, and a thread."""


class Inline:
    """Run tools in threads of this process, and remember them in a folder.

    Every call that names a run takes the `owner` who asks; None is the author, who sees all. A run of another owner is
    NoSuchRun, as is one that never was. `contain` is the least level that its runs may have.
    """

    def __init__(self, folder: Path, most: int = MOST, contain: str = "limits") -> None:
        self.folder = folder
        self._most = most
        self._runs: dict[str, Run] = {}
        self._drivers: dict[str, threading.Thread] = {}
        self._lock = threading.Lock()
        self._changed = threading.Condition()
        self.launchers = Launchers(folder, contain=contain)
        self._ahead = Ahead(self.launchers)
        self._keys = Keys(folder / "keys", lambda run_id: Log(folder / "runs" / run_id).exists())
        for part in ("runs", "uploads"):
            (folder / part).mkdir(parents=True, exist_ok=True, mode=0o700)

    def submit(
        self,
        reading: Reading,
        spec: Spec,
        values: Values,
        *,
        environment: Environment,
        profile: Profile,
        owner: str,
        raws: Raws | None = None,
        key: str = "",
    ) -> str:
        """Start a run and give its id: 128 random bits as 32 hexadecimal digits. Raises Busy when too many run.

        `key` names a run of its owner for good: where there is one, its id is given, and nothing is started.
        """
        with self._keys.held(owner, key) as (run_id, is_new):
            if is_new:
                self._begin(run_id, reading, spec, values, environment, profile, owner, raws or {})
        return run_id

    def run_of(self, owner: str, key: str) -> str:
        """Give the run that an owner's key names; "" where it names none."""
        return self._keys.run_of(owner, key)

    def expect(self, reading: Reading, chosen: Callable[[], Environment], profile: Profile) -> None:
        """Have a launcher warm for a form that is looked at; `chosen` gives the interpreter. It returns at once."""
        self._ahead.expect(reading, chosen, profile)

    def _begin(
        self,
        run_id: str,
        reading: Reading,
        spec: Spec,
        values: Values,
        environment: Environment,
        profile: Profile,
        owner: str,
        raws: Raws,
    ) -> None:
        if len(self._runs) >= self._most:
            raise Busy(f"{self._most} runs are under way here, and no more can be: try again in a moment")
        ready = self.launchers.take(reading, environment, profile)
        log = Log(self.folder / "runs" / run_id)
        log.begin(Record.of(run_id, reading, spec, owner, raws))
        try:
            run = start(
                reading.script, spec, values, environment=environment, profile=profile, folder=log.folder, ready=ready
            )
        except BaseException:
            # What never started was no run.
            log.end()
            shutil.rmtree(log.folder)
            if ready is not None:
                ready.drop()
            raise
        driver = threading.Thread(target=self._drive, args=(run_id, run, log), name=f"run-{run_id[:8]}", daemon=True)
        with self._lock:
            self._runs[run_id], self._drivers[run_id] = run, driver
        driver.start()

    def record(self, run_id: str, owner: str | None) -> Record:
        """Give what is known of a run: tool, inputs (secrets masked), times."""
        record = self._log(run_id).record()
        if owner is not None and record.owner != owner:
            raise NoSuchRun("there is no such run")
        return record

    def events(self, run_id: str, owner: str | None, after: int = 0) -> tuple[list[Event], int]:
        """Give the events past an offset, and the offset to ask with next time. Ended comes last, once it is over."""
        self.record(run_id, owner)
        return self._log(run_id).events(after)

    def wait(self, run_id: str, seconds: float, after: int = 0) -> bool:
        """Wait until the run has ended, or asks something past the offset `after`; False when the time is up."""
        deadline = time.monotonic() + seconds
        log = self._log(run_id)
        with self._changed:
            while not log.rests(after) and (left := deadline - time.monotonic()) > 0:
                # A run of another process is only seen by looking.
                self._changed.wait(min(left, 5.0 if run_id in self._runs else 0.05))
            return log.rests(after)

    def answer(self, run_id: str, owner: str | None, ask: int, text: str | None) -> None:
        """Answer a question; None ends the script's input. An answer to a question that is past is dropped.

        Raises BadInput when the text is not one line that a script can read.
        """
        self.record(run_id, owner)
        if text is not None:
            check_line(text)
        give(self._log(run_id).folder, {"do": "answer", "ask": ask, "text": text})

    def press(self, run_id: str, owner: str | None, ask: int, keys: str) -> None:
        """Press keys for a question that reads them one by one; they are dropped when the question is past.

        Raises BadInput when they are no text, or more than a person presses at once.
        """
        self.record(run_id, owner)
        check_line(keys.replace("\r", "").replace("\n", ""))
        give(self._log(run_id).folder, {"do": "keys", "ask": ask, "text": keys})

    def stop(self, run_id: str, owner: str | None) -> None:
        """End the run's whole process tree; nothing happens when it has ended."""
        self.record(run_id, owner)
        give(self._log(run_id).folder, {"do": "stop"})

    def artifact(self, run_id: str, owner: str | None, artifact: str) -> tuple[Path, Made]:
        """Give where an artifact lies, and its name, size and media type."""
        events, _ = self.events(run_id, owner)
        for event in events:
            if isinstance(event, Made) and event.id == artifact:
                return self._log(run_id).folder / "artifacts" / event.id, event
        raise NoSuchRun("there is no such file in this run")

    def runs(self, owner: str | None) -> list[Record]:
        """List the runs of an owner (of all, for the author), the newest first."""
        records = [Log(folder).record() for folder in (self.folder / "runs").iterdir() if (folder / "record").exists()]
        mine = [record for record in records if owner is None or record.owner == owner]
        return sorted(mine, key=lambda record: record.started, reverse=True)

    def hold(self, stream: IO[bytes], name: str) -> FileRef:
        """Keep an upload, and point to it. Its own name is shown only; a safe form of it is its name on disk."""
        place = self.folder / "uploads" / secrets.token_hex(16)
        place.mkdir(mode=0o700)
        path = place / safe_name(name)
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file, 1024 * 1024)
        return FileRef(str(path), name)

    def close(self) -> None:
        """Stop every run of this process and wait until each has ended."""
        with self._lock:
            running, drivers = list(self._runs.values()), list(self._drivers.values())
        for run in running:
            run.stop()
        for driver in drivers:
            driver.join(10)
        self._ahead.close()
        self.launchers.close()

    def _drive(self, run_id: str, run: Run, log: Log) -> None:
        try:
            for event in run:
                log.append(event)
                if isinstance(event, (Ask, Ended)):
                    with self._changed:
                        self._changed.notify_all()
        finally:
            log.end()
            with self._lock:
                del self._runs[run_id], self._drivers[run_id]
            with self._changed:
                self._changed.notify_all()

    def _log(self, run_id: str) -> Log:
        if len(run_id) != 32 or set(run_id) - set("0123456789abcdef"):
            raise NoSuchRun("there is no such run")
        log = Log(self.folder / "runs" / run_id)
        if not log.exists():
            raise NoSuchRun("there is no such run")
        return log


def safe_name(name: str) -> str:
    """Give a file name that is safe on any disk and still tells the person's own: letters, digits, ` ._-`."""
    leaf = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(mark if mark.isalnum() or mark in " ._-" else "_" for mark in leaf)
    stem, _, ending = kept.rpartition(".")
    if stem and not stem.strip(" .-_"):
        kept = f"file.{ending}"
    # Disks count bytes (NAME_MAX is 255), and the end of a name says what it is.
    return kept.encode()[-200:].decode(errors="ignore").strip(" .-_") or "file"
