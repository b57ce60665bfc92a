"""Launchers, one for each script and way of running it; they are started when first wanted, and end when idle.

How many children wait is sized by load: one at first, twice as many whenever none was there, one again after a pause.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from shipway.environment import Environment
from shipway.profile import Profile
from shipway.run.launcher import GaveUp, Launcher, Ready
from shipway.run.levels import refuse_below
from shipway.run.surroundings import clean_environment
from shipway.spec import Reading

LEVEL: Final = "tree" if sys.platform == "linux" else "limits"
"""What holds a run without a launcher."""
MOST: Final = 12
"""Children that wait at once for one script."""
CALM: Final = 10.0
"""Seconds after the last run from which on one waiting child is enough."""
IDLE: Final = 60.0
"""Seconds after the last run from which on none waits."""
OVER: Final = 600.0
"""Seconds after the last run at which a launcher ends."""
_PATIENCE: Final = 5.0
"""Seconds that the end of a launcher is waited for when all ends."""
_TRIES: Final = 12
"""So many launchers are started in turn, each without a module that must stay cold, until the script gets none."""


class Launchers:
    """The launchers of one supervisor. `folder` holds the places of runs, and what launchers need.

    `contain` is the least level that a run may have.
    """

    def __init__(self, folder: Path, *, seal: bool = True, contain: str = "limits") -> None:
        self._folder, self._contain = folder, contain
        self._pools: dict[tuple[Any, ...], _Pool] = {}
        self._lock = threading.Lock()
        self._watch: threading.Thread | None = None
        self._closed = threading.Event()
        self.unsealed: dict[str, str] = {} if seal else {"": "it was not asked for"}
        for part in ("places", "launchers"):
            (folder / part).mkdir(parents=True, exist_ok=True, mode=0o700)

    def take(self, reading: Reading, environment: Environment, profile: Profile) -> Ready | None:
        """Give a child that waits for its job; None where this system or interpreter cannot have any.

        Raises Missing when the run would be contained less than it has to be.
        """
        pool = self._pool(reading, environment, profile)
        ready = pool.take() if pool is not None else None
        if not environment.refuses:
            refuse_below(self._contain, ready, LEVEL, self.why_unsealed(environment))
        return ready

    def warm(self, reading: Reading, environment: Environment, profile: Profile) -> None:
        """Have a child wait for a script whose form is being looked at; nothing is waited for."""
        pool = self._pool(reading, environment, profile)
        if pool is not None:
            pool.fill()

    def refill(self, ready: Ready) -> None:
        """Order another child in the place of one that was taken."""
        with self._lock:
            pools = list(self._pools.values())
        for pool in pools:
            if pool.gave(ready):
                pool.fill()

    def close(self) -> None:
        """Let go of every launcher: each ends when the runs of its children have."""
        self._closed.set()
        with self._lock:
            pools, self._pools = list(self._pools.values()), {}
        for ended in [pool.close() for pool in pools]:
            if ended is not None:
                ended.join(_PATIENCE)

    def why_unsealed(self, environment: Environment) -> str:
        """Say why runs of an interpreter are not sealed off here; "" where they are, or none was tried yet."""
        return self.unsealed.get(environment.command[0]) or self.unsealed.get("", "")

    def _pool(self, reading: Reading, environment: Environment, profile: Profile) -> _Pool | None:
        if not can_fork() or environment.refuses or self._closed.is_set():
            return None
        key = (reading.script, environment.command, environment.start, profile)
        mark = (reading.imports, _mark(environment))
        with self._lock:
            pool = self._pools.get(key)
            if pool is not None and (pool.mark != mark or pool.broken):
                pool.close()
                pool = None
            if pool is None:
                pool = self._pools[key] = _Pool(self, self._folder, mark, reading, environment, profile)
            if self._watch is None:
                self._watch = threading.Thread(target=self._keep, name="launchers", daemon=True)
                self._watch.start()
        return pool

    def _keep(self) -> None:
        """Look after them, once a second: fewer children where there are few runs, and no launcher without any."""
        while not self._closed.wait(1.0):
            with self._lock:
                over = [key for key, pool in self._pools.items() if pool.calm_down()]
                pools = [self._pools.pop(key) for key in over]
            for pool in pools:
                pool.close()


class _Pool:
    """The launcher of one script, and its children that wait."""

    def __init__(
        self,
        launchers: Launchers,
        folder: Path,
        mark: tuple[Any, ...],
        reading: Reading,
        environment: Environment,
        profile: Profile,
    ) -> None:
        self.mark = mark
        self.broken = False
        self._launchers, self._folder = launchers, folder
        self._reading, self._environment, self._profile = reading, environment, profile
        self._lock = threading.RLock()
        self._launcher: Launcher | None = None
        self._waiting: deque[Ready] = deque()
        self._given: dict[Path, Ready] = {}
        self._cold: set[str] = set()
        self._wanted = 1
        self._used = time.monotonic()

    def take(self) -> Ready | None:
        """Give a child; None where the interpreter has none to give."""
        self._used = time.monotonic()
        for _ in range(_TRIES):
            with self._lock:
                if self.broken:
                    return None
                if not self._waiting:
                    self._wanted = min(self._wanted * 2, MOST)
                ready = self._one()
                launcher = self._launcher
            if ready is None or launcher is None:
                continue
            try:
                met = launcher.meet(ready)
            except GaveUp as end:
                self._heed(end, launcher)
                continue
            self._given[met.place] = met
            return met
        self.broken = True
        return None

    def _one(self) -> Ready | None:
        if self._waiting:
            return self._waiting.popleft()
        try:
            return self._there().prepare()
        except GaveUp as end:
            self._heed(end, self._launcher)
            return None

    def fill(self) -> None:
        """Order as many children as are wanted."""
        with self._lock, contextlib.suppress(GaveUp, OSError):
            while not self.broken and len(self._waiting) < self._wanted:
                self._waiting.append(self._there().prepare())

    def gave(self, ready: Ready) -> bool:
        """Tell whether a child was one of these, once."""
        return self._given.pop(ready.place, None) is not None

    def calm_down(self) -> bool:
        """Have fewer wait when little happens; tells whether this launcher is not needed any more."""
        idle = time.monotonic() - self._used
        with self._lock:
            if self._launcher is not None:
                self._launcher.ended()
            if idle > CALM:
                self._wanted = 1
                self._drop(0 if idle > IDLE else 1)
        return idle > OVER

    def close(self) -> threading.Thread | None:
        """Let go of the launcher and of the children that wait; gives what waits for its end."""
        with self._lock:
            self.broken = True
            self._drop(0)
            if self._launcher is None:
                return None
            self._launcher.close()
            ending = threading.Thread(target=self._launcher.bury, name="launcher-ends", daemon=True)
            ending.start()
            return ending

    def _drop(self, left: int) -> None:
        while len(self._waiting) > left:
            self._waiting.pop().drop()

    def _there(self) -> Launcher:
        if self._launcher is None:
            folder = self._folder / "launchers" / secrets.token_hex(8)
            (folder / "shared").mkdir(mode=0o755, parents=True)
            settings = self._settings(folder)
            variables = clean_environment(self._profile, folder / "shared", folder / "shared")
            self._launcher = Launcher(self._environment.command, settings, variables)
        return self._launcher

    def _heed(self, end: GaveUp, launcher: Launcher | None) -> None:
        """Start anew without what stood in the way; with nothing to leave out, the interpreter is at fault."""
        with self._lock:
            if launcher is None or launcher is not self._launcher:
                return
            if end.cold:
                self._cold.add(end.cold)
            elif end.unsealed:
                self._launchers.unsealed[self._environment.command[0]] = end.unsealed
            else:
                self.broken = True
            self._drop(0)
            launcher.kill()
            self._launcher = None

    def _settings(self, folder: Path) -> Mapping[str, Any]:
        script, profile = self._reading.script, self._profile
        sealed = profile.seal and not self._launchers.why_unsealed(self._environment)
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


def level_of(environment: Environment, profile: Profile) -> tuple[str, str]:
    """Find out by trying how far runs of an interpreter are contained here; gives the level, and why no higher one.

    The levels, from the lowest: "limits", "tree", "sealed" (`far/contain` says what each holds).
    """
    with tempfile.TemporaryDirectory(prefix="shipway-level-") as folder:
        launchers = Launchers(Path(folder))
        ready = launchers.take(Reading(str(Path(folder, "none.py")), ""), environment, profile)
        try:
            if ready is None:
                return LEVEL, "this system has no processes that could be forked ahead and sealed off"
            ready.drop()
            return ready.level, launchers.why_unsealed(environment)
        finally:
            launchers.close()


def can_fork() -> bool:
    """Tell whether this system forks safely, and hands descriptors from one process to another: Linux does."""
    return hasattr(os, "fork") and hasattr(socket, "AF_UNIX") and Path("/proc/self").is_dir()


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


def _mark(environment: Environment) -> tuple[int, ...]:
    """Tell the packages of an interpreter from what they were before: installing changes the folder of all."""
    found = []
    for path in (environment.command[0], *(one for one in environment.path if one.endswith("-packages"))):
        try:
            found.append(os.stat(path).st_mtime_ns)  # noqa: PTH116 - for each run: a Path takes longer than the look
        except OSError:
            found.append(-1)
    return tuple(found)
