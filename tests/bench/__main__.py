"""Measure what plain `make web` starts against a page written by hand, side by side, and print the ratios.

In each round both servers are started anew, one after the other, and asked in turns; so a busy machine slows both. The
ratio of a round is taken within it; shown are the medians over the rounds, with the lowest and highest ratio.
"""

from __future__ import annotations

import argparse
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
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

import psutil
import reading
from asking import Client, cookies, filled, request
from report import Row, as_text, machine, ratio, record

ROOT: Final = Path(__file__).resolve().parent.parent.parent
GOOD: Final = b"98.6"
CLIENTS: Final = 8
WORKERS: Final = ("--workers", "2", "--threads", "4", "--worker-class", "gthread")

# Row of the report -> unit and digits. The first two are taken at the start of a round.
ROWS: Final = {
    "time to the first answer": ("s", 2),
    "memory, all processes (PSS)": ("MB", 0),
    "form, GET": ("ms", 2),
    "form, POST with its result": ("ms", 2),
    "API call": ("ms", 2),
    f"API calls a second, {CLIENTS} clients": ("/s", 0),
}
COUNTS: Final = {"form, GET": 200, "form, POST with its result": 60, "API call": 200}
SECONDS_OF_LOAD: Final = 4.0
BLOCK: Final = 20
"""Calls to one server before it is the other's turn."""


@dataclass
class Server:
    """One of the two servers: how it is started, where its form and API are, and what was measured."""

    name: str
    command: list[str]
    form: str
    api: str
    port: int = 0
    values: dict[str, list[float]] = field(default_factory=lambda: {row: [] for row in ROWS})
    requests: dict[str, bytes] = field(default_factory=dict)

    @contextmanager
    def running(self, folder: Path) -> Iterator[psutil.Process]:
        """Start it on a free port, note the time to its first answer, and end all of it in the end."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [part.replace("PORT", str(self.port)) for part in self.command]
        # Python's settings in this shell, such as the one against compiled files, are not everybody's.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment["SHIPWAY_STATE"] = str(folder / "state")
        with (folder / f"{self.name}.log").open("wb") as log:
            began = time.perf_counter()
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._await(process, folder)
            self.values["time to the first answer"].append(time.perf_counter() - began)
            yield psutil.Process(process.pid)
        finally:
            self._end(process)

    def _await(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                client = Client(self.port)
                status, _, _ = client.ask(request("GET", self.form, self.port))
                client.close()
            except OSError:
                status = 0
            if status == 200:
                return
            time.sleep(0.005)
        raise RuntimeError(f"{self.name} does not answer:\n{(folder / f'{self.name}.log').read_text()[-2000:]}")

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def prepare(self) -> None:
        """Write the requests of the round, and see that each gives the right answer."""
        client = Client(self.port)
        get = request("GET", self.form, self.port)
        _, _, page = client.ask(get)
        post = filled(page.decode(), self.form, self.port)
        api = request("POST", self.api, self.port, b'{"celsius": "37"}', "application/json")
        self.requests = {"form, GET": get, "form, POST with its result": post, "API call": api}
        # A browser sends the cookie of the first answer from then on; a program does not.
        _, head, _ = client.ask(post)
        method, rest = post.split(b"\r\n", 1)
        self.requests["form, POST with its result"] = method + b"\r\n" + cookies(head) + rest
        for row in ("form, POST with its result", "API call"):
            status, head, body = self.call(client, row)
            if GOOD not in body:
                raise RuntimeError(f"{self.name}, {row}: {status} {head[:300]!r} {body[:600]!r}")
        client.close()

    def call(self, client: Client, row: str) -> tuple[int, bytes, bytes]:
        """Ask once, and follow the way to the result where one is shown."""
        status, head, body = client.ask(self.requests[row])
        while status in (302, 303):
            where = re.search(rb"(?i)\r\nlocation: *([^\r\n]+)", head)
            path = re.sub(r"^https?://[^/]+", "", where[1].decode() if where else "/")
            status, head, body = client.ask(request("GET", path, self.port))
        return status, head, body


def latency(server: Server, row: str, calls: int) -> list[float]:
    """Time some calls over one connection, in milliseconds."""
    client = Client(server.port)
    server.call(client, row)
    times = []
    for _ in range(calls):
        began = time.perf_counter()
        status, _, _ = server.call(client, row)
        times.append((time.perf_counter() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"{server.name}, {row}: status {status}")
    client.close()
    return times


def load(server: Server, seconds: float) -> float:
    """Give the API calls a second that several clients get out of a server."""
    done, failed = [0] * CLIENTS, []
    end = time.perf_counter() + seconds

    def work(number: int) -> None:
        client = Client(server.port)
        try:
            while time.perf_counter() < end:
                status, _, body = client.ask(server.requests["API call"])
                if status != 200 or GOOD not in body:
                    raise RuntimeError(f"status {status}: {body[:200]!r}")
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
        print(f"  {server.name}: {len(failed)} of {CLIENTS} clients stopped early: {failed[0]}", file=sys.stderr)
    return sum(done) / (time.perf_counter() - began)


def pss(process: psutil.Process) -> float:
    """Give the memory of a process and all below it, shared pages counted in parts, in MB."""
    family = [process, *process.children(recursive=True)]
    return sum(one.memory_full_info().pss for one in family) / 1e6


def measure(servers: list[Server], folder: Path) -> None:
    """Do one round: both servers run; each is asked in blocks, in turns."""
    first, second = servers
    with first.running(folder) as one, second.running(folder) as other:
        time.sleep(3)
        for server, process in ((first, one), (second, other)):
            server.values["memory, all processes (PSS)"].append(pss(process))
            server.prepare()
        for row, count in COUNTS.items():
            times: dict[str, list[float]] = {server.name: [] for server in servers}
            for _ in range(count // BLOCK):
                for server in servers:
                    times[server.name] += latency(server, row, BLOCK)
            for server in servers:
                server.values[row].append(median(times[server.name]))
        for server in servers:
            server.values[list(ROWS)[-1]].append(load(server, SECONDS_OF_LOAD))


def table(baseline: Server, ours: Server) -> list[Row]:
    """Give the table, a row each."""
    rows: list[Row] = [("", "by hand", "Shipway", "ratio", "lowest–highest")]
    for row, (unit, digits) in ROWS.items():
        pairs = list(zip(baseline.values[row], ours.values[row], strict=True))
        ratios = sorted(mine / theirs for theirs, mine in pairs)
        shown = [f"{median(server.values[row]):,.{digits}f} {unit}" for server in (baseline, ours)]
        rows.append((row, *shown, ratio(median(ratios)), f"{ratio(ratios[0])}–{ratio(ratios[-1])}"))
    return rows


def beside(baseline: Server) -> str:
    """Tell how the hand-written page did here, and in the comparison with other makers of pages."""
    call, load = (median(baseline.values[row]) for row in list(ROWS)[-2:])
    return (
        f"The page by hand, here: {call:.2f} ms an API call, {load:,.0f} calls a second (a client in Python, on"
        " the same cores); in the comparison of 2026-11-22: 0.62 ms and 3,156 (by wrk)."
    )


def measure_page(rounds: int, *, keep: bool) -> None:
    """Measure our page against the one written by hand, and print the table; `keep` writes it down as well."""
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:PORT", "--chdir", "tests/bench", *WORKERS]
    baseline = Server("by hand", [*gunicorn, "handwritten:app"], "/", "/api")
    shipway = [sys.executable, "-m", "shipway_web", "--port", "PORT"]
    name = "units/celsius_to_fahrenheit"
    ours = Server("Shipway", shipway, f"/t/{name}", f"/api/{name}")
    with tempfile.TemporaryDirectory(prefix="shipway-bench-") as folder:
        for server in (baseline, ours):
            # A start that does not count: from then on all files are in memory, and compiled where they are kept so.
            with server.running(Path(folder)):
                server.values["time to the first answer"].clear()
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
            # Who starts first changes, because the second start finds the files of the first in memory.
            measure([baseline, ours] if number % 2 else [ours, baseline], Path(folder))

    print("", as_text(table(baseline, ours)), "", beside(baseline), sep="\n")
    if keep:
        record("measured", rounds, table(baseline, ours), beside(baseline))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often all is measured (default: %(default)s)")
    parser.add_argument("--only", choices=["page", "reading"], help="measure this alone")
    parser.add_argument("--record", action="store_true", help="write the numbers into docs/performance.md")
    options = parser.parse_args()
    print(f"{machine()}; medians of {options.rounds} rounds")
    if options.only != "reading":
        measure_page(options.rounds, keep=options.record)
    if options.only != "page":
        measured = reading.table(reading.measure(options.rounds))
        print("", as_text(measured), sep="\n")
        if options.record:
            record("reading", options.rounds, measured)


if __name__ == "__main__":
    main()
