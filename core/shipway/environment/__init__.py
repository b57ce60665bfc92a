"""Script -> the interpreter and packages that it runs with."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from shipway.environment.interpreters import LIMIT, Environment, Kind, found_as, interpreter, own

__all__ = ["Environment", "environment", "own", "soon"]

_ROOTS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")


def environment(script: Path, python: Path | None = None, told: Callable[[str], None] | None = None) -> Environment:
    """Choose the interpreter for a script, making its environment where there is none yet.

    It is `python` where given, else its project's `.venv`; else, where the script or a `requirements.txt` beside it
    names packages that ours has not, an environment that is made for them; else our own. `told` is called with
    sentences that say how the making goes. Raises Missing when the interpreter that was asked for does not start, or
    is older than 3.8; what the script asks for and cannot have is told in `lacking`.
    """
    if (found := _given(script, python)) is not None:
        return found
    # Only here: what reads requirements takes 40 ms to import.
    from shipway.environment.named import settled

    return settled(script, told or (lambda _: None))


def soon(script: Path, python: Path | None = None) -> Environment:
    """Choose as `environment` does; what takes longer than a moment to make is made behind, and Preparing is raised."""
    if (found := _given(script, python)) is not None:
        return found
    # As above.
    from shipway.environment.named import settled_soon

    return settled_soon(script)


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
