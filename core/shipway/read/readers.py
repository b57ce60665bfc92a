"""All readers, asked in their order: what `read` has done in a process with limits."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from shipway.environment import Environment
from shipway.errors import Unreadable
from shipway.read.command_line import command_line
from shipway.read.findings import findings
from shipway.read.functions import Functions, functions, is_hinted
from shipway.read.imports import ahead
from shipway.read.libraries import CLICKS
from shipway.read.lines.examples import with_examples
from shipway.read.live import NoParser, caught
from shipway.read.live.argparsers import argparsers
from shipway.read.live.clicks import clicks
from shipway.read.overrides import overridden
from shipway.read.prompts import asks, asks_at_once, prompts
from shipway.read.source import Source
from shipway.read.targets import as_started, entry_of, source_of, started
from shipway.read.terminal import at_a_terminal
from shipway.read.text import in_text
from shipway.read.withheld import withheld
from shipway.run.messages import without
from shipway.spec import Finding, Reading

LIVE: Final = CLICKS | {"argparse", "tap"}
"""Libraries whose parsers are met alive."""
DIALECTS: Final = {"argparse": argparsers, "click": clicks}
"""What makes specs of what was caught. Which of them it is, only the script's run tells: it may import several."""


def read_here(path: Path, where: Environment) -> Reading | Unreadable:
    """Read a script in this very process; `read` has it done in one with limits."""
    try:
        source = source_of(path, where)
    except Unreadable as error:
        return error
    title, summary, _ = source.heading
    target = str(path) if where.start else ""
    reading = Reading(str(source.path), title, summary, target=target, started=started(where))
    # Its work is written in the script itself, or in the module whose function it calls.
    entry = source if source.parsers else entry_of(source, where) or source
    readers = READERS_OF.get(where.start[0] if where.start else "", READERS)
    answer = next(answer for reader in readers if (answer := reader(source, entry, where, reading)) is not None)
    answer = as_started(answer, where)
    near = {*answer.near, *map(str, source.neighbours), *([str(entry.path)] if entry is not source else [])}
    near |= {str(source.path)} if target else set()
    what = "It cannot run here yet" if where.refuses else "It runs without its packages"
    lacks = (Finding("environment", f"{what}: {where.lacking}."),) if where.lacking else ()
    found = (*findings(source), *lacks)
    answer = replace(answer, near=tuple(sorted(near)), findings=found, imports=ahead(source))
    shown = overridden(source, with_examples(source, at_a_terminal(source, entry, answer)))
    return withheld(source, shown, os.environ)


def _by_live_parser(source: Source, entry: Source, where: Environment, reading: Reading) -> Reading | None:
    """Read the live parser of a script, or of the function that a console script calls."""
    # A console script is a command: where its parser is too far to be seen, it may still come to one.
    if not entry.parsers & LIVE and (entry.parsers or not source.is_console_script):
        return None
    try:
        told = caught(source.path, where, meanwhile=lambda: findings(source))
    except NoParser as error:
        # It ends well without its parser: a module of functions may do so.
        return None if source.functions else _with_problem(source, reading, f"could not be read: {error}")
    except Unreadable as error:
        found = in_text(source, entry, where)
        if found is None:
            return _with_problem(source, reading, f"could not be read: {error}")
        specs = DIALECTS[found["dialect"]](source, entry, found)
        if entry.parsers & CLICKS:
            specs = tuple(replace(spec, dialect="click") for spec in specs)
        return replace(reading, specs=specs, problem=f"its form was read from its text only: {error}")
    specs = DIALECTS[told["dialect"]](source, entry, told)
    # Where it came to its parser only with stand-ins for its imports, the reading says so.
    problem = without(told["absent"], where.version) if told.get("absent") else ""
    return replace(reading, specs=specs, near=tuple(told["near"]), problem=problem, live=True)


def _by_another_parser(source: Source, entry: Source, _: Environment, reading: Reading) -> Reading | None:
    """Name the parser library that is not mapped yet."""
    others = entry.parsers - LIVE
    if not others:
        return None
    return _with_problem(source, reading, f"are read by {' and '.join(sorted(others))}, which Shipway does not map yet")


def _by_prompts(source: Source, _entry: Source, where: Environment, reading: Reading) -> Reading | None:
    """Read a script that asks; functions of it that do not ask, and carry hints, are tools beside it."""
    asking = prompts(source)
    if not asking:
        return None
    hinted = {name for name, node in source.functions.items() if is_hinted(node) and not asks(source, node)}
    # What asks while it is imported has no functions that could be called.
    usable = Functions() if asks_at_once(source) else functions(source, where.path)
    return replace(reading, specs=(*(spec for spec in usable.specs if spec.tool in hinted), *asking), near=usable.near)


def _by_functions(source: Source, _entry: Source, where: Environment, reading: Reading) -> Reading | None:
    """Read a script's functions; where it does something by itself as well, running it is one more tool."""
    found = functions(source, where.path)
    specs = found.specs
    if not specs and not found.methods:
        return None
    if source.works:
        # Each tool has a name of its own; a file's name is no function's.
        taken = {spec.tool for spec in (*specs, *found.methods)} | set(source.functions)
        tool = source.path.name if source.name in taken else source.name
        summary = f"Runs the file from top to bottom, as python {source.path.name} does."
        whole = replace(command_line(source), tool=tool, title="Run the whole script", summary=summary, help="")
        hinted = any(is_hinted(node) for node in source.functions.values())
        specs = (*specs, whole) if hinted and not source.uses_argv else (whole, *specs)
    return replace(reading, specs=(*specs, *found.methods), near=found.near)


def _by_command_line(source: Source, _entry: Source, _where: Environment, reading: Reading) -> Reading:
    """Take any script as it is."""
    return replace(reading, specs=(command_line(source),))


def _with_problem(source: Source, reading: Reading, why: str) -> Reading:
    problem = f"its options {why}; it gets its command line as one field"
    return replace(reading, specs=(command_line(source, problem),), problem=problem)


READERS: Final = (_by_live_parser, _by_another_parser, _by_prompts, _by_functions, _by_command_line)
"""Asked in this order; the first that answers wins, and the last one always does."""
READERS_OF: Final = {"entry": tuple(reader for reader in READERS if reader is not _by_functions)}
"""A console script is called as a whole: the functions beside the one that it calls are no tools."""
