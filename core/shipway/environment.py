"""Script -> the interpreter and packages that it runs with."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from shipway.errors import Missing

_ROOTS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
_ASK = "import json, sys; print(json.dumps([sys.executable, '.'.join(map(str, sys.version_info[:3])), sys.path[1:]]))"


@dataclass(frozen=True)
class Environment:
    """The interpreter of a script.

    `command` starts it: one word, or, in a frozen program, the program itself and its switch. `reason` says in a few
    words why it is this one. `version` is the interpreter's, such as "3.11.7"; `path` lists where it finds packages.
    """

    command: tuple[str, ...]
    version: str
    reason: str
    path: tuple[str, ...] = ()


def environment(script: Path, python: Path | None = None) -> Environment:
    """Choose the interpreter for a script: `python` where given, else its project's `.venv`, else our own.

    Raises Missing when the interpreter that was asked for does not start, or is older than 3.8.
    """
    if python is not None:
        return _asked(python, "--python")
    for folder in _project(script):
        for candidate in (folder / ".venv/bin/python", folder / ".venv/Scripts/python.exe"):
            if candidate.is_file():
                if candidate.parent.parent.resolve() == Path(sys.prefix).resolve():
                    return own()
                return _asked(candidate, f"{folder.name}/.venv")
    return own()


def own() -> Environment:
    """Give the interpreter that runs Shipway."""
    version = ".".join(map(str, sys.version_info[:3]))
    if getattr(sys, "frozen", False):
        return Environment((sys.executable, "--child"), version, "inside the program", tuple(sys.path))
    return Environment((sys.executable,), version, "the one that runs Shipway", tuple(sys.path))


def _project(script: Path) -> list[Path]:
    """List the script's folder and those above it, up to its project's root; only itself when there is none."""
    folder = script.resolve().parent
    above = [folder, *folder.parents]
    for number, candidate in enumerate(above):
        if any((candidate / mark).exists() for mark in _ROOTS):
            return above[: number + 1]
    return [folder]


def _asked(python: Path, reason: str) -> Environment:
    try:
        stat = python.stat()
    except OSError as error:
        raise Missing(f"the interpreter {python} cannot be used: {error.strerror}") from None
    executable, version, path = _identity(os.fspath(python), stat.st_mtime_ns)
    if tuple(map(int, version.split(".")[:2])) < (3, 8):
        raise Missing(f"the interpreter {python} is Python {version}; Shipway runs scripts on 3.8 and later")
    return Environment((executable,), version, reason, path)


@functools.lru_cache(maxsize=64)
def _identity(python: str, _mtime: int) -> tuple[str, str, tuple[str, ...]]:
    # The interpreter is asked for itself once: behind a shim (pyenv) every start would cost 80 ms more.
    try:
        done = subprocess.run(
            [python, "-c", _ASK], capture_output=True, text=True, timeout=30, check=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError) as error:
        reason = getattr(error, "strerror", None) or "it is no Python interpreter"
        raise Missing(f"the interpreter {python} does not start: {reason}") from None
    try:
        executable, version, path = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        raise Missing(f"{python} is not a Python interpreter") from None
    return executable, version, tuple(path)
