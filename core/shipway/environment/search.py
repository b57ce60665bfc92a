"""Which interpreter of this machine is good for a `requires-python`."""

from __future__ import annotations

import functools
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from packaging.specifiers import SpecifierSet

from shipway.environment.interpreters import OLDEST, Interpreter, interpreter
from shipway.errors import Missing

_HOME: Final = Path("~").expanduser() if os.environ.get("HOME") else Path("/")
_NEWEST: Final = 20
"""The minor version up to which PATH is searched for python3.N."""


def suits(version: str, wanted: str) -> bool:
    """Tell whether a version is good for a `requires-python`."""
    return not wanted or SpecifierSet(wanted).contains(version, prereleases=True)


def another(wanted: str) -> Interpreter | None:
    """Find an interpreter of this machine that is good for a `requires-python`: the newest; None when there is none."""
    # One that is installed meanwhile is found within a minute.
    return _search(wanted, int(time.monotonic()) // 60)


@functools.lru_cache(maxsize=64)
def _search(wanted: str, _minute: int) -> Interpreter | None:
    for candidate in sorted(_candidates(), key=lambda one: one[0], reverse=True):
        minor, python = candidate
        # A minor version that cannot suit is not started; x.y.99 stands for its newest release.
        if not any(suits(f"3.{minor}.{patch}", wanted) for patch in range(100)):
            continue
        try:
            found = interpreter(python)
        except Missing:
            continue
        if suits(found.version, wanted):
            return found
    return None


def _candidates() -> Iterator[tuple[int, Path]]:
    """List what may be interpreters, with their minor versions."""
    for place in (
        Path(os.environ.get("PYENV_ROOT") or _HOME / ".pyenv") / "versions",
        Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or _HOME / ".local/share/uv/python"),
    ):
        for folder in sorted(place.iterdir()) if place.is_dir() else ():
            version = re.search(r"(?:^|-)3\.(\d+)\.\d+(?:-|$)", folder.name)
            if version and (folder / "bin/python3").exists():
                yield int(version[1]), folder / "bin/python3"
    for minor in range(OLDEST[1], _NEWEST):
        if found := shutil.which(f"python3.{minor}"):
            yield minor, Path(found)
