"""The room that the files of a run take: looked at while it goes on, and bounded as its profile says."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from shipway.profile import Profile
from shipway.run.messages import amount

PAUSE: Final = 1.0
"""Seconds between two looks, at least."""
_SHARE: Final = 20
"""So many times as long as a look took, the next one waits: a run with many files costs no more than one with few."""
_OURS: Final = frozenset({"given", "artifacts", "events", "record", "record.part", "lock", "orders", "stdin"})
"""What lies in the folder of a run that works right there, and is not the script's."""


class Room:
    """What the files of one run take. `due`: when the next look is; None where there is no bound.

    What was deleted and is still open is not seen; each such file has the bound of one file.
    """

    def __init__(self, profile: Profile, folder: Path, place: Path | None) -> None:
        self._most, self._count = profile.room, profile.files
        self._top = place or folder
        self._passed_over = frozenset({"given"}) if place is not None else _OURS
        bound = self._most is not None or self._count is not None
        self.due: float | None = time.monotonic() + PAUSE if bound else None

    def look(self) -> str:
        """Say which bound was passed, or nothing. It looks no further than up to the bound."""
        if self.due is None:
            return ""
        began = time.monotonic()
        found = self._passed()
        now = time.monotonic()
        self.due = now + max(PAUSE, (now - began) * _SHARE)
        return found

    def _passed(self) -> str:
        taken, count, seen = 0, 0, set()
        for facts in self._all():
            if facts.st_nlink > 1 and not stat.S_ISDIR(facts.st_mode):
                if (facts.st_dev, facts.st_ino) in seen:
                    continue
                seen.add((facts.st_dev, facts.st_ino))
            count += 1
            # What a file says that it holds may be a hole: blocks of 512 bytes are what it takes.
            taken += facts.st_blocks * 512
            if self._count is not None and count > self._count:
                return f"it made more than the {self._count:,} files that a run may have"
            if self._most is not None and taken > self._most:
                return f"its files took more than the {amount(self._most)} that a run may have"
        return ""

    def _all(self) -> Iterator[os.stat_result]:
        """Give every file and folder below the run's own; no link is followed."""
        folders = [os.fspath(self._top)]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if folder == os.fspath(self._top) and entry.name in self._passed_over:
                            continue
                        facts = entry.stat(follow_symlinks=False)
                        if stat.S_ISDIR(facts.st_mode):
                            folders.append(entry.path)
                        yield facts
            except OSError:
                # It went away meanwhile; or it is too deep for a path, or closed to us.
                continue
