"""One run: the only seam around the author's code. `start` gives a Run; iterate it for its events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shipway.environment import Environment
from shipway.errors import Missing
from shipway.profile import Profile
from shipway.run.job import job_of, stdin_of
from shipway.run.launcher import Ready
from shipway.run.process import Run
from shipway.run.spawn import spawn
from shipway.run.surroundings import handed_over
from shipway.spec import Spec, Values

__all__ = ["Run", "spawn", "start"]


def start(
    script: str,
    spec: Spec,
    values: Values,
    *,
    environment: Environment,
    profile: Profile,
    folder: Path,
    stdin: int | None = None,
    argv: Sequence[str] | None = None,
    ready: Ready | None = None,
) -> Run:
    """Start a tool in a fresh process: `ready`, which a launcher forked ahead, or else an interpreter of its own.

    `folder` belongs to this run alone: what it makes is kept there (`artifacts`), and under a profile with a folder of
    its own it works there (`work`). `stdin` is a descriptor that the script reads instead of what its spec says, `argv`
    the words of its command line instead of those that its values make. Raises Missing when the interpreter does not
    start, or lacks packages that the script itself names.
    """
    if environment.refuses:
        raise Missing(environment.lacking)
    place = folder if ready is None else ready.place
    if profile.own_folder and ready is not None:
        # Sealed off, it sees what lies in its place, and no other file that somebody handed in.
        values = handed_over(values, place)
    job = job_of(script, spec, values, profile, place)
    # Only a call can be made twice in one process; a script runs from its first line to its last.
    job["reuse"] = profile.reuse and ready is not None and spec.dialect == "function" and spec.stdin == "none"
    reads = stdin_of(spec, values) if stdin is None else stdin
    if stdin is not None:
        job["stdin"] = "none"
    if argv is not None:
        job["argv"] = list(argv)
    return spawn(job, environment=environment, profile=profile, folder=folder, spec=spec, reads=reads, ready=ready)
