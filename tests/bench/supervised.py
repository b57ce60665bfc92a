"""What a launcher brings: a run in our supervisor, with launchers and without, and no HTTP around it."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from typing import Final

from jobs import Job

from shipway.bind import bind
from shipway.environment import Environment, environment
from shipway.events import Result
from shipway.profile import VISITORS, Profile
from shipway.raws import raws_from_json
from shipway.read import read
from shipway.run.launcher import Ready
from shipway.run.launchers import Launchers
from shipway.spec import Reading
from shipway.supervisor import Inline

BLOCK: Final = 10
BLOCKS: Final = 3


class NoLaunchers(Launchers):
    """Launchers that have no child to give: every run starts a fresh interpreter."""

    def take(self, reading: Reading, environment: Environment, profile: Profile) -> Ready | None:
        """Give none."""
        return None


def measure(job: Job, folder: Path) -> tuple[float, float]:
    """Give the median milliseconds of a run by a fresh interpreter, and by a launcher's child, taken in turns."""
    fresh, warm = Inline(folder / "fresh"), Inline(folder / "warm")
    fresh.launchers = NoLaunchers(folder / "fresh")
    times: dict[Inline, list[float]] = {fresh: [], warm: []}
    try:
        for supervisor in (fresh, warm):
            _run(supervisor, job)
        for _ in range(BLOCKS):
            for supervisor, taken in times.items():
                taken += [_run(supervisor, job) for _ in range(BLOCK)]
    finally:
        for supervisor in (fresh, warm):
            supervisor.close()
    return median(times[fresh]), median(times[warm])


def _run(supervisor: Inline, job: Job) -> float:
    """Run a job to its end; gives milliseconds."""
    reading = read(job.script)
    spec = next(one for one in reading.specs if job.tool.endswith(f"/{one.tool}"))
    values = bind(spec, raws_from_json(spec, job.body), VISITORS)
    chosen = environment(job.script)
    began = time.perf_counter()
    run = supervisor.submit(reading, spec, values, environment=chosen, profile=VISITORS, owner="bench")
    supervisor.wait(run, 60)
    taken = (time.perf_counter() - began) * 1000
    events, _ = supervisor.events(run, "bench")
    if not any(isinstance(event, Result) for event in events):
        raise RuntimeError(f"{job.script.name}: {events}")
    return taken
