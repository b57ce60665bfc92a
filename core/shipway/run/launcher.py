"""One launcher process, and the children that it forks ahead of their runs."""

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
from typing import Any, Final

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


@dataclass
class Ready:
    """A child that waits for its job: its place, the run's channel, and the socket that takes the job."""

    place: Path
    channel: socket.socket
    jobs: socket.socket
    level: str
    guard: Forked

    def give(self, job: Mapping[str, Any], ends: tuple[int, int, int]) -> None:
        """Hand it its job and its standard streams. Raises OSError when it is no more."""
        data = json.dumps(job).encode() + b"\n"
        with self.jobs:
            if rest := data[socket.send_fds(self.jobs, [data], list(ends)) :]:
                self.jobs.sendall(rest)

    def drop(self) -> None:
        """Let it end, unused."""
        self.jobs.close()
        self.channel.settimeout(PATIENCE)
        with contextlib.suppress(OSError):
            self.channel.shutdown(socket.SHUT_WR)
            # What it does to its place until it has heard would come between.
            while self.channel.recv(65536):
                pass
        self.channel.close()
        self.guard.close()
        shutil.rmtree(self.place, ignore_errors=True)


class Launcher:
    """A process that forks children for one script, in one way."""

    def __init__(
        self, command: tuple[str, ...], settings: Mapping[str, Any], variables: Mapping[str, str] | None
    ) -> None:
        self.level = "sealed" if settings["seal"] is not None else "tree"
        self._places = Path(settings["places"])
        self._folder = Path(settings["folder"])
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

    def prepare(self) -> Ready:
        """Order a child. Raises GaveUp when the launcher is no more."""
        place = self._places / secrets.token_hex(8)
        for part in PARTS:
            (place / part).mkdir(parents=True, mode=0o700)
        channel, far_channel = socket.socketpair()
        jobs, far_jobs = socket.socketpair()
        with far_channel, far_jobs:
            try:
                self._send({"place": str(place)}, far_channel.fileno(), far_jobs.fileno())
            except BaseException:
                channel.close()
                jobs.close()
                shutil.rmtree(place, ignore_errors=True)
                raise
        return Ready(place, channel, jobs, self.level, Forked(-1))

    def meet(self, ready: Ready) -> Ready:
        """Wait until a child is there. Raises GaveUp when it cannot be; then it is dropped."""
        ready.jobs.settimeout(PATIENCE)
        try:
            data, handles, _, _ = socket.recv_fds(ready.jobs, 65536, 1)
        except OSError:
            data, handles = b"", []
        if b'"ready"' in data:
            ready.guard = Forked(handles[0] if handles else -1)
            ready.jobs.settimeout(None)
            return ready
        ready.drop()
        raise self._last_words(data)

    def close(self) -> None:
        """Let go of it: it ends when the runs of its children have."""
        self._near.close()

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
        with contextlib.suppress(OSError):
            # Its first words bring a hold on it: sealed, it is not the process that was started.
            _, handles, _, _ = socket.recv_fds(self._near, 65536, 1)
            for handle in map(Forked, handles):
                handle.kill()
                handle.close()
        self.close()
        self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _send(self, message: Mapping[str, Any], *descriptors: int) -> None:
        try:
            socket.send_fds(self._near, [json.dumps(message).encode() + b"\n"], list(descriptors))
        except OSError:
            raise self._last_words(b"") from None

    def _last_words(self, said: bytes) -> GaveUp:
        """Read why it gave up, from its child or itself."""
        self._near.settimeout(2.0)
        for _ in range(2):
            # That it left an order unread is told first, as an error, and once; its words come behind that.
            with contextlib.suppress(OSError):
                while piece := self._near.recv(65536):
                    said += piece
        for message in map(message_of, said.split(b"\n")):
            if message.get("say") == "gives up":
                return GaveUp(str(message.get("cold", "")), str(message.get("unsealed", "")))
        return GaveUp()
