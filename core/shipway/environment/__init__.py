"""Script -> the interpreter and packages that it runs with."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from shipway.environment.interpreters import ENTRY, LIMIT, Environment, Kind, found_as, interpreter, own
from shipway.errors import NoSuchScript

__all__ = ["ENTRY", "Environment", "check", "environment", "own", "soon"]

_ROOTS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")


def environment(script: Path, python: Path | None = None, told: Callable[[str], None] | None = None) -> Environment:
    """Choose the interpreter for a script, making its environment where there is none yet.

    It is `python` where given, else its project's `.venv`; else, where the script or a `requirements.txt` beside it
    names packages that ours has not, an environment that is made for them; else our own. `told` is called with
    sentences that say how the making goes. Raises Missing when the interpreter that was asked for does not start, or
    is older than 3.8, and NoSuchScript when there is nothing of this name; what the script asks for and cannot have is
    told in `lacking`.
    """
    return _started(script, _environment(_inside(script), python, told or (lambda _: None)))


def _environment(script: Path, python: Path | None, told: Callable[[str], None]) -> Environment:
    if (found := _given(script, python)) is not None:
        return found
    # Only here: what reads requirements takes 40 ms to import.
    from shipway.environment.named import settled

    return settled(script, told)


def soon(script: Path, python: Path | None = None) -> Environment:
    """Choose as `environment` does; what takes longer than a moment to make is made behind, and Preparing is raised."""
    inside = _inside(script)
    if (found := _given(inside, python)) is not None:
        return _started(script, found)
    # As above.
    from shipway.environment.named import settled_soon

    return _started(script, settled_soon(inside))


def check(script: Path, python: Path | None = None) -> None:
    """Raise NoSuchScript where there is nothing of this name; what packages hold that are not made yet is not told."""
    if (found := _given(_inside(script), python)) is not None or os.path.isdir(script):  # noqa: PTH112 - as above
        _started(script, found or own())


def _inside(script: Path) -> Path:
    """Give the file that a folder is named for, which lies in its project."""
    if "\0" in str(script):
        raise NoSuchScript(f"there is no file {str(script)!r}")
    return script / "__main__.py" if os.path.isdir(script) else script  # noqa: PTH112 - it takes any name


def _started(script: Path, where: Environment) -> Environment:
    """Add what is read and how it is started, where no file was named. Raises NoSuchScript when there is nothing."""
    if os.path.isfile(script):  # noqa: PTH113 - as above
        return where
    # Only here: it lists what is installed, and most scripts are files.
    from shipway.environment.target import target

    found = target(script, where)
    return replace(where, file=str(found.file), start=found.start)


def _given(script: Path, python: Path | None) -> Environment | None:
    """Give the interpreter that is there already; None when it depends on the packages that the script names."""
    if python is not None:
        return _asked(python, "--python", "asked")
    if (found := _project(script)) is not None:
        return found
    return None if _names_packages(script) and not getattr(sys, "frozen", False) else own()


def _names_packages(script: Path) -> bool:
    if (script.parent / "requirements.txt").is_file():
        return True
    try:
        if not script.is_file():
            # A pipe would be waited for.
            return False
        with script.open("rb") as file:
            return b"# /// script" in file.read(LIMIT)
    except OSError:
        # Whoever reads the script says so.
        return False


def _project(script: Path) -> Environment | None:
    """Find the environment of the script's project, or the one in which the script itself is installed."""
    for folder in _folders(script):
        places = (folder / ".venv", folder) if (folder / "pyvenv.cfg").is_file() else (folder / ".venv",)
        for place in places:
            for candidate in (place / "bin/python", place / "Scripts/python.exe"):
                if candidate.is_file():
                    if place.resolve() == Path(sys.prefix).resolve():
                        return own()
                    return _asked(candidate, f"{place.parent.name}/{place.name}", "project")
    return None


def _folders(script: Path) -> list[Path]:
    """List the script's folder and those above it, up to its project's root; only itself when there is none."""
    folder = script.resolve().parent
    above = [folder, *folder.parents]
    for number, candidate in enumerate(above):
        if any((candidate / mark).exists() for mark in (*_ROOTS, "pyvenv.cfg")):
            return above[: number + 1]
    return [folder]


def _asked(python: Path, reason: str, kind: Kind) -> Environment:
    return found_as(interpreter(python), reason, kind)
