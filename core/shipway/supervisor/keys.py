"""Keys of submits: whoever says the same key twice means the same run, whichever process hears it."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shipway.supervisor.locks import let_go, lock


class Keys:
    """A file for each key of an owner, in a folder that all processes share; it holds the id of the run.

    The file is locked while its run is being started, so that whoever comes second waits for what becomes of it. What
    it names counts only when that run is there (`is_there`): a start that failed, or whose process was killed, leaves
    the key free.
    """

    def __init__(self, folder: Path, is_there: Callable[[str], bool]) -> None:
        self._folder, self._is_there = folder, is_there
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @contextmanager
    def held(self, owner: str, key: str) -> Iterator[tuple[str, bool]]:
        """Hold a key; give the id of its run, and whether that run is still to be started. No key is always new."""
        fresh = secrets.token_hex(16)
        if not key:
            yield fresh, True
            return
        with self._locked(self._place(owner, key), os.O_CREAT | os.O_RDWR) as file:
            if before := self._named(file):
                yield before, False
                return
            # Before the run is there: a run without its key could be started a second time.
            os.pwrite(file, fresh.encode(), 0)
            yield fresh, True

    def run_of(self, owner: str, key: str) -> str:
        """Give the run of a key, waiting where it is being started; "" where there is none."""
        try:
            with self._locked(self._place(owner, key), os.O_RDWR) as file:
                return self._named(file)
        except FileNotFoundError:
            return ""

    @contextmanager
    def _locked(self, place: Path, how: int) -> Iterator[int]:
        file = os.open(place, how, 0o600)
        try:
            lock(file)
            yield file
        finally:
            let_go(file)

    def _named(self, file: int) -> str:
        run_id = os.pread(file, 64, 0).decode("ascii", "replace")
        return run_id if len(run_id) == 32 and self._is_there(run_id) else ""

    def _place(self, owner: str, key: str) -> Path:
        # No owner and no key can be read in a name, or reach out of the folder.
        return self._folder / hashlib.sha256(f"{len(owner)}:{owner}{key}".encode("utf-8", "surrogatepass")).hexdigest()
