"""The servers that are compared: how they are started and ended, and how fast they answer a call."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import psutil
from asking import Client, request

from shipway_web.serve import THREADS

ROOT: Final = Path(__file__).resolve().parent.parent.parent
WORKERS: Final = 2
"""Processes of the page by hand: as many as plain `make web` has."""
CLIENTS: Final = 8
BLOCK: Final = 20
"""Calls to one server before it is the other's turn."""


@dataclass
class Server:
    """One server: how it is started, and the address whose answer shows that it is up.

    While it runs there is `port`, `place` (the folder for its temporary files) and `seconds`, the time to its first
    answer.
    """

    name: str
    command: list[str]
    first: str
    port: int = 0
    place: Path = Path()
    seconds: float = 0.0

    @contextmanager
    def running(self, folder: Path) -> Iterator[psutil.Process]:
        """Start it on a free port, note the time to its first answer, and end all of it in the end."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [part.replace("PORT", str(self.port)) for part in self.command]
        self.place = Path(tempfile.mkdtemp(prefix=f"{self.name.replace(' ', '-')}-", dir=folder))
        with (self.place / "log").open("wb") as log:
            began = time.perf_counter()
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=everybodys() | {"TMPDIR": str(self.place)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._await(process)
            self.seconds = time.perf_counter() - began
            yield psutil.Process(process.pid)
        finally:
            _end(process)

    def _await(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                client = Client(self.port)
                status, _, _ = client.ask(request("GET", self.first, self.port))
                client.close()
            except OSError:
                status = 503
            if status < 400:
                return
            time.sleep(0.005)
        raise RuntimeError(f"{self.name} does not answer:\n{(self.place / 'log').read_text()[-2000:]}")


@dataclass(frozen=True)
class Call:
    """A request to a running server, and what each right answer to it holds."""

    server: Server
    request: bytes
    good: bytes = b""

    def ask(self, client: Client) -> None:
        """Ask once, and follow the way to the result where one is shown. Raises RuntimeError at a wrong answer."""
        status, head, body = client.ask(self.request)
        while status in (302, 303):
            where = re.search(rb"(?i)\r\nlocation: *([^\r\n]+)", head)
            path = re.sub(r"^https?://[^/]+", "", where[1].decode() if where else "/")
            status, head, body = client.ask(request("GET", path, self.server.port))
        if status != 200 or self.good not in body:
            raise RuntimeError(f"{self.server.name}: {status} {head[:300]!r} {body[:600]!r}")


def api_call(server: Server, tool: str, body: bytes, good: bytes) -> Call:
    """Give the call of a tool by the API; `tool` is what stands behind /api in its address."""
    return Call(server, request("POST", f"/api{tool}", server.port, body, "application/json"), good)


def by_hand() -> Server:
    """Give the page that was written by hand."""
    workers = ["--workers", str(WORKERS), "--threads", str(THREADS), "--worker-class", "gthread"]
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:PORT", "--chdir", "tests/bench", *workers]
    return Server("by hand", [*gunicorn, "handwritten:app"], "/")


def shipway(first: str, *scripts: Path) -> Server:
    """Give what `make web` starts: with its scripts, else with the bundled examples."""
    return Server("Shipway", [sys.executable, "-m", "shipway_web", "--port", "PORT", *map(str, scripts)], first)


def everybodys() -> dict[str, str]:
    """Give this shell's variables without Python's: one such as that against compiled files is not everybody's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def latencies(*calls: Call, count: int) -> list[float]:
    """Give for each call the median milliseconds that it takes; they are made in blocks, in turns."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(count // BLOCK):
        for call, taken in zip(calls, times, strict=True):
            taken += _latency(call)
    return [median(taken) for taken in times]


def _latency(call: Call) -> list[float]:
    """Time a block of calls over one connection, after one that does not count."""
    client = Client(call.server.port)
    call.ask(client)
    times = []
    for _ in range(BLOCK):
        began = time.perf_counter()
        call.ask(client)
        times.append((time.perf_counter() - began) * 1000)
    client.close()
    return times


def load(call: Call, seconds: float) -> float:
    """Give the calls a second that several clients get out of a server."""
    done, failed = [0] * CLIENTS, []
    end = time.perf_counter() + seconds

    def work(number: int) -> None:
        client = Client(call.server.port)
        try:
            while time.perf_counter() < end:
                call.ask(client)
                done[number] += 1
        except (OSError, RuntimeError) as problem:
            failed.append(problem)
        finally:
            client.close()

    began = time.perf_counter()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        print(f"  {call.server.name}: {len(failed)} of {CLIENTS} clients stopped early: {failed[0]}", file=sys.stderr)
    return sum(done) / (time.perf_counter() - began)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
