"""The process that guards a run, as the near side holds it: one that it started, or one that a launcher forked."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
from pathlib import Path
from typing import Final, Protocol

_ENDING: Final = 3.0
"""Seconds that a process of ours may take to go, once it has said that all is over."""


class Guarded(Protocol):
    """How the guard of a run is waited for, and ended when it does not do its duty."""

    @property
    def pid(self) -> int:
        """Its number, as this process sees it; 0 where that is not known."""

    def let_go(self, seconds: float) -> bool:
        """Wait so long for its end, and hold it no more; False when it has not ended in that time.

        No seconds: it is known to be ending.
        """

    def kill(self) -> None:
        """End it, and what is in its hands."""

    def status(self) -> int | None:
        """Give how it ended, as wait(2) does; None where that is not to be known."""


class Started:
    """A process of ours."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def let_go(self, seconds: float) -> bool:
        """Wait for its end, whatever is known: else it would stay a zombie."""
        try:
            self._process.wait(seconds or _ENDING)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End it and its group."""
        if self._process.poll() is not None:
            # Its number may be another's by now.
            return
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def status(self) -> int | None:
        """Give how it ended."""
        code = self._process.poll()
        return None if code is None else (code & 0xFF) << 8 if code >= 0 else -code


class Forked:
    """A process of a launcher's, by a descriptor that never means another one (pidfd_open(2)); -1 where there is none.

    A number could be given to another process meanwhile.
    """

    def __init__(self, handle: int) -> None:
        self._handle = handle

    @property
    def pid(self) -> int:
        """Its number: the kernel tells it as this process sees it."""
        if self._handle < 0:
            return 0
        told = Path(f"/proc/self/fdinfo/{self._handle}").read_text()
        return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pid:")), 0)

    def let_go(self, seconds: float) -> bool:
        """Wait for its end, which its launcher sees to; one that has told the end of a run goes on to the next."""
        return not seconds or self.ended(seconds)

    def ended(self, seconds: float = 0.0) -> bool:
        """Tell whether it has ended, or does so within that time."""
        if self._handle < 0:
            return True
        poll = select.poll()
        poll.register(self._handle, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def kill(self) -> None:
        """End it; where it is the first of its pids, all that it guards ends with it."""
        if self._handle >= 0:
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def status(self) -> int | None:
        """Know nothing: it is another process's child."""
        return None

    def close(self) -> None:
        """Let go of it."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)
