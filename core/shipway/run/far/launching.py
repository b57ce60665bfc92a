"""What a launcher does: it seals itself off, imports what its script will, and forks slots, whose children run it."""

from __future__ import annotations

import gc
import os
import select
import signal

from _shipway import ending, guard, messages, slots, warm, work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, Optional, Tuple

    Job = Dict[str, Any]


def main(control: int) -> Tuple[Job, int]:
    """Serve the near side at the socket `control`; a child returns from here with its job and its channel."""
    near = messages.packets(control)
    settings, _ = messages.receive(near)
    os.umask(0o022)
    world = _sealed(near, settings) if settings["seal"] is not None else None
    messages.hand_over(near)
    if settings["limits"] is not None:
        # Under the caller's own profile, modules find what lies where the caller stands.
        os.chdir(settings["folder"])
    if cold := warm.up(settings["warm"], settings["script"]):
        # What spoke or started threads while it was imported must not: another launcher goes on without it.
        messages.give_up(near, cold=cold)
    guard.know_prctl()
    work.compile_ahead(settings["script"])
    work.settle({**settings, "do": "launch"}, settings["parts"])
    ending.remember()
    gc.collect()
    # What is there now stays: so that no child touches, and copies, all of its memory to look for garbage.
    gc.freeze()
    return _Loop(near, world, settings["limits"]).serve()


def _sealed(near: Any, settings: Job) -> Any:
    """Seal this process off; what the machine does not allow is told, for a launcher that does without."""
    try:
        from _shipway.contain import sealing

        world = sealing.World(settings["seal"])
        world.build()
    except (OSError, ImportError) as error:
        messages.give_up(near, unsealed=str(error))
    if os.fork():
        # The new namespace of pids is there for the child. The near side has a hold on it.
        os._exit(0)
    world.settle()
    return world


class _Loop:
    """Takes orders for slots, and reaps those that have ended."""

    def __init__(self, near: Any, world: Any, limits: Optional[Dict[str, Any]]) -> None:
        self._near, self._world, self._limits = near, world, limits
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)

    def serve(self) -> Tuple[Job, int]:
        """Fork a slot whenever one is wanted. Only a slot's child returns."""
        while True:
            ready, _, _ = select.select([self._near.fileno(), self._woken], [], [])
            if self._woken in ready:
                os.read(self._woken, 4096)
                _reap()
            if self._near.fileno() in ready:
                order, sockets = messages.receive(self._near)
                if not order:
                    _leave()
                if self._fork(sockets):
                    slot = slots.Slot(messages.packets(sockets[0]), self._world, self._limits)
                    given: Tuple[Job, int] = slot.serve()
                    return given

    def _fork(self, sockets: List[int]) -> bool:
        """Split; True in the new slot."""
        if self._world is not None:
            self._world.new_pids()
        if os.fork():
            if self._world is not None:
                self._world.own_pids()
            for one in sockets:
                os.close(one)
            return False
        signal.set_wakeup_fd(-1)
        for descriptor in (self._near.detach(), self._woken, self._wake):
            os.close(descriptor)
        return True


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _leave() -> None:
    """End, but not before the runs of the slots have."""
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        os._exit(0)
