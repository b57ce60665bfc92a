"""What a launcher does: it seals itself off, imports what its script will, and forks children that wait for a job."""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
from _socket import AF_UNIX, CMSG_SPACE, SCM_RIGHTS, SOCK_SEQPACKET, SOCK_STREAM, SOL_SOCKET
from _socket import socket as new_socket

from _shipway import ending, guard, streams, warm, work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, NoReturn, Optional, Tuple

    Job = Dict[str, Any]

_READY = b'{"say": "ready"}\n'


def main(control: int) -> Tuple[Job, int]:
    """Serve the near side at the socket `control`; a child returns from here with its job and its channel."""
    near = new_socket(AF_UNIX, SOCK_SEQPACKET, 0, control)
    os.set_inheritable(control, False)
    settings, _ = _receive(near)
    os.umask(0o022)
    world = _sealed(near, settings) if settings["seal"] is not None else None
    _hand_over(near)
    if settings["limits"] is not None:
        # Under the caller's own profile, modules find what lies where the caller stands.
        os.chdir(settings["folder"])
    if cold := warm.up(settings["warm"], settings["script"]):
        # What spoke or started threads while it was imported must not: another launcher goes on without it.
        _give_up(near, cold=cold)
    guard.know_prctl()
    work.compile_ahead(settings["script"])
    work.settle({**settings, "do": "launch"}, settings["parts"])
    _tell(near, say="warm")
    ending.remember()
    gc.collect()
    # What is there now stays: so that no child touches, and copies, all of its memory to look for garbage.
    gc.freeze()
    return _Loop(near, world, settings).serve()


def _sealed(near: Any, settings: Job) -> Any:
    """Seal this process off; what the machine does not allow is told, for a launcher that does without."""
    try:
        from _shipway.contain import sealing

        world = sealing.World(settings["seal"])
        world.build()
    except (OSError, ImportError) as error:
        _give_up(near, unsealed=str(error))
    if os.fork():
        # The new namespace of pids is there for the child. The near side has a hold on it.
        os._exit(0)
    world.settle()
    return world


def _give_up(near: Any, **why: str) -> NoReturn:
    _tell(near, say="gives up", **why)
    os._exit(0)


class _Loop:
    """Takes orders for children, and reaps those that have ended."""

    def __init__(self, near: Any, world: Any, settings: Job) -> None:
        self._near, self._world, self._settings = near, world, settings
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)

    def serve(self) -> Tuple[Job, int]:
        """Fork whenever it is wanted. Only a child returns."""
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        while True:
            ready, _, _ = select.select([self._near.fileno(), self._woken], [], [])
            if self._woken in ready:
                os.read(self._woken, 4096)
                _reap()
            if self._near.fileno() in ready:
                order, sockets = _receive(self._near)
                if not order:
                    _leave()
                if (child := self._fork(order, sockets)) is not None:
                    return child

    def _fork(self, order: Job, sockets: List[int]) -> Optional[Tuple[Job, int]]:
        channel, jobs = sockets
        if self._world is not None:
            self._world.new_pids()
        if os.fork():
            if self._world is not None:
                self._world.own_pids()
            os.close(channel)
            os.close(jobs)
            return None
        return self._child(order, channel, jobs)

    def _child(self, order: Job, channel: int, jobs: int) -> Tuple[Job, int]:
        """Become the guard of a run, and its script's process, which waits here for its job."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for descriptor in (self._near.detach(), self._woken, self._wake):
            os.close(descriptor)
        place = new_socket(AF_UNIX, SOCK_STREAM, 0, jobs)
        try:
            if self._world is not None:
                self._world.enclose(order["place"])
        except OSError as error:
            _give_up(place, unsealed=str(error))
        _hand_over(place)
        guard.split(channel, jobs)
        guard.confine(self._settings["limits"])
        warm.differ()
        job, ends = _receive(place)
        if not job:
            os._exit(0)
        place.close()
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
        return job, channel


def _hand_over(near: Any) -> None:
    """Give the near side a hold on this process, so that it can end it, whatever its number becomes."""
    descriptor = _handle()
    if descriptor is None:
        near.sendmsg([_READY])
        return
    near.sendmsg([_READY], [(SOL_SOCKET, SCM_RIGHTS, descriptor.to_bytes(4, sys.byteorder))])
    os.close(descriptor)


def _handle() -> Optional[int]:
    if hasattr(os, "pidfd_open"):
        descriptor: int = os.pidfd_open(os.getpid())
        return descriptor
    try:
        from _shipway.contain import kernel
    except ImportError:
        return None
    found: Optional[int] = kernel.handle_of(os.getpid())
    return found


def _receive(socket: Any) -> Tuple[Job, List[int]]:
    """Take one line of JSON and the descriptors that come with it; nothing when the near side is gone."""
    try:
        data, more, _, _ = socket.recvmsg(1 << 18, CMSG_SPACE(4 * 4))
    except ConnectionResetError:
        return {}, []
    found = b"".join(bytes(part) for level, kind, part in more if (level, kind) == (SOL_SOCKET, SCM_RIGHTS))
    while data and not data.endswith(b"\n"):
        piece = socket.recv(1 << 20)
        if not piece:
            return {}, []
        data += piece
    descriptors = [int.from_bytes(found[at : at + 4], sys.byteorder) for at in range(0, len(found) // 4 * 4, 4)]
    return (json.loads(data) if data else {}), descriptors


def _tell(socket: Any, **facts: Any) -> None:
    socket.sendall(json.dumps(facts).encode() + b"\n")


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _leave() -> None:
    """End, but not before the runs of the children have."""
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        os._exit(0)
