"""Runs on what plain `make web` starts, each row over a baseline of the same round.

In each round a server whose launchers are to fall idle is started first, and the other rows are measured meanwhile.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

import memory
import psutil
import supervised
from asking import Client, request
from jobs import EXAMPLE, PANDAS, PLAIN, REUSED, Job
from report import Samples
from servers import CLIENTS, WORKERS, Server, api_call, by_hand, latencies, load, shipway

from shipway.environment import environment
from shipway.profile import VISITORS
from shipway.run.launchers import level_of
from shipway_web.guard import WARMUP
from shipway_web.serve import THREADS

IDLE: Final = 65
"""Seconds after which launchers have let go of the children that waited."""
READING: Final = 1.0
"""Seconds for which a person is taken to look at a form before it is sent: few are as fast."""
CALLS: Final = 200
SECONDS_OF_LOAD: Final = 3.0
STARTS: Final = 3
"""How often a fresh server or a command is started for one figure."""

API: Final = "API call / by hand"
LOAD: Final = f"API calls a second, {CLIENTS} clients / by hand"
API_REUSED: Final = "reuse: API call / by hand"
LOAD_REUSED: Final = f"reuse: API calls a second, {CLIENTS} clients / by hand"
API_PANDAS: Final = "pandas: API call / python SCRIPT"
FIRST: Final = "first run, its form opened / python SCRIPT"
FIRST_PANDAS: Final = "pandas: first run, its form opened / python SCRIPT"
AFTER_RUN: Final = "launcher after a run (PSS) / Python asleep"
AFTER_RUN_PANDAS: Final = "pandas: launcher after a run / Python asleep"
AFTER_IDLE: Final = f"launcher after {IDLE} s idle / Python asleep"
AFTER_IDLE_PANDAS: Final = f"pandas: launcher after {IDLE} s idle / Python asleep"
LAUNCHER: Final = "run without HTTP: launcher / fresh Python"

# Row of the report -> unit, digits and target.
ROWS: Final = {
    API: ("ms", 2, "at most 4×"),
    LOAD: ("/s", 0, "at least 0.12×"),
    API_REUSED: ("ms", 2, "at most 2×"),
    LOAD_REUSED: ("/s", 0, "at least 0.4×"),
    API_PANDAS: ("ms", 2, "at most 0.05×"),
    FIRST: ("ms", 1, "at most 1.3×"),
    FIRST_PANDAS: ("ms", 1, "at most 1.3×"),
    AFTER_RUN: ("MB", 1, "at most 1.3×"),
    AFTER_RUN_PANDAS: ("MB", 1, "at most 1.3×"),
    AFTER_IDLE: ("MB", 1, "at most 1.3×"),
    AFTER_IDLE_PANDAS: ("MB", 1, "at most 1.3×"),
    LAUNCHER: ("ms", 2, "none: what it brings"),
}


def measure(rounds: int) -> Samples:
    """Measure all rows so many times."""
    samples = Samples("ours / baseline", "baseline")
    for name, (unit, digits, target) in ROWS.items():
        samples.add(name, unit, digits, target)
    with tempfile.TemporaryDirectory(prefix="shipway-bench-") as name:
        folder = Path(name)
        for job in (PLAIN, PANDAS):
            # From then on all files are in memory, and compiled.
            _first_run(job, folder)
            job.by_python()
        for number in range(rounds):
            print(f"running: round {number + 1} of {rounds}", file=sys.stderr)
            _round(samples, folder, number)
    return samples


def note(samples: Samples) -> str:
    """Tell what was measured, and how the baselines did."""
    level, why = level_of(environment(EXAMPLE.script), VISITORS)
    because = f" ({why})" if why else ""
    return (
        f"Isolation as it is by default, which is “{level}” here{because}; {WORKERS} workers ×"
        f" {THREADS} threads, by hand too. The baselines: by hand {samples.baseline(API):.2f} ms an API call and"
        f" {samples.baseline(LOAD):,.0f} calls a second (a client in Python, on the same cores); in the comparison of"
        " 2026-11-22 it had 0.62 ms and 3,156 (by wrk)."
        f" `python SCRIPT` {samples.baseline(FIRST):.0f} ms, with pandas {samples.baseline(API_PANDAS):.0f} ms; asleep"
        f" {samples.baseline(AFTER_IDLE):.1f} MB, with pandas {samples.baseline(AFTER_IDLE_PANDAS):.1f} MB."
    )


def _round(samples: Samples, folder: Path, number: int) -> None:
    idle = shipway(WARMUP, PLAIN.script, PANDAS.script)
    with idle.running(folder):
        asleep = memory.asleep(PLAIN, PANDAS)
        launchers = memory.Launchers(idle)
        launchers.run(PLAIN)
        launchers.run(PANDAS)
        over = time.monotonic() + IDLE
        for row, theirs, mine in zip((AFTER_RUN, AFTER_RUN_PANDAS), asleep, launchers.memory(), strict=True):
            samples.note(row, theirs, mine)
        _calls(samples, folder, number)
        _first(samples, folder)
        samples.note(LAUNCHER, *supervised.measure(EXAMPLE, Path(tempfile.mkdtemp(dir=folder))))
        time.sleep(max(0.0, over - time.monotonic()))
        for row, theirs, mine in zip((AFTER_IDLE, AFTER_IDLE_PANDAS), asleep, launchers.memory(), strict=True):
            samples.note(row, theirs, mine)


def _calls(samples: Samples, folder: Path, number: int) -> None:
    """Ask warm scripts, and the page by hand, in turns."""
    theirs, ours = by_hand(), shipway(WARMUP, EXAMPLE.script, REUSED.script, PANDAS.script)
    with theirs.running(folder), ours.running(folder) as process:
        hand = api_call(theirs, "", EXAMPLE.body, EXAMPLE.good)
        example, reused, pandas = (job.call(ours) for job in (EXAMPLE, REUSED, PANDAS))
        for call in (hand, example, reused, pandas):
            # Not measured: after it, both workers have everything.
            load(call, 1.0)
        _see_workers(process)
        one, two, three = latencies(hand, example, reused, count=CALLS)
        samples.note(API, one, two)
        samples.note(API_REUSED, one, three)
        # Which of them comes first changes from round to round.
        calls = (hand, example, reused)
        order = (0, 1, 2) if number % 2 else (2, 1, 0)
        loads = {which: load(calls[which], SECONDS_OF_LOAD) for which in order}
        samples.note(LOAD, loads[0], loads[1])
        samples.note(LOAD_REUSED, loads[0], loads[2])
        (warm,) = latencies(pandas, count=CALLS // 2)
        samples.note(API_PANDAS, median(PANDAS.by_python() for _ in range(STARTS)), warm)


def _see_workers(process: psutil.Process) -> None:
    """Raise where plain `make web` has not as many workers as the page by hand: nothing could be compared."""
    if (count := len(process.children())) != WORKERS:
        raise RuntimeError(f"make web starts {count} workers: give WORKERS in servers.py the same number")


def _first(samples: Samples, folder: Path) -> None:
    for row, job in ((FIRST, PLAIN), (FIRST_PANDAS, PANDAS)):
        pairs = [(job.by_python(), _first_run(job, folder)) for _ in range(STARTS)]
        samples.note(row, *(median(times) for times in zip(*pairs, strict=True)))


def _first_run(job: Job, folder: Path) -> float:
    """Start a server, open a form, look at it for a moment, and give the milliseconds of the run that follows."""
    server: Server = shipway(WARMUP, job.script)
    with server.running(folder):
        client = Client(server.port)
        status, _, _ = client.ask(request("GET", f"/t{job.tool}", server.port))
        if status != 200:
            raise RuntimeError(f"the form of {job.script.name}: {status}")
        call = job.call(server)
        time.sleep(READING)
        began = time.perf_counter()
        call.ask(client)
        taken = (time.perf_counter() - began) * 1000
        client.close()
    return taken
