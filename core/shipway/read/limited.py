"""A reading in a process of its own, with limits: a script's text may be written to exhaust whoever parses it.

Where this process has no threads it is split in two for one reading (some milliseconds); else a reader is started by
`python -m shipway.read`, and waits a while for the next script.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from shipway import errors
from shipway.environment import Environment
from shipway.errors import ShipwayError, Unreadable
from shipway.spec import Reading, from_json, to_json

SECONDS: Final = 2.0
"""Seconds of processor time in which a script's text must be read."""
MEMORY: Final = 2**30
"""Bytes that reading a text may take, beyond what its process has at its start."""
PATIENCE: Final = 60.0
"""Seconds after which a reader is given up; the script itself may have been started more than once meanwhile."""
IDLE: Final = 30.0
"""Seconds that a reader waits for its next script."""

Work = Callable[[Path, Environment], "Reading | Unreadable"]


@dataclass
class _Reader:
    """A process that reads: the near end of its channel, and how to end it."""

    channel: socket.socket
    end: Callable[[], object]

    def ask(self, request: bytes) -> bytes:
        """Give its answer, or what of it came before it ended or was given up."""
        answer = b""
        with contextlib.suppress(OSError):
            self.channel.settimeout(PATIENCE)
            self.channel.sendall(request + b"\n")
            while not answer.endswith(b"\n") and (piece := self.channel.recv(2**20)):
                answer += piece
        return answer

    def close(self) -> None:
        self.channel.close()
        self.end()


_waiting: list[_Reader] = []


def read_limited(script: Path, where: Environment, work: Work) -> Reading:
    """Give what `work` makes of a script, in a process with limits.

    Raises Unreadable when the script is, or when its text took more than the limits; other errors as `work` does.
    """
    # A reader that waits was started in an environment that may be another by now.
    asked = {"script": os.fspath(script), "where": asdict(where), "environ": dict(os.environ)}
    request = json.dumps(asked).encode()
    if hasattr(os, "fork") and threading.active_count() == 1:
        reader = _split(work)
        answer = reader.ask(request)
        reader.close()
        return _understood(script, answer)
    while _waiting:
        # One that ended of itself meanwhile gives no answer: the next one does.
        if answer := _asked(_waiting.pop(), request):
            return _understood(script, answer)
    return _understood(script, _asked(_started(), request))


def _asked(reader: _Reader, request: bytes) -> bytes:
    answer = reader.ask(request)
    if answer.endswith(b"\n"):
        _waiting.append(reader)
    else:
        reader.close()
    return answer


def _understood(script: Path, answer: bytes) -> Reading:
    if not answer.endswith(b"\n"):
        raise Unreadable(f"{script.name} cannot be read: its text takes more than {SECONDS:g} s or {MEMORY >> 30} GiB")
    message = json.loads(answer)
    if "bug" in message:
        raise RuntimeError(message["bug"])
    if "error" in message:
        raise getattr(errors, message["error"])(message["text"])
    return from_json(message["reading"])


def _split(work: Work) -> _Reader:
    near, far = socket.socketpair()
    with warnings.catch_warnings():
        # Threads of libraries (numpy's) are none of ours, and the child touches nothing of theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        near.close()
        try:
            serve(far, work, readings=1)
        finally:
            os._exit(0)
    far.close()

    def end() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)

    return _Reader(near, end)


def _started() -> _Reader:
    near, far = socket.socketpair()
    command = [sys.executable, "-m", "shipway.read", str(far.fileno())]
    with far:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=(far.fileno(),))

    def end() -> None:
        process.kill()
        process.wait()

    return _Reader(near, end)


@atexit.register
def _end_all() -> None:
    while _waiting:
        _waiting.pop().close()


def serve(channel: socket.socket, work: Work, readings: int | None = None) -> None:
    """Read the scripts that `channel` names, one after the other, until it is closed or nothing comes for a while."""
    # Ctrl-C goes to everybody in the terminal; whoever asked decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lines = channel.makefile("rb")
    while readings != 0 and select.select([channel], [], [], IDLE)[0] and (line := lines.readline()):
        channel.sendall(json.dumps(_answer(json.loads(line), work)).encode() + b"\n")
        readings = None if readings is None else readings - 1


def _answer(request: dict[str, Any], work: Work) -> dict[str, Any]:
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in request["where"].items()
    }
    script = Path(request["script"])
    if request["environ"] != dict(os.environ):
        os.environ.clear()
        os.environ.update(request["environ"])
    try:
        with _limits():
            read = work(script, Environment(**plain))
        if isinstance(read, Reading):
            return {"reading": to_json(read)}
    except ShipwayError as error:
        return {"error": type(error).__name__, "text": str(error)}
    except (RecursionError, MemoryError):
        return {"error": "Unreadable", "text": f"{script.name} cannot be read: it is nested too deeply, or too large"}
    except Exception:  # noqa: BLE001 - a bug: whoever asked raises it, with this traceback
        return {"bug": traceback.format_exc()}
    return {"error": type(read).__name__, "text": str(read)}


_limited = False


@contextlib.contextmanager
def _limits() -> Iterator[None]:
    global _limited
    _limited = True
    _limit(True)
    try:
        yield
    finally:
        _limit(False)
        _limited = False


@contextlib.contextmanager
def unlimited() -> Iterator[None]:
    """Lift the limits while something else than the script's text is at work: its live parser has limits of its own."""
    if not _limited:
        yield
        return
    _limit(False)
    try:
        yield
    finally:
        _limit(True)


def _limit(on: bool) -> None:
    """Set or lift the limits; reaching the time ends this process, reaching the memory is a MemoryError."""
    try:
        import resource  # it is not there on Windows: a process of its own must do
    except ImportError:
        return
    signal.setitimer(signal.ITIMER_PROF, SECONDS if on else 0)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(OSError, ValueError):
        # The first figure is all that it has of address space, in pages (proc(5)).
        has = int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (has + MEMORY if on else most, most))
