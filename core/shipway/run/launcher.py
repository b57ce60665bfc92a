"""One launcher process, its slots, and the children that they fork ahead of their runs."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from shipway.run.clearing import clear_away, vacated
from shipway.run.guarded import Forked
from shipway.run.messages import message_of

LAUNCHER: Final = Path(__file__).parent / "far" / "launcher.py"
PATIENCE: Final = 60.0
"""Seconds within which a launcher must have imported what it is to import."""
PARTS: Final = ("work", "home")
"""The folders of a place."""


class GaveUp(Exception):
    """A launcher cannot go on as it was told to. `cold` is a module that it must not import, `unsealed` why no child of
    its can be sealed off; both are empty where its interpreter ended by itself."""

    def __init__(self, cold: str = "", unsealed: str = "") -> None:
        super().__init__(cold or unsealed)
        self.cold, self.unsealed = cold, unsealed


class Slot:
    """A guard of a launcher's, which has one child at a time: the next one when the run of the last has ended."""

    def __init__(self, near: socket.socket, level: str, places: Path) -> None:
        near.settimeout(PATIENCE)
        self.level = level
        self._near, self._places = near, places
        self._guard: Forked | None = None
        self._place: Path | None = None

    def prepare(self) -> Ready:
        """Order a child. Raises GaveUp when the slot is no more."""
        place, self._place = self._place, None
        if place is None:
            place = self._places / secrets.token_hex(8)
            for folder in (place, *(place / part for part in PARTS)):
                folder.mkdir(mode=0o700)
        channel, far_channel = socket.socketpair()
        jobs, far_jobs = socket.socketpair()
        with far_channel, far_jobs:
            try:
                order = json.dumps({"place": str(place)}).encode() + b"\n"
                socket.send_fds(self._near, [order], [far_channel.fileno(), far_jobs.fileno()])
            except OSError:
                channel.close()
                jobs.close()
                shutil.rmtree(place, ignore_errors=True)
                raise GaveUp from None
        return Ready(place, channel, jobs, self)

    def keep(self, place: Path) -> None:
        """Have the place of a run that has ended for the next one, if it can be as it was: making folders is slow."""
        if vacated(place, PARTS):
            self._place = place
        else:
            clear_away(place)

    def guard(self) -> Forked:
        """Give the hold on its process. Raises GaveUp when it is no more."""
        if self._guard is None:
            try:
                data, handles, _, _ = socket.recv_fds(self._near, 65536, 1)
            except OSError:
                data, handles = b"", []
            if b'"here"' not in data:
                raise given_up(data)
            self._guard = Forked(handles[0] if handles else -1)
        return self._guard

    def close(self) -> None:
        """Let go of it: it ends when its run has, or at once when there is none."""
        self._near.close()
        if self._guard is not None:
            self._guard.close()
        if self._place is not None:
            clear_away(self._place)


class Home(Protocol):
    """Where children come from."""

    def fill(self) -> None:
        """Have as many children wait as are wanted."""

    def release(self, slot: Slot) -> None:
        """Take back a slot whose run has ended."""

    def rest(self, ready: Ready) -> None:
        """Take back a child that goes on to the next call."""


@dataclass
class Ready:
    """A child that waits for its job: its place, the run's channel, and the socket that takes the job.

    `home` is where it comes from, and its slot goes back to. `met`: it is known to be there; one that rests between two
    calls (`reuse`) is so all the time.
    """

    place: Path
    channel: socket.socket
    jobs: socket.socket
    slot: Slot
    home: Home | None = None
    met: bool = False

    @property
    def level(self) -> str:
        """Tell how far it is contained."""
        return self.slot.level

    def leave(self) -> None:
        """Let another child be forked in its place: its run is under way."""
        if self.home is not None:
            self.home.fill()

    def come_back(self) -> None:
        """Let its slot have another child: the run has ended, and it with the run."""
        self.jobs.close()
        self.slot.keep(self.place)
        if self.home is None:
            self.slot.close()
        else:
            self.home.release(self.slot)

    def rest(self) -> None:
        """Wait for the next call: that of the run has ended, and it has not."""
        # Its /tmp is the home of its place, in which its place itself is mounted where it lies in /tmp.
        spared = self.place.parts[2] if self.place.parts[1] == "tmp" else ""
        if self.home is not None and vacated(self.place, PARTS, spared):
            self.home.rest(self)
        else:
            self.drop()

    def meet(self) -> None:
        """Wait until it is there. Raises GaveUp when it cannot be."""
        if self.met:
            with contextlib.suppress(BlockingIOError):
                self.channel.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
                # It has ended since, or goes on to speak after its call: it is not for another one.
                raise GaveUp
            return
        self.slot.guard()
        self.jobs.settimeout(PATIENCE)
        try:
            data = self.jobs.recv(65536)
        except OSError:
            data = b""
        if b'"ready"' not in data:
            raise given_up(data)
        self.jobs.settimeout(None)
        self.met = True

    def give(self, job: Mapping[str, Any], ends: tuple[int, int, int]) -> None:
        """Hand it its job and its standard streams. Raises OSError when it is no more."""
        data = json.dumps(job).encode() + b"\n"
        try:
            if rest := data[socket.send_fds(self.jobs, [data], list(ends)) :]:
                self.jobs.sendall(rest)
        finally:
            if not job["reuse"]:
                self.jobs.close()

    def drop(self) -> None:
        """Let it end, unused, and its slot with it."""
        self.jobs.close()
        self.channel.settimeout(PATIENCE)
        with contextlib.suppress(OSError):
            self.channel.shutdown(socket.SHUT_WR)
            # What it does to its place until it has heard would come between.
            while self.channel.recv(65536):
                pass
        self.channel.close()
        self.slot.close()
        clear_away(self.place)


def given_up(said: bytes) -> GaveUp:
    """Read from a launcher's last words why it gave up."""
    for message in map(message_of, said.split(b"\n")):
        if message.get("say") == "gives up":
            return GaveUp(str(message.get("cold", "")), str(message.get("unsealed", "")))
    return GaveUp()


class Launcher:
    """A process that forks children for one script, in one way."""

    def __init__(
        self, command: tuple[str, ...], settings: Mapping[str, Any], variables: Mapping[str, str] | None
    ) -> None:
        self.level = "sealed" if settings["seal"] is not None else "tree"
        self._places = Path(settings["places"])
        self._folder = Path(settings["folder"])
        self._guard: Forked | None = None
        self._said = b""
        # Each send is one message: an order never comes glued to another, nor without its descriptors.
        self._near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._near.settimeout(PATIENCE)
        with far:
            try:
                self._process = subprocess.Popen(
                    [*command, os.fspath(LAUNCHER), str(far.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(far.fileno(),),
                    env=variables,
                    start_new_session=True,
                )
            except OSError:
                # A run without a launcher says why.
                self._near.close()
                raise GaveUp from None
        self._send(settings)

    def slot(self) -> Slot:
        """Order a slot. Raises GaveUp when the launcher is no more."""
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with far:
            try:
                self._send({"do": "slot"}, far.fileno())
            except BaseException:
                near.close()
                raise
        return Slot(near, self.level, self._places)

    def is_there(self) -> bool:
        """Tell whether it goes on, whatever became of a slot."""
        held = self._hold()
        return held is not None and not held.ended()

    def why(self) -> GaveUp:
        """Read why it gave up, from its last words."""
        self._hold()
        self._near.settimeout(2.0)
        for _ in range(2):
            # That it left an order unread is told first, as an error, and once; its words come behind that.
            with contextlib.suppress(OSError):
                while piece := self._near.recv(65536):
                    self._said += piece
        return given_up(self._said)

    def _hold(self) -> Forked | None:
        """Give the hold on it that its first words bring; sealed, it is not the process that was started."""
        for _ in range(2 if self._guard is None and not self._said else 0):
            with contextlib.suppress(OSError):
                self._said, handles, _, _ = socket.recv_fds(self._near, 65536, 1)
                self._guard = Forked(handles[0]) if handles else None
                break
        return self._guard

    def close(self) -> None:
        """Let go of it: it ends when the runs of its children have."""
        self._near.close()
        if self._guard is not None:
            self._guard.close()

    def ended(self) -> bool:
        """Tell whether nothing is left of the process that was started; without asking, it would stay a zombie."""
        return self._process.poll() is not None

    def bury(self) -> None:
        """Wait until it has ended, which its runs may delay, and take away what it needed."""
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def kill(self) -> None:
        """End it at once, with all runs of its children."""
        self._near.settimeout(0.5)
        if (held := self._hold()) is not None:
            held.kill()
            held.close()
        self.close()
        self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _send(self, message: Mapping[str, Any], *descriptors: int) -> None:
        try:
            socket.send_fds(self._near, [json.dumps(message).encode() + b"\n"], list(descriptors))
        except OSError:
            raise self.why() from None
