"""Launchers, one for each script and way of running it; they are started when first wanted, and end when idle.

How many children wait is sized by load: one at first, twice as many whenever none was there, one again after a pause.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from shipway.environment import Environment
from shipway.profile import Profile
from shipway.run.launcher import Ready
from shipway.run.levels import refuse_below
from shipway.run.pool import Pool, why_unsealed
from shipway.spec import Reading

LEVEL: Final = "tree" if sys.platform == "linux" and hasattr(os, "fork") else "limits"
"""What holds a run without a launcher."""
MOST: Final = 8
"""Launchers at once: each is as large as the interpreter with what the script imports."""
_PATIENCE: Final = 5.0
"""Seconds that the end of a launcher is waited for when all ends."""


class Launchers:
    """The launchers of one supervisor. `folder` holds the places of runs, and what launchers need.

    `contain` is the least level that a run may have.
    """

    def __init__(self, folder: Path, *, seal: bool = True, contain: str = "limits") -> None:
        self._folder, self._contain = folder, contain
        self._pools: dict[tuple[Any, ...], Pool] = {}
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
        return why_unsealed(self.unsealed, environment)

    def _pool(self, reading: Reading, environment: Environment, profile: Profile) -> Pool | None:
        if not can_fork() or environment.refuses or self._closed.is_set():
            return None
        key = (reading.script, environment.command, environment.start, profile)
        own = (reading.script, *reading.near) if profile.reuse else ()
        mark = (reading.imports, _mark(environment, own))
        with self._lock:
            pool = self._pools.get(key)
            if pool is not None and (pool.mark != mark or pool.broken):
                self._pools.pop(key).close()
                pool = None
            if pool is None:
                self._make_room()
                pool = self._pools[key] = Pool(self.unsealed, self._folder, mark, reading, environment, profile)
            if self._watch is None:
                self._watch = threading.Thread(target=self._keep, name="launchers", daemon=True)
                self._watch.start()
        return pool

    def _make_room(self) -> None:
        """Let go of the launcher that has been idle for the longest, when there are as many as there may be."""
        while len(self._pools) >= MOST:
            oldest = min(self._pools, key=lambda key: self._pools[key].used)
            self._pools.pop(oldest).close()

    def _keep(self) -> None:
        """Look after them, once a second: fewer children where there are few runs, and no launcher without any."""
        while not self._closed.wait(1.0):
            with self._lock:
                over = [key for key, pool in self._pools.items() if pool.calm_down()]
                pools = [self._pools.pop(key) for key in over]
            for pool in pools:
                pool.close()


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
            return ready.slot.level, launchers.why_unsealed(environment)
        finally:
            launchers.close()


def can_fork() -> bool:
    """Tell whether this system forks safely, and hands descriptors from one process to another: Linux does."""
    return hasattr(os, "fork") and hasattr(socket, "AF_UNIX") and Path("/proc/self").is_dir()


def _mark(environment: Environment, own: Sequence[str]) -> tuple[int, ...]:
    """Tell the packages of an interpreter from what they were before: installing changes the folder of all."""
    found = []
    for path in (*own, environment.command[0], *(one for one in environment.path if one.endswith("-packages"))):
        try:
            found.append(os.stat(path).st_mtime_ns)  # noqa: PTH116 - for each run: a Path takes longer than the look
        except OSError:
            found.append(-1)
    return tuple(found)
