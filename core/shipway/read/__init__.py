"""Script -> specs and findings. A reader recognises how a script takes its input; each dialect has its file."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from shipway.environment import Environment, environment
from shipway.errors import NoSuchTool, Unreadable
from shipway.read.argparsers import NoParser, argparsers
from shipway.read.command_line import command_line
from shipway.read.functions import functions, is_hinted
from shipway.read.prompts import asks, asks_at_once, prompts
from shipway.read.source import Source
from shipway.spec import Reading, Spec

__all__ = ["read", "tool_of"]

_Mark = tuple[tuple[str, int, int], ...]
_known: dict[tuple[str, str], tuple[_Mark, Reading | Unreadable]] = {}
_locks: dict[str, threading.Lock] = {}


def read(script: Path, python: Path | None = None) -> Reading:
    """Read a script; the answer is kept until the script, or a module of its own that was met on the way, changes.

    Raises Unreadable when there is no such file or it is not Python, Missing when `python` does not start.
    """
    path = script.expanduser().absolute()
    where = environment(path, python)
    key = (str(path), where.command[0])
    with _locks.setdefault(key[0], threading.Lock()):
        mark, reading = _known.get(key, ((), None))
        if reading is None or mark != _mark(*(file for file, _, _ in mark)):
            # The mark is taken before the reading: a file that is saved meanwhile is read again.
            now = _mark(key[0])
            reading = _read(path, where)
            near = reading.near if isinstance(reading, Reading) else ()
            _known[key] = (now + _mark(*near), reading)
    if isinstance(reading, Unreadable):
        raise Unreadable(*reading.args)
    return reading


def tool_of(reading: Reading, tool: str | None) -> Spec:
    """Find a tool by name; without a name, the only one or the first. Raises NoSuchTool that lists those there are."""
    if tool is None:
        return reading.specs[0]
    for spec in reading.specs:
        if spec.tool == tool:
            return spec
    names = ", ".join(spec.tool for spec in reading.specs)
    raise NoSuchTool(f"{Path(reading.script).name} has no tool {tool!r}; it has: {names}")


def _mark(*files: str) -> _Mark:
    marks = []
    for file in files:
        try:
            facts = Path(file).stat()
            marks.append((file, facts.st_mtime_ns, facts.st_size))
        except OSError:
            marks.append((file, 0, -1))
    return tuple(marks)


def _read(path: Path, where: Environment) -> Reading | Unreadable:
    if not path.is_file():
        return Unreadable(f"there is no file {path}")
    try:
        source = Source.of(path)
    except Unreadable as error:
        return error
    title, summary, _ = source.heading
    reading = Reading(str(path), title, summary)
    entry = source if source.parsers else source.entry(where.path)
    if entry is not None and entry.parsers and (parsed := _parser(source, entry, where, reading)):
        return parsed
    return replace(reading, specs=_static(source))


def _parser(source: Source, entry: Source, where: Environment, reading: Reading) -> Reading | None:
    """Read a script with a parser: the live one where it can be caught, else the command line as one field.

    `entry` is where its work is written: the script itself, or the module whose function a console script calls.
    None is for a script that ends well without its parser, and so is a module of functions.
    """
    if "argparse" not in entry.parsers:
        names = " and ".join(sorted(entry.parsers))
        problem = (
            f"its options are read by {names}, which Shipway does not map yet: it gets its command line as one field"
        )
        return replace(reading, specs=(command_line(source),), problem=problem)
    try:
        specs, near = argparsers(source, entry, where)
    except Unreadable as error:
        if isinstance(error, NoParser) and source.functions:
            return None
        problem = f"its options could not be read, and it gets its command line as one field: {error}"
        return replace(reading, specs=(command_line(source, problem),), problem=problem)
    return replace(reading, specs=specs, near=near, live=True)


def _static(source: Source) -> tuple[Spec, ...]:
    if asking := prompts(source):
        # What asks while it is imported has no functions that could be called; helpers without hints are no tools.
        hinted = {name for name, node in source.functions.items() if is_hinted(node) and not asks(source, node)}
        usable = () if asks_at_once(source) else functions(source)
        return (*(spec for spec in usable if spec.tool in hinted), *asking)
    found = functions(source)
    if not found or source.works:
        whole = command_line(source)
        if found:
            summary = f"Runs the file from top to bottom, as python {source.path.name} does."
            whole = replace(whole, title="Run the whole script", summary=summary, help="")
            if whole.tool in source.functions:
                # Each tool has a name of its own; a file's name is no function's.
                whole = replace(whole, tool=source.path.name)
        found = (whole, *found) if source.uses_argv else (*found, whole)
    return found
