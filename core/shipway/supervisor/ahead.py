"""Launchers made warm while a form is looked at, so that the run of it finds a child that waits."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final, NamedTuple

from shipway.environment import Environment
from shipway.errors import ShipwayError
from shipway.profile import Profile
from shipway.run.launchers import Launchers
from shipway.spec import Reading

MOST: Final = 16
"""Forms that wait for their launcher; the oldest of more go without."""
PAUSE: Final = 1.0
"""Seconds within which the launcher of a script is not looked after twice, however often its form is opened."""
_PATIENCE: Final = 5.0


class _Form(NamedTuple):
    """A form that was opened, and the function that gives the interpreter of its runs."""

    reading: Reading
    chosen: Callable[[], Environment]
    profile: Profile


class Ahead:
    """Do it in a thread, which is there only while there is something to do: whoever opens a form waits for nothing."""

    def __init__(self, launchers: Launchers) -> None:
        self._launchers = launchers
        self._forms: deque[_Form] = deque(maxlen=MOST)
        self._seen: dict[tuple[str, Profile], float] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def expect(self, reading: Reading, chosen: Callable[[], Environment], profile: Profile) -> None:
        """Have a child wait for the run of a form, soon; returns at once, and never fails."""
        now, key = time.monotonic(), (reading.script, profile)
        with self._lock:
            if self._closed or now - self._seen.get(key, -PAUSE) < PAUSE:
                return
            self._seen = {one: at for one, at in self._seen.items() if now - at < PAUSE} | {key: now}
            self._forms.append(_Form(reading, chosen, profile))
            if self._thread is not None:
                return
            thread = self._thread = threading.Thread(target=self._work, name="forms", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            # The system gives no more threads: the run will start its launcher itself.
            self._thread = None

    def close(self) -> None:
        """Begin nothing more, and wait until what was begun is done."""
        with self._lock:
            self._closed, thread = True, self._thread
            self._forms.clear()
        if thread is not None:
            thread.join(_PATIENCE)

    def _work(self) -> None:
        while (form := self._next()) is not None:
            # What is wrong with its interpreter is told when it is run.
            with contextlib.suppress(ShipwayError, OSError):
                self._launchers.warm(form.reading, form.chosen(), form.profile)

    def _next(self) -> _Form | None:
        with self._lock:
            if self._forms:
                return self._forms.popleft()
            self._thread = None
            return None
