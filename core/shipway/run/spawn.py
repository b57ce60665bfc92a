"""Starts the child of a job: a fresh interpreter of the script's own, or a child that a launcher forked ahead."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Final

from shipway.environment import Environment
from shipway.errors import BadInput, Missing
from shipway.events import Started
from shipway.profile import Profile
from shipway.run import guarded
from shipway.run.artifacts import Artifacts
from shipway.run.feed import Feed, Pipe
from shipway.run.job import Job
from shipway.run.launcher import Ready
from shipway.run.launchers import LEVEL
from shipway.run.process import Run
from shipway.run.surroundings import SIZES, clean_environment, on_a_terminal, own_variables, work_folder
from shipway.run.terminal import TERM, Terminal, open_terminal
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
    ready: Ready | None = None,
) -> Run:
    """Start the child of a job. Raises Missing when the interpreter does not start.

    `reads` is its standard input: a descriptor of the caller's, a text, a FileRef, or None. `ready` is a child of a
    launcher's; without it, an interpreter is started.
    """
    place = folder if ready is None else ready.place
    work = work_folder(profile, place)
    with ExitStack() as always, ExitStack() as if_it_fails:
        ends, streams, feed = _ends(job, folder, reads, always, if_it_fails)
        start = {"start": environment.start, "limits": asdict(profile.limits) if profile.limits else None}
        told = {**job, **start, "work": str(work) if work else None}
        guard: guarded.Guarded
        if ready is None:
            variables = clean_environment(profile, folder)
            if isinstance(feed, Terminal):
                variables = on_a_terminal(variables)
            near, guard = _fresh(environment.command, told, ends, work, variables, if_it_fails)
        else:
            near, guard = _forked(ready, told, ends, profile, feed, if_it_fails)
        level = LEVEL if ready is None else ready.slot.level
        started = Started(environment.command[0], profile.name, level, isinstance(feed, Terminal))
        artifacts = Artifacts(folder, place, work, profile, spec.outputs if spec else ())
        run = Run(guard, near, streams, feed, started, artifacts, profile, spec, _ahead(job), folder)
        run.ready = ready
        if_it_fails.pop_all()
    return run


def _ahead(job: Job) -> list[tuple[str, Sequence[str]]]:
    """Give the answers that are there before they are asked for, each with what its question says."""
    return list(zip(job.get("answers", ()), job.get("asks", ()), strict=True))


def _fresh(
    command: tuple[str, ...],
    job: Job,
    ends: _Ends,
    work: Path | None,
    variables: dict[str, str] | None,
    if_it_fails: ExitStack,
) -> tuple[socket.socket, guarded.Guarded]:
    """Start an interpreter, and give it its job."""
    near, far = socket.socketpair()
    if_it_fails.callback(near.close)
    with far:
        try:
            process = subprocess.Popen(
                [*command, os.fspath(CHILD), str(far.fileno())],
                stdin=ends[0],
                stdout=ends[1],
                stderr=ends[2],
                pass_fds=(far.fileno(),),
                cwd=work,
                env=variables,
                start_new_session=True,
            )
        except OSError as error:
            raise Missing(f"the interpreter {command[0]} does not start: {error.strerror}") from None
    if_it_fails.callback(process.wait)
    if_it_fails.callback(process.kill)
    # An interpreter that ends before it takes its job says why on stderr, like any other run.
    with suppress(BrokenPipeError, ConnectionResetError):
        near.sendall(json.dumps(job).encode() + b"\n")
    return near, guarded.Started(process)


def _forked(
    ready: Ready, job: Job, ends: _Ends, profile: Profile, feed: Feed | None, if_it_fails: ExitStack
) -> tuple[socket.socket, guarded.Guarded]:
    """Give a child that waits its job, and the variables that differ from its launcher's."""
    variables: dict[str, str | None] = {}
    if profile.clean:
        # A sealed run has a /tmp of its own. The paths of sockets, which libraries put there, have to be short.
        variables.update(own_variables(ready.place, "/tmp" if ready.slot.level == "sealed" else ""))  # noqa: S108
    if isinstance(feed, Terminal):
        variables.update({**dict.fromkeys(SIZES), "TERM": TERM})
    if not profile.own_folder:
        with suppress(FileNotFoundError):
            job = {**job, "work": os.getcwd()}  # noqa: PTH109 - as it is said to the other side
    if_it_fails.callback(ready.channel.close)
    # One that has ended meanwhile is told by its channel, as the end of a run.
    with suppress(OSError):
        ready.give({**job, "variables": variables}, ends)
    return ready.channel, ready.slot.guard()


def _ends(
    job: Job, folder: Path, reads: object, always: ExitStack, if_it_fails: ExitStack
) -> tuple[_Ends, dict[str, IO[bytes]], Feed | None]:
    """Give what the child reads and writes, the near ends of what it writes, and what feeds it where it asks."""
    if job["stdin"] == "terminal":
        terminal, both, errors = open_terminal(always, if_it_fails)
        return (both, both, errors), terminal.streams, terminal
    feed: Feed | None = None
    if job["stdin"] == "asks" and reads is None:
        source, pipe = os.pipe()
        feed = Pipe(pipe)
        if_it_fails.callback(feed.close)
    else:
        source = _stdin(folder, reads)
    if source != reads:
        always.callback(os.close, source)
    streams: dict[str, IO[bytes]] = {}
    ends = [source]
    for name in ("stdout", "stderr"):
        near, far = os.pipe()
        always.callback(os.close, far)
        streams[name] = os.fdopen(near, "rb", buffering=0)
        if_it_fails.callback(streams[name].close)
        ends.append(far)
    return (ends[0], ends[1], ends[2]), streams, feed


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
