"""Starts the child of a job, under the script's own interpreter."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from pathlib import Path
from typing import Final

from shipway.environment import Environment
from shipway.errors import Missing
from shipway.events import Started
from shipway.profile import Profile
from shipway.run.artifacts import Artifacts
from shipway.run.job import Job
from shipway.run.process import Run
from shipway.run.surroundings import clean_environment, work_folder
from shipway.spec import Spec

CHILD: Final = Path(__file__).parent / "far" / "child.py"


def spawn(
    job: Job,
    *,
    environment: Environment,
    profile: Profile,
    folder: Path,
    spec: Spec | None = None,
    stdin: int | None = None,
) -> Run:
    """Start the child of a job. Raises Missing when the interpreter does not start."""
    (folder / "made").mkdir(exist_ok=True)
    work = work_folder(profile, folder)
    near, far = socket.socketpair()
    source, feed = _stdin(job, folder, stdin)
    try:
        process = subprocess.Popen(
            [*environment.command, os.fspath(CHILD), str(far.fileno())],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(far.fileno(),),
            cwd=work,
            env=clean_environment(profile, folder),
            start_new_session=True,
        )
    except OSError as error:
        near.close()
        raise Missing(f"the interpreter {environment.command[0]} does not start: {error.strerror}") from None
    finally:
        far.close()
        if source is not None and source != stdin:
            os.close(source)
    near.sendall(json.dumps(job).encode() + b"\n")
    artifacts = Artifacts(folder, work, profile)
    started = Started(environment.command[0], profile.name)
    return Run(process, near, feed, started, artifacts, profile, spec, list(job.get("answers", ())), folder)


def _stdin(job: Job, folder: Path, given: int | None) -> tuple[int, int | None]:
    """Give what the child reads, and the descriptor that feeds it where it asks."""
    if given is not None:
        return given, None
    if job["stdin"] == "asks":
        return os.pipe()
    if job.get("text") is None:
        return os.open(os.devnull, os.O_RDONLY), None
    held = folder / "stdin"
    held.write_bytes(str(job["text"]).encode("utf-8", "surrogateescape"))
    return os.open(held, os.O_RDONLY), None
