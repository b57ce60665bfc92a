"""What is to be seen of the runs that go on: each is fed only with what it said since it was last looked at."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from shipway.events import Event
from shipway.transcript import Transcript

MOST: Final = 64
"""Runs that are remembered. One that is forgotten, or over, is read from its beginning when it is looked at again."""


class Teller(Protocol):
    """What a supervisor is here."""

    def events(self, run_id: str, owner: str | None, after: int = 0) -> tuple[list[Event], int]:
        """Give the events past an offset, and the offset behind them; raises NoSuchRun."""


@dataclass
class _Watched:
    lock: threading.Lock = field(default_factory=threading.Lock)
    after: int = 0
    transcript: Transcript = field(default_factory=Transcript)


class Transcripts:
    """Fold the events of runs, whoever of this process's threads looks at them."""

    def __init__(self, teller: Teller, most: int = MOST) -> None:
        self._teller = teller
        self._most = most
        self._lock = threading.Lock()
        self._watched: OrderedDict[str, _Watched] = OrderedDict()

    def look(self, run_id: str, owner: str | None) -> tuple[Transcript, int]:
        """Give what is to be seen of a run now, and the offset behind it; raises NoSuchRun."""
        with self._lock:
            watched = self._watched.get(run_id) or _Watched()
        with watched.lock:
            events, watched.after = self._teller.events(run_id, owner, watched.after)
            shown, after = watched.transcript.feed(events), watched.after
            # A copy, so that it can be drawn while another thread feeds on.
            seen = replace(shown, lines=shown.lines.copy(), results=[*shown.results], artifacts={**shown.artifacts})
        self._keep(run_id, watched, seen.ended is None)
        return seen, after

    def _keep(self, run_id: str, watched: _Watched, goes_on: bool) -> None:
        with self._lock:
            if not goes_on:
                self._watched.pop(run_id, None)
                return
            self._watched[run_id] = watched
            self._watched.move_to_end(run_id)
            if len(self._watched) > self._most:
                self._watched.popitem(last=False)
