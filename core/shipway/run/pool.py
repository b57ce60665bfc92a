"""The launcher of one script, its slots, and the children that wait: how many do is sized by load."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from shipway.environment import Environment
from shipway.profile import Profile
from shipway.run.launcher import GaveUp, Launcher, Ready, Slot
from shipway.run.surroundings import clean_environment
from shipway.spec import Reading

MOST: Final = 12
"""Children that wait at once for one script."""
CALM: Final = 10.0
"""Seconds after the last run from which on one waiting child is enough."""
IDLE: Final = 60.0
"""Seconds after the last run from which on none waits."""
OVER: Final = 600.0
"""Seconds after the last run at which a launcher ends."""
_TRIES: Final = 12
"""So many launchers are started in turn, each without a module that must stay cold, until the script gets none."""


class Pool:
    """The launcher of one script, and its children that wait."""

    def __init__(
        self,
        unsealed: dict[str, str],
        folder: Path,
        mark: tuple[Any, ...],
        reading: Reading,
        environment: Environment,
        profile: Profile,
    ) -> None:
        self.mark = mark
        self.broken = False
        self._unsealed, self._folder = unsealed, folder
        self._reading, self._environment, self._profile = reading, environment, profile
        self._lock = threading.RLock()
        self._launcher: Launcher | None = None
        self._waiting: deque[Ready] = deque()
        self._free: list[Slot] = []
        self._cold: set[str] = set()
        self._wanted = 1
        self.used = time.monotonic()

    def take(self) -> Ready | None:
        """Give a child; None where the interpreter has none to give."""
        self.used = time.monotonic()
        for _ in range(_TRIES):
            with self._lock:
                if self.broken:
                    return None
                if not self._waiting:
                    self._wanted = min(self._wanted * 2, MOST)
                ready = self._waiting.popleft() if self._waiting else self._prepared()
            if ready is None:
                continue
            try:
                ready.meet()
            except GaveUp as end:
                ready.drop()
                self._heed(end)
                continue
            ready.home = self
            return ready
        self.broken = True
        return None

    def fill(self) -> None:
        """Order as many children as are wanted: one has been taken, or soon will be."""
        self.used = time.monotonic()
        with self._lock:
            while not self.broken and len(self._waiting) < self._wanted:
                if (ready := self._prepared()) is None:
                    return
                self._waiting.append(ready)

    def _prepared(self) -> Ready | None:
        """Order one child, of a slot that is free, or of a new one."""
        while self._free:
            slot = self._free.pop()
            try:
                return slot.prepare()
            except GaveUp:
                # Its guard was ended from outside: there are others.
                slot.close()
        try:
            return self._there().slot().prepare()
        except GaveUp as end:
            self._heed(end)
            return None

    def release(self, slot: Slot) -> None:
        """Take back a slot, if more children will be wanted of it."""
        with self._lock:
            if not self.broken and len(self._free) < self._wanted:
                self._free.append(slot)
                return
        slot.close()

    def rest(self, ready: Ready) -> None:
        """Take back a child that goes on to the next call; it comes first, for it has the script loaded."""
        with self._lock:
            if not self.broken and len(self._waiting) < MOST:
                self._waiting.appendleft(ready)
                return
        ready.drop()

    def calm_down(self) -> bool:
        """Have fewer wait when little happens; tells whether this launcher is not needed any more."""
        idle = time.monotonic() - self.used
        with self._lock:
            if self._launcher is not None:
                self._launcher.ended()
            if idle > CALM:
                self._wanted = 1
                self._drop(0 if idle > IDLE else 1)
                self._empty()
        return idle > OVER

    def close(self) -> threading.Thread | None:
        """Let go of the launcher and of the children that wait; gives what waits for its end."""
        with self._lock:
            self.broken = True
            self._drop(0)
            self._empty()
            if self._launcher is None:
                return None
            self._launcher.close()
            ending = threading.Thread(target=self._launcher.bury, name="launcher-ends", daemon=True)
            ending.start()
            return ending

    def _drop(self, left: int) -> None:
        while len(self._waiting) > left:
            self._waiting.pop().drop()

    def _empty(self) -> None:
        while self._free:
            self._free.pop().close()

    def _there(self) -> Launcher:
        if self._launcher is None:
            folder = self._folder / "launchers" / secrets.token_hex(8)
            (folder / "shared").mkdir(mode=0o755, parents=True)
            settings = self._settings(folder)
            variables = clean_environment(self._profile, folder / "shared", folder / "shared")
            self._launcher = Launcher(self._environment.command, settings, variables)
        return self._launcher

    def _heed(self, end: GaveUp) -> None:
        """Start anew without what stood in the way; with nothing to leave out, the interpreter is at fault."""
        with self._lock:
            launcher = self._launcher
            if launcher is None or (not (end.cold or end.unsealed) and launcher.is_there()):
                # Only a slot was ended, from outside: there are others.
                return
            self._launcher = None
            if not (end.cold or end.unsealed):
                end = launcher.why()
            if end.cold:
                self._cold.add(end.cold)
            elif end.unsealed:
                self._unsealed[self._environment.command[0]] = end.unsealed
            else:
                self.broken = True
            self._drop(0)
            self._empty()
            launcher.kill()

    def _settings(self, folder: Path) -> Mapping[str, Any]:
        script, profile = self._reading.script, self._profile
        sealed = profile.seal and not why_unsealed(self._unsealed, self._environment)
        places = str(self._folder / "places")
        seal = {"places": places, "folder": str(folder), "network": profile.network, "script": script}
        warm = [name.replace(":", ",").split(",") for name in self._reading.imports]
        return {
            "script": script,
            "start": self._environment.start,
            "folder": str(folder),
            "places": places,
            "warm": [names for names in warm if names[0] not in self._cold],
            "parts": parts_of(self._reading),
            "limits": asdict(profile.limits) if profile.limits is not None else None,
            "seal": {**seal, "read": self._read(script)} if sealed else None,
        }

    def _read(self, script: str) -> list[str]:
        """List the folders that a sealed run may look into."""
        folders = {str(Path(path).parent) for path in (script, os.path.realpath(script))}
        folders |= {place for place in self._environment.start[2:3] if place}
        shown = {folder for folder in folders if not _is_shared(folder)}
        if shown != folders:
            # A folder that is everybody's: the script's own files alone.
            shown |= {script, *self._reading.near}
        return sorted(shown | {str(Path(path).expanduser()) for path in self._profile.reads})


def _is_shared(folder: str) -> bool:
    return os.path.realpath(folder) in ("/", "/tmp", "/var/tmp", "/dev/shm", "/home")  # noqa: S108 - compared


def parts_of(reading: Reading) -> list[str]:
    """Name the parts of the far side that the tools of a script need."""
    parts = {"results", "tables"}
    for spec in reading.specs:
        parts |= _PARTS.get(spec.dialect, set())
        if spec.stdin == "asks":
            parts.add("asks")
    return sorted(parts)


_CALLS: Final = ("arguments", "hinting", "opened", "records", "shapes")
_PARTS: Final[Mapping[str, set[str]]] = {
    "function": {"script_types", "kinds", *(f"calls.{name}" for name in _CALLS)},
    "argparse": {"argparsers.complaints"},
    "click": {"clicks"},
}


def why_unsealed(unsealed: Mapping[str, str], environment: Environment) -> str:
    """Say why runs of an interpreter are not sealed off; "" where they are, or none was tried yet."""
    return unsealed.get(environment.command[0]) or unsealed.get("", "")
