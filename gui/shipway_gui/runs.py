"""Runs that the window watches: a thread for each, which waits for what the run says and passes the word on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

from shipway.environment import Environment
from shipway.events import Ended, Event, Made
from shipway.profile import Profile
from shipway.spec import Raws, Reading, Spec, Values
from shipway.transcript import Transcript
from shipway_gui.toolkit import listen

OWNER: Final = "me"
PAUSE: Final = 0.1
"""Seconds between two looks at a run: what it says is shown ten times a second."""


class Supervisor(Protocol):
    """What the window needs of `shipway.supervisor.Inline`."""

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
    ) -> str:
        """Start a run and give its id."""
        ...

    def expect(self, reading: Reading, chosen: Callable[[], Environment], profile: Profile) -> None:
        """Have a launcher warm for a form that is looked at; returns at once."""
        ...

    def events(self, run_id: str, owner: str | None, after: int = 0) -> tuple[Sequence[Event], int]:
        """Give the events past an offset, and the next offset."""
        ...

    def wait(self, run_id: str, seconds: float) -> bool:
        """Return when the run rests, at the latest after so many seconds."""
        ...

    def answer(self, run_id: str, owner: str | None, ask: int, text: str | None) -> None:
        """Answer a question."""
        ...

    def press(self, run_id: str, owner: str | None, ask: int, keys: str) -> None:
        """Press keys for a question."""
        ...

    def stop(self, run_id: str, owner: str | None) -> None:
        """End the run's process tree."""
        ...

    def artifact(self, run_id: str, owner: str | None, artifact: str) -> tuple[Path, Made]:
        """Give where an artifact lies."""
        ...

    def close(self) -> None:
        """Stop every run."""
        ...


class Watch:
    """One run: its transcript so far, which the window reads under `lock`."""

    def __init__(self, supervisor: Supervisor, run_id: str, spec: Spec, tell: Callable[[str], None]) -> None:
        self.run_id = run_id
        self.spec = spec
        self.transcript = Transcript()
        self.lock = threading.Lock()
        self._supervisor = supervisor
        self._tell = tell
        self._awake = threading.Event()
        self._left = False
        self._told = False
        self._thread = threading.Thread(target=self._watch, name=f"watch-{run_id[:8]}", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether the run has not ended yet."""
        return self.transcript.ended is None

    @property
    def alive(self) -> bool:
        """Whether the thread that watches is there."""
        return self._thread.is_alive()

    def leave(self) -> None:
        """Watch no longer; the run itself is not touched."""
        self._left = True
        self._awake.set()

    def heard(self) -> None:
        """Take note that the window has the word: from now on it is told again."""
        self._told = False

    def answer(self, ask: int, text: str | None) -> None:
        """Answer the question of this number; None ends the script's input."""
        self._supervisor.answer(self.run_id, OWNER, ask, text)
        self._awake.set()

    def press(self, ask: int, keys: str) -> None:
        """Press keys for the question of this number."""
        self._supervisor.press(self.run_id, OWNER, ask, keys)
        self._awake.set()

    def stop(self) -> None:
        """End the run's whole process tree."""
        self._supervisor.stop(self.run_id, OWNER)
        self._awake.set()

    def artifact(self, artifact: str) -> tuple[Path, Made]:
        """Give where a file of this run lies, and its name, size and media type."""
        return self._supervisor.artifact(self.run_id, OWNER, artifact)

    def _watch(self) -> None:
        after = 0
        while not self._left:
            self._supervisor.wait(self.run_id, PAUSE)
            events, after = self._supervisor.events(self.run_id, OWNER, after)
            with self.lock:
                self.transcript.feed(events)
            if events and not self._told:
                # Once, until it was heard: words that pile up would leave the window no time for anything else.
                self._told = True
                # Never under the lock: the window may be waiting for it.
                self._tell(self.run_id)
            if events and isinstance(events[-1], Ended):
                return
            # While a question stands, `wait` returns at once.
            if self.transcript.question is not None:
                self._awake.wait(PAUSE)
                self._awake.clear()


def settle(watches: Sequence[Watch], seconds: float = 3.0) -> None:
    """Wait until these watch no longer, once they were left."""
    deadline = time.monotonic() + seconds
    while any(watch.alive for watch in watches) and time.monotonic() < deadline:
        # A thread that is telling something waits until Tk has heard it.
        listen()
        time.sleep(0.01)
