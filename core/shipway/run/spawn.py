"""Starts the child of a job, under the script's own interpreter."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
from pathlib import Path
from typing import Final

from shipway.environment import Environment
from shipway.errors import BadInput, Missing
from shipway.events import Started
from shipway.profile import Profile
from shipway.run.artifacts import Artifacts
from shipway.run.job import Job
from shipway.run.process import Run
from shipway.run.surroundings import clean_environment, work_folder
from shipway.spec import FileRef, Spec

CHILD: Final = Path(__file__).parent / "far" / "child.py"


def spawn(
    job: Job,
    *,
    environment: Environment,
    profile: Profile,
    folder: Path,
    spec: Spec | None = None,
    reads: object = None,
) -> Run:
    """Start the child of a job. Raises Missing when the interpreter does not start.

    `reads` is its standard input: a descriptor of the caller's, a text, a FileRef, or None.
    """
    work = work_folder(profile, folder)
    with contextlib.ExitStack() as always, contextlib.ExitStack() as if_it_fails:
        near, far = socket.socketpair()
        always.callback(far.close)
        if_it_fails.callback(near.close)
        source, feed = _stdin(job, folder, reads)
        if source != reads:
            always.callback(os.close, source)
        if feed is not None:
            if_it_fails.callback(os.close, feed)
        command = [*environment.command, os.fspath(CHILD), str(far.fileno())]
        process = _start(command, source, far.fileno(), work, clean_environment(profile, folder))
        if_it_fails.callback(_abandon, process)
        # An interpreter that ends before it takes its job says why on stderr, like any other run.
        with contextlib.suppress(BrokenPipeError):
            near.sendall(json.dumps(job).encode() + b"\n")
        started = Started(environment.command[0], profile.name)
        artifacts = Artifacts(folder, work, profile)
        run = Run(process, near, feed, started, artifacts, profile, spec, list(job.get("answers", ())), folder)
        if_it_fails.pop_all()
    return run


def _start(
    command: list[str], source: int, channel: int, work: Path | None, variables: dict[str, str] | None
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(channel,),
            cwd=work,
            env=variables,
            start_new_session=True,
        )
    except OSError as error:
        raise Missing(f"the interpreter {command[0]} does not start: {error.strerror}") from None


def _abandon(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def _stdin(job: Job, folder: Path, reads: object) -> tuple[int, int | None]:
    """Give what the child reads, and the descriptor that feeds it where it asks."""
    match reads:
        case int():
            return reads, None
        case FileRef(path, name):
            try:
                return os.open(path, os.O_RDONLY), None
            except OSError as error:
                problem = f"the file {name!r} cannot be read: {error.strerror}"
                raise BadInput({"standard_input": problem}) from None
        case str():
            held = folder / "stdin"
            held.write_bytes(reads.encode("utf-8", "surrogateescape"))
            return os.open(held, os.O_RDONLY), None
        case _ if job["stdin"] == "asks":
            return os.pipe()
    return os.open(os.devnull, os.O_RDONLY), None
