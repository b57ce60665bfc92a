"""The interpreter of a script, and what interpreters say of themselves."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from shipway.errors import Missing

ENTRY: Final = "entry:"
"""What stands before the name of a console script, as the last part of a path."""
LIMIT: Final = 512 * 1024
"""Bytes of a script in which its metadata is looked for."""
OLDEST: Final = (3, 8)
_ASK: Final = (
    "import json, sys; print(json.dumps([sys.executable, '.'.join(map(str, sys.version_info[:3])), sys.path[1:]]))"
)


Kind: TypeAlias = Literal["own", "asked", "project", "found", "made"]


@dataclass(frozen=True)
class Environment:
    """The interpreter of a script.

    `command` starts it: one word, or, in a frozen program, the program itself and its switch. `reason` says in a few
    words why it is this one. `version` is the interpreter's, such as "3.11.7"; `path` lists where it finds packages.
    `kind`: our own interpreter, the one asked for, the project's, one found on this machine for a `requires-python`,
    or an environment that Shipway made. `key` names the content of one that was made. `wants` are the requirements
    that the script names, `origin` where it does so ("inline", or the path of a file). `lacking` is one sentence when
    they could not be had: the script can be read then, as far as it goes.
    Where no file was named but a module, a folder or a console script, `file` is what is read, and `start` how it is
    started (`Target` in environment/target.py); else both are empty.
    """

    command: tuple[str, ...]
    version: str
    reason: str
    path: tuple[str, ...] = ()
    kind: Kind = "own"
    key: str = ""
    wants: tuple[str, ...] = ()
    origin: str = ""
    lacking: str = ""
    file: str = ""
    start: tuple[str, ...] = ()

    @property
    def refuses(self) -> bool:
        """Tell whether nothing can be run: the script itself names what is lacking. A file beside it may name more
        than this script needs."""
        return bool(self.lacking) and self.origin == "inline"


class Interpreter(NamedTuple):
    """What an interpreter says of itself."""

    executable: str
    version: str
    path: tuple[str, ...]


def interpreter(python: Path) -> Interpreter:
    """Ask an interpreter for itself; raises Missing when it does not start, is none, or is older than 3.8."""
    try:
        stat = python.stat()
    except OSError as error:
        raise Missing(f"the interpreter {python} cannot be used: {error.strerror}") from None
    found = _identity(os.fspath(python), stat.st_mtime_ns)
    if tuple(map(int, found.version.split(".")[:2])) < OLDEST:
        raise Missing(f"the interpreter {python} is Python {found.version}; Shipway runs scripts on 3.8 and later")
    return found


@functools.lru_cache(maxsize=64)
def _identity(python: str, _mtime: int) -> Interpreter:
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
    return Interpreter(executable, version, tuple(path))


def own() -> Environment:
    """Give the interpreter that runs Shipway."""
    return _own()


@functools.lru_cache(maxsize=1)
def _own() -> Environment:
    version = ".".join(map(str, sys.version_info[:3]))
    if getattr(sys, "frozen", False):
        return Environment((sys.executable, "--child"), version, "inside the program", tuple(sys.path))
    return Environment((sys.executable,), version, "the one that runs Shipway", tuple(sys.path))


def found_as(found: Interpreter, reason: str, kind: Kind) -> Environment:
    """Give an interpreter as an environment."""
    return Environment((found.executable,), found.version, reason, found.path, kind)
