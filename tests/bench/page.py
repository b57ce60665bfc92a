"""The page beside one written by hand: start, memory, and its form.

In each round both servers are started anew, one after the other, and asked in turns; so a busy machine slows both.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import psutil
from asking import Client, cookies, filled, request
from report import Samples
from servers import Call, Server, by_hand, latencies, shipway

START: Final = "time to the first answer"
MEMORY: Final = "memory, all processes (PSS)"
GET: Final = "form, GET"
POST: Final = "form, POST with its result"
COUNTS: Final = {GET: 200, POST: 60}
FORM: Final = "/t/units/celsius_to_fahrenheit"


def measure(rounds: int) -> Samples:
    """Measure our page against the one written by hand."""
    samples = Samples("", "by hand")
    samples.add(START, "s", 2)
    samples.add(MEMORY, "MB", 0)
    samples.add(GET, "ms", 2)
    samples.add(POST, "ms", 2)
    baseline, ours = by_hand(), shipway(FORM)
    with tempfile.TemporaryDirectory(prefix="shipway-bench-") as folder:
        for server in (baseline, ours):
            # A start that does not count: from then on all files are in memory, and compiled where they are kept so.
            with server.running(Path(folder)):
                pass
        for number in range(rounds):
            print(f"page: round {number + 1} of {rounds}", file=sys.stderr)
            # Who starts first changes, because the second start finds the files of the first in memory.
            first, second = (baseline, ours) if number % 2 else (ours, baseline)
            with first.running(Path(folder)) as one, second.running(Path(folder)) as other:
                time.sleep(3)
                process = {first.name: one, second.name: other}
                samples.note(START, baseline.seconds, ours.seconds)
                samples.note(MEMORY, pss(process[baseline.name]), pss(process[ours.name]))
                for row, count in COUNTS.items():
                    calls = (_calls(baseline)[row], _calls(ours)[row])
                    samples.note(row, *latencies(*calls, count=count))
    return samples


def _calls(server: Server) -> dict[str, Call]:
    """Write the requests for the form, and with the form filled."""
    client = Client(server.port)
    get = request("GET", server.first, server.port)
    _, _, page = client.ask(get)
    post = filled(page.decode(), server.first, server.port)
    # A browser sends the cookie of the first answer from then on.
    _, head, _ = client.ask(post)
    client.close()
    method, rest = post.split(b"\r\n", 1)
    return {GET: Call(server, get), POST: Call(server, method + b"\r\n" + cookies(head) + rest, b"98.6")}


def pss(process: psutil.Process) -> float:
    """Give the memory of a process and all below it, shared pages counted in parts, in MB."""
    family = [process, *process.children(recursive=True)]
    return sum(one.memory_full_info().pss for one in family) / 1e6
