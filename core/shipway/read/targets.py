"""What is read of a module, a folder or a console script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from shipway.environment import Environment
from shipway.errors import Unreadable
from shipway.read.command_line import ARGUMENTS
from shipway.read.entries import entry_of as called_by
from shipway.read.entries import home_of, used_by
from shipway.read.source import Source
from shipway.spec import Reading, Spec


def source_of(path: Path, where: Environment) -> Source:
    """Parse the file that is meant, under the name by which it is called."""
    if not where.start:
        return Source.of(path)
    how, name, _, command = where.start
    source = Source.of(Path(where.file))
    called = Path(command).name if how == "entry" else name.rpartition(".")[2] if how == "module" else ""
    return replace(source, called=called)


def started(where: Environment) -> tuple[str, ...]:
    """Give the words that start a module or a console script on a command line; none for a file or a folder."""
    if not where.start or where.start[0] == "folder":
        return ()
    how, name, _, command = where.start
    return ("python", "-m", name) if how == "module" else (Path(command).name,)


def entry_of(source: Source, where: Environment) -> Source | None:
    """Give the module with a parser that the script calls; for a console script, by way of the function it names."""
    if not where.start:
        return called_by(source, where.path)
    how, name, first, _ = where.start
    if how != "entry":
        # A program's `__main__` does little itself: what it imports of its own does the work.
        main = source.path.name == "__main__.py"
        return called_by(source, where.path, first) or (used_by(source, (first, *where.path)) if main else None)
    return home_of(source, name.partition(":")[2].partition(".")[0], (first, *where.path)) or called_by(
        source, where.path
    )


def as_started(reading: Reading, where: Environment) -> Reading:
    """Leave out what cannot be started: of a package without a `__main__.py`, only the functions can be used.

    Raises Unreadable when nothing is left.
    """
    if where.start and (where.start[0] == "entry" or Path(where.file).name == "__main__.py"):
        return replace(reading, specs=tuple(_with_line(spec) for spec in reading.specs))
    if not where.start or where.start[0] != "module" or Path(where.file).name != "__init__.py":
        return reading
    functions = tuple(spec for spec in reading.specs if spec.dialect == "function")
    if functions:
        return replace(reading, specs=functions, problem="")
    folder = Path(where.file).parent
    modules = sorted(file.stem for file in folder.glob("*.py") if not file.stem.startswith("_"))
    some = ", ".join(f"{where.start[1]}.{name}" for name in modules[:6])
    raise Unreadable(
        f"{where.start[1]} is a package without a __main__.py, and has no functions of its own"
        + (f"; name one of its modules: {some}" if some else "")
    )


def _with_line(spec: Spec) -> Spec:
    """Give a program that is called as a whole its command line: what reads it may stand anywhere in its package."""
    if spec.dialect != "command line" or any(param.place == "argv" for param in spec.params):
        return spec
    return replace(spec, params=(ARGUMENTS, *spec.params))
