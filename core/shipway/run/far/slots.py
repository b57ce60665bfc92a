"""A slot: a guard that has one child at a time waiting for its job, and the next one when that run has ended.

What is costly is made once for all its runs: the process itself, its namespaces of pids and network. A run that has
ended leaves nothing in them, for its processes are dead and had no right to change them.
"""

from __future__ import annotations

import os

from _shipway import guard, messages, results, say, streams, warm

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, Optional, Tuple

    Job = Dict[str, Any]


class Slot:
    """The far side of a slot; `near` brings an order for each child. `world` is what it is sealed off in, or None."""

    def __init__(self, near: Any, world: Any, limits: Optional[Dict[str, Any]]) -> None:
        self._near, self._world, self._limits = near, world, guard.limits_of(limits, sealed=world is not None)
        if world is not None:
            try:
                world.found()
            except OSError as error:
                messages.give_up(near, unsealed=str(error))
        messages.hand_over(near)
        self._guard = guard.Guard()

    def serve(self) -> Tuple[Job, int]:
        """Fork a child for each order, and guard it. Only a child returns, with its job and its channel."""
        while True:
            order, sockets = messages.receive(self._near)
            if not order:
                os._exit(0)
            channel, jobs = sockets
            pid = self._guard.fork()
            if not pid:
                return self._child(order["place"], channel, jobs)
            os.close(jobs)
            self._guard.watch(channel, pid)
            os.close(channel)

    def _child(self, place: str, channel: int, jobs: int) -> Tuple[Job, int]:
        """Be the process of a run: sealed off, confined, waiting for the job."""
        os.close(self._near.detach())
        near = messages.stream(jobs)
        if self._world is not None:
            try:
                self._world.enclose(place)
            except OSError as error:
                messages.give_up(near, unsealed=str(error))
            # Whose user has changed is not bound to its guard any more.
            self._guard.bind()
        guard.confine(self._limits)
        warm.differ()
        messages.tell(near, say="ready")
        job, ends = messages.receive(near)
        if not job:
            os._exit(0)
        _take(job, ends)
        if job.get("reuse"):
            _near.append(near)
        else:
            near.close()
        return job, channel


_near: List[Any] = []


def another() -> Job:
    """Rest after a call, with nothing of it left, and give the job of the next one."""
    results.forget()
    streams.rest()
    say.tell("rests")
    told: Tuple[Job, List[int]] = messages.receive(_near[0])
    if not told[0]:
        os._exit(0)
    _take(*told)
    return told[0]


def _take(job: Job, ends: List[int]) -> None:
    streams.take(ends)
    if job["stdin"] == "terminal":
        guard.take_terminal()
    for name, text in job["variables"].items():
        if text is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = text
    if job["work"]:
        os.chdir(job["work"])
