"""`shipway run`: a tool in the terminal, its streams and exit code as the script's own."""

from __future__ import annotations

import argparse
import getpass
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from shipway.bind import bind
from shipway.cli.prepare import prepare
from shipway.cli.show import table
from shipway.environment import Environment
from shipway.errors import BadInput, Missing, ShipwayError
from shipway.events import Ask, Ended, Event, Made, Output, Result, to_line
from shipway.profile import MINE, PROFILES, Profile
from shipway.raws import raws_from_json
from shipway.read import profile_of, read, tool_of
from shipway.read.lines.fill import own_line
from shipway.run import Run, start
from shipway.run.argv import words
from shipway.run.launcher import Ready
from shipway.run.launchers import Launchers
from shipway.spec import FileRef, Raw, Raws, Reading, Spec


def run(args: argparse.Namespace) -> int:
    """Run a tool; give the script's exit code."""
    where = prepare(args.script, args.python)
    reading = read(args.script, args.python)
    spec, profile = tool_of(reading, args.tool), profile_of(reading, PROFILES[args.profile])
    if args.contain and profile is MINE:
        raise BadInput({"": "--contain is for visitors' runs: add --profile visitors"})
    verbatim = args.rest if args.rest is not None and spec.dialect != "function" else None
    raws = dict(own_line(spec, args.rest)) if args.rest and spec.dialect == "function" else {}
    raws |= given(args, spec)
    if verbatim is not None and raws:
        raise BadInput({"": "takes its inputs by --set, --values and --file, or after --, not both"})
    if verbatim is not None and args.tool and spec.command:
        verbatim = [*spec.command, *verbatim]
    values = bind(spec, raws, profile) if verbatim is None else {}
    ahead = any(param.place == "answer" and param.name in values for param in spec.params)
    if spec.stdin == "terminal" and profile is MINE and not (args.answers or args.events) and _is_at_a_terminal():
        return _hand_over(where, reading, words(spec, values) if verbatim is None else verbatim)
    feeds = "standard_input" in values
    live = spec.stdin in ("asks", "terminal") and not feeds
    asks = live and bool(ahead or args.answers or args.events or _is_terminal())
    with ExitStack() as at_the_end:
        folder = Path(at_the_end.enter_context(tempfile.TemporaryDirectory(prefix="shipway-run-")))
        under_way = start(
            reading.script,
            spec,
            values,
            environment=where,
            profile=profile,
            folder=folder,
            stdin=None if asks or feeds or args.values == "-" or sys.stdin is None else sys.stdin.fileno(),
            argv=verbatim,
            ready=at_the_end.enter_context(_child(reading, where, profile, folder, args.contain or "limits")),
        )
        _heed_signals(under_way)
        return _follow(under_way, _answers(args), args.events, folder, profile)


@contextmanager
def _child(
    reading: Reading, where: Environment, profile: Profile, folder: Path, contain: str
) -> Iterator[Ready | None]:
    """Give a child of a launcher for a visitor's run, which only so is sealed off; None for one's own run."""
    if profile is MINE:
        yield None
        return
    launchers = Launchers(folder, contain=contain)
    try:
        ready = launchers.take(reading, where, profile)
        try:
            yield ready
        finally:
            # One that got no job waits for it for ever.
            if ready is not None and ready.jobs.fileno() >= 0:
                ready.drop()
    finally:
        launchers.close()


def given(args: argparse.Namespace, spec: Spec) -> Raws:
    """Give the raws of `--values`, `--set` and `--file`; a name that is set again holds several."""
    raws: dict[str, Raw] = {}
    if args.values:
        try:
            data = sys.stdin.buffer.read() if args.values == "-" else Path(args.values).read_bytes()
        except OSError as error:
            raise BadInput({"": f"{args.values} cannot be read: {error.strerror}"}) from None
        raws.update(raws_from_json(spec, data))
    told: dict[str, list[str | FileRef]] = {}
    for pair in (*args.set, *args.file):
        if "=" not in pair:
            raise BadInput({"": f"--set takes NAME=TEXT, and --file NAME=PATH, not {pair!r}"})
    for name, _, text in (pair.partition("=") for pair in args.set):
        told.setdefault(name, []).append(text)
    for name, _, path in (pair.partition("=") for pair in args.file):
        told.setdefault(name, []).append(_file(name, path))
    return raws | {name: texts[0] if len(texts) == 1 else tuple(texts) for name, texts in told.items()}


def _file(name: str, path: str) -> FileRef:
    if not Path(path).is_file():
        raise BadInput({name: f"“{path}” is not there"})
    return FileRef(str(Path(path).absolute()), Path(path).name)


def _is_terminal() -> bool:
    """Tell whether a person sits at our standard input; it may be closed."""
    return sys.stdin is not None and sys.stdin.isatty()


def _is_at_a_terminal() -> bool:
    return _is_terminal() and sys.stdout is not None and sys.stdout.isatty()


def _hand_over(where: Environment, reading: Reading, argv: Sequence[str]) -> int:
    """Give the person's own terminal to a script that talks to one; all that it can do, it can do only there."""
    if where.refuses:
        raise Missing(where.lacking)
    # Ctrl-C is the script's: the terminal sends it to both of us. A handler, for what is ignored is so for it as well.
    signal.signal(signal.SIGINT, lambda *_: None)
    line = [*where.command, reading.script, *argv]
    code = subprocess.Popen(line).wait()
    return code if code >= 0 else 128 - code


def _answers(args: argparse.Namespace) -> Iterator[str | None]:
    """Give a line for each question: from the file, then none; without a file, from the terminal."""
    if args.answers:
        try:
            yield from Path(args.answers).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ShipwayError(f"{args.answers} cannot be read: {error}") from None
    while True:
        line = sys.stdin.readline() if sys.stdin and not args.answers else ""
        yield line.removesuffix("\n") if line else None


def _heed_signals(under_way: Run) -> None:
    """Ctrl-C reaches the script; a second one, or the end of the terminal, ends its whole tree."""
    presses = iter([under_way.interrupt])
    signal.signal(signal.SIGINT, lambda *_: next(presses, under_way.stop)())
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: under_way.stop())


def _follow(under_way: Run, answers: Iterator[str | None], as_lines: bool, folder: Path, profile: Profile) -> int:
    """Show a run to its end; every file that it makes lies in the caller's folder afterwards."""
    made: dict[str, Made] = {}
    code = 1
    for one in under_way:
        event: Event = one
        if isinstance(one, Made):
            event = made[one.id] = replace(one, path=str(_save(folder / "artifacts" / one.id, one.name)))
        if isinstance(one, Ask) and one.id > under_way.answered:
            under_way.answer(getpass.getpass("") if one.secret and _is_terminal() and not as_lines else next(answers))
        if isinstance(one, Ended):
            code = _code(one)
        if as_lines:
            print(to_line(event), flush=True)
        else:
            _show(event, made)
    if profile.own_folder and not as_lines:
        for left in made.values():
            print(f"shipway: it made {left.path}", file=sys.stderr)
    return code


def _code(ended: Ended) -> int:
    if ended.code is not None:
        return ended.code
    return 130 if ended.state == "cancelled" else 1


def _show(event: Event, made: dict[str, Made]) -> None:
    match event:
        case Output(stream, data):
            _write(sys.stdout.buffer if stream == "stdout" else sys.stderr.buffer, data)
        case Result("table", value):
            print(table(value), flush=True)
        case Result("image" | "figure" | "file", value):
            print(made.pop(value).path, flush=True)
        case Result(_, value):
            print(value, flush=True)
        case Ended(state, None, reason):
            print(f"shipway: {state}: {reason}", file=sys.stderr)


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(data)
    stream.flush()


def _save(kept: Path, name: str) -> Path:
    """Put a made file into the caller's folder, under a name that is free; one that lies there already stays."""
    if kept.is_symlink():
        # A large file of the caller's own folder: it lies there already.
        return kept.readlink()
    target = Path.cwd() / Path(name).name
    number = 2
    while target.exists():
        if target.stat().st_size == kept.stat().st_size and target.read_bytes() == kept.read_bytes():
            return target
        target = target.with_name(f"{Path(name).stem}-{number}{Path(name).suffix}")
        number += 1
    shutil.copyfile(kept, target)
    return target
