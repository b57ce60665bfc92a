"""The memory of launchers, and of an interpreter that has imported the same and sleeps."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from asking import Client
from jobs import Job
from servers import Server, everybodys

from shipway.read import read


def asleep(*jobs: Job) -> list[float]:
    """Give for each job the memory (MB) of an interpreter that has imported what its script does, and sleeps.

    All sleep at once, as their launchers do: what they share is counted in parts on both sides.
    """
    with _sleepers(jobs) as processes:
        return [_pss(process.pid) for process in processes]


@contextmanager
def _sleepers(jobs: tuple[Job, ...]) -> Iterator[list[subprocess.Popen[bytes]]]:
    processes = []
    try:
        for job in jobs:
            names = [name.partition(":")[0] for name in read(job.script).imports]
            code = f"import {', '.join([*names, 'time'])}; print(flush=True); time.sleep(600)"
            command = [sys.executable, "-c", code]
            processes.append(subprocess.Popen(command, stdout=subprocess.PIPE, env=everybodys()))
        for process in processes:
            assert process.stdout is not None
            process.stdout.readline()
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.communicate()


@dataclass
class Launchers:
    """The launchers of a server that has just been started, each known by the folder that it was given as home."""

    server: Server
    homes: list[str] = field(default_factory=list)

    def run(self, job: Job) -> None:
        """Run a job once, and know its launcher by being the new one."""
        client = Client(self.server.port)
        job.call(self.server).ask(client)
        client.close()
        # The run's own processes have ended by then, and the next children wait.
        time.sleep(1)
        new = [home for home in self._found() if home not in self.homes]
        if len(new) != 1:
            raise RuntimeError(f"{job.script.name} has {len(new)} launchers after its first run, not one")
        self.homes += new

    def memory(self) -> list[float]:
        """Give the memory (MB) of each launcher with its waiting children, in the order of the jobs."""
        found = self._found()
        return [sum(_pss(process) for process in found.get(home, ())) for home in self.homes]

    def _found(self) -> dict[str, list[int]]:
        """Give home -> processes."""
        found: dict[str, list[int]] = {}
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                home = process.environ().get("HOME", "") if _is_launcher(process) else ""
                # Other sites may run on this machine.
                if home.startswith(str(self.server.place)):
                    found.setdefault(home, []).append(process.pid)
        return found


def _is_launcher(process: psutil.Process) -> bool:
    return any(word.endswith("far/launcher.py") for word in process.cmdline())


def _pss(process: int) -> float:
    """Read it in MB; nothing when the process has ended meanwhile."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    found = re.search(r"(?m)^Pss: *(\d+) kB", text)
    return int(found[1]) * 1024 / 1e6 if found else 0.0
