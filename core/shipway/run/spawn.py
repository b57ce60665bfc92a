"""Starts the child of a job, under the script's own interpreter."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Final

from shipway.environment import Environment
from shipway.errors import BadInput, Missing
from shipway.events import Started
from shipway.profile import Profile
from shipway.run.artifacts import Artifacts
from shipway.run.feed import Feed, Pipe
from shipway.run.job import Job
from shipway.run.process import Run
from shipway.run.surroundings import clean_environment, on_a_terminal, work_folder
from shipway.run.terminal import Terminal, open_terminal
from shipway.spec import FileRef, Spec

_Ends = tuple[int, int, int]
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
    with ExitStack() as always, ExitStack() as if_it_fails:
        near, far = socket.socketpair()
        always.callback(far.close)
        if_it_fails.callback(near.close)
        ends, feed = _ends(job, folder, reads, always, if_it_fails)
        command = [*environment.command, os.fspath(CHILD), str(far.fileno())]
        variables = clean_environment(profile, folder)
        if isinstance(feed, Terminal):
            variables = on_a_terminal(variables)
        process = _start(command, ends, far.fileno(), work, variables)
        if_it_fails.callback(_abandon, process)
        streams = feed.streams if isinstance(feed, Terminal) else _pipes(process)
        # An interpreter that ends before it takes its job says why on stderr, like any other run.
        with suppress(BrokenPipeError):
            near.sendall(json.dumps({**job, "start": environment.start}).encode() + b"\n")
        started = Started(environment.command[0], profile.name, terminal=isinstance(feed, Terminal))
        artifacts = Artifacts(folder, work, profile, spec.outputs if spec else ())
        run = Run(process, near, streams, feed, started, artifacts, profile, spec, _ahead(job), folder)
        if_it_fails.pop_all()
    return run


def _ahead(job: Job) -> list[tuple[str, Sequence[str]]]:
    """Give the answers that are there before they are asked for, each with what its question says."""
    return list(zip(job.get("answers", ()), job.get("asks", ()), strict=True))


def _start(
    command: list[str], ends: _Ends, channel: int, work: Path | None, variables: dict[str, str] | None
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            stdin=ends[0],
            stdout=ends[1],
            stderr=ends[2],
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


def _pipes(process: subprocess.Popen[bytes]) -> dict[str, IO[bytes]]:
    assert process.stdout is not None
    assert process.stderr is not None
    return {"stdout": process.stdout, "stderr": process.stderr}


def _ends(
    job: Job, folder: Path, reads: object, always: ExitStack, if_it_fails: ExitStack
) -> tuple[_Ends, Feed | None]:
    """Give what the child reads and writes, and what feeds it where it asks."""
    if job["stdin"] == "terminal":
        terminal, both, errors = open_terminal(always, if_it_fails)
        return (both, both, errors), terminal
    if job["stdin"] == "asks" and reads is None:
        source, pipe = os.pipe()
        feed = Pipe(pipe)
        if_it_fails.callback(feed.close)
    else:
        source, feed = _stdin(folder, reads), None
    if source != reads:
        always.callback(os.close, source)
    return (source, subprocess.PIPE, subprocess.PIPE), feed


def _stdin(folder: Path, reads: object) -> int:
    match reads:
        case int():
            return reads
        case FileRef(path, name):
            try:
                return os.open(path, os.O_RDONLY)
            except OSError as error:
                problem = f"the file {name!r} cannot be read: {error.strerror}"
                raise BadInput({"standard_input": problem}) from None
        case str():
            held = folder / "stdin"
            held.write_bytes(reads.encode("utf-8", "surrogateescape"))
            return os.open(held, os.O_RDONLY)
    return os.open(os.devnull, os.O_RDONLY)
