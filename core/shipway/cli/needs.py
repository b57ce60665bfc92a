"""What a script needs: its interpreter, its packages, and the one command that gets what is missing."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from shipway.cli.prepare import prepare
from shipway.environment import Environment
from shipway.environment.requirements import wanted
from shipway.environment.search import suits
from shipway.errors import Unreadable
from shipway.read import read
from shipway.read.imports import Imported, distributions
from shipway.read.source import Source
from shipway.read.targets import source_of
from shipway.spec import Reading


class Check(NamedTuple):
    """One thing: whether it is here, what was found, and how to get it."""

    name: str
    here: bool
    found: str
    get: str


def needs(script: Path, python: Path | None) -> Iterator[Check]:
    """List what a script needs, and whether it is there."""
    try:
        where = prepare(script, python)
        reading = read(script, python)
        source = source_of(script.absolute(), where)
    except Unreadable as error:
        yield Check("script", False, "", str(error))
        return
    yield Check("script: interpreter", True, f"Python {where.version}, {where.reason} ({where.command[0]})", "")
    yield from _named(source.path, where)
    yield from _imported(source, where)
    yield from _tools(reading)


def _named(script: Path, where: Environment) -> Iterator[Check]:
    """Tell what the script, or a file beside it, names."""
    named = wanted(script)
    if named.python:
        version = f"it names Python {named.python}, and runs with {where.version}"
        yield Check("script: Python", suits(where.version, named.python), f"{named.python}, as it asks", version)
    if named.requirements:
        place = "its block “# /// script”" if named.origin == "inline" else Path(named.origin).name
        yield Check("script: names", True, f"{', '.join(named.requirements)} (in {place})", "")
    if where.lacking:
        yield Check("script: its packages", False, "", where.lacking)


def _imported(source: Source, where: Environment) -> Iterator[Check]:
    try:
        imported = distributions(source, where)
    except subprocess.SubprocessError as error:
        yield Check("script: its imports", False, "", f"its interpreter could not be asked: {error}")
        return
    installed = dict.fromkeys(
        f"{one.distribution} {one.version}" for one in imported if one.distribution and one.version
    )
    lacking = [one for one in imported if one.home in ("missing", "dropped")]
    needed = [one for one in lacking if not one.optional]
    if not needed:
        found = ("all there: " if installed else "all there") + ", ".join(installed)
        yield Check("script: its imports", True, found, "")
    for one in lacking:
        if one.optional:
            yield Check(f"script: {one.name}", True, "not here; the script goes on without it", "")
        else:
            yield Check(f"script: {one.name}", False, "", _missing(one))
    if gets := dict.fromkeys(one.distribution for one in needed if one.home == "missing"):
        yield Check("script: to get them", False, "", install_command(list(gets), source.path, where))


def _missing(one: Imported) -> str:
    if one.version == "2.7":
        return "it is a module of Python 2; Shipway runs scripts on 3.8 and later"
    if one.home == "dropped":
        return f"the standard library had it up to Python {one.version}; name such an interpreter with --python"
    if one.name == "tkinter":
        return "apt-get install python3-tk (Debian, Ubuntu)"
    return f"it comes with {one.distribution}" if one.distribution != one.name else "often under this name"


def install_command(names: Sequence[str], script: Path, where: Environment) -> str:
    """Give the one command that gets distributions for a script, where its interpreter finds them from then on."""
    listed = shlex.join(names)
    if where.origin == "inline":
        if shutil.which("uv"):
            return f"uv add --script {shlex.quote(str(script))} {listed}"
        added = ", ".join(f'"{name}"' for name in names)
        return f"add {added} to the dependencies in the block “# /// script” of {script.name}"
    if where.origin:
        return f"printf '%s\\n' {listed} >> {shlex.quote(where.origin)}"
    python = shlex.quote(where.command[0])
    if any((Path(folder) / "pip").is_dir() for folder in where.path):
        return f"{python} -m pip install {listed}"
    return f"uv pip install --python {python} {listed}"


def _tools(reading: Reading) -> Iterator[Check]:
    if reading.problem:
        yield Check("script: its form", False, "", reading.problem)
    else:
        yield Check("script: its tools", True, ", ".join(spec.tool for spec in reading.specs), "")
