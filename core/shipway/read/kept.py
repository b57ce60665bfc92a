"""Readings that are kept, in this process and on disk, for as long as what was read stays as it is.

On disk a reading is named after the script's path and content, its interpreter and packages, the variables of the
environment that it names, and the version of what reads; beside it stand the digests of the script's own modules that
it depends on.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import math
import os
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import shipway
from shipway.environment import Environment
from shipway.errors import Missing, Unreadable
from shipway.places import cache_folder
from shipway.read.source import LIMIT
from shipway.spec import FORMAT, Reading, from_json, to_json

PROBLEM: Final = 5.0
"""Seconds after which a script whose parser could not be read is tried again: a package may be installed meanwhile."""
MOST: Final = 1000
"""Readings that are kept on disk; when there are more, the older half goes."""

_DAY: Final = re.compile(r"today\(|now\(|time\.(time|localtime|strftime)\(")

_Mark = tuple[tuple[str, int, int], ...]
_known: dict[tuple[str, tuple[str, ...]], tuple[_Mark, float, Reading | Unreadable]] = {}
_locks: dict[str, threading.Lock] = {}


def kept(path: Path, where: Environment, read: Callable[[], Reading]) -> Reading:
    """Give the reading that is kept for a script, or make one by `read`. Raises what `read` raised, if Unreadable."""
    key = (str(path), (*where.command, where.file))
    with _locks.setdefault(key[0], threading.Lock()):
        mark, until, reading = _known.get(key, ((), 0.0, None))
        if reading is None or time.monotonic() > until or mark != _mark(*(file for file, _, _ in mark)):
            # The mark is taken before the reading: a file that is saved meanwhile is read again.
            now = _mark(key[0])
            reading = _from_disk(path, where, read)
            near = reading.near if isinstance(reading, Reading) else ()
            passing = isinstance(reading, Reading) and (reading.problem or where.lacking)
            lasts = PROBLEM if passing else math.inf
            _known[key] = (now + _mark(*near), time.monotonic() + lasts, reading)
    if isinstance(reading, Unreadable):
        raise type(reading)(*reading.args)
    return reading


def _mark(*files: str) -> _Mark:
    marks = []
    for file in files:
        try:
            facts = Path(file).stat()
            marks.append((file, facts.st_mtime_ns, facts.st_size))
        except OSError:
            marks.append((file, 0, -1))
    return tuple(marks)


def _from_disk(path: Path, where: Environment, read: Callable[[], Reading]) -> Reading | Unreadable:
    # Without a place to keep it, it is read again by the next process.
    file = None
    with contextlib.suppress(Missing):
        file = _file(path, where)
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads(file.read_bytes()) if file else {}
        if all(_digest(Path(near)) == digest for near, digest in held["near"].items()):
            return from_json(held["reading"])
    try:
        reading = read()
    except Unreadable as error:
        return error
    if file and not reading.problem and not where.lacking:
        with contextlib.suppress(OSError):
            _write(file, reading)
    return reading


def _write(file: Path, reading: Reading) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digests = {near: _digest(Path(near)) for near in reading.near}
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.write_text(json.dumps({"near": digests, "reading": to_json(reading)}), encoding="utf-8")
    part.replace(file)
    _thin(file.parent)


def _thin(folder: Path) -> None:
    files = list(folder.iterdir())
    if len(files) <= MOST:
        return
    for old in sorted(files, key=_age)[: MOST // 2]:
        old.unlink(missing_ok=True)


def _age(file: Path) -> float:
    return file.stat().st_mtime if file.exists() else 0.0


def _file(path: Path, where: Environment) -> Path:
    packages = [folder for folder in where.path if folder.endswith("-packages")]
    facts = [FORMAT, shipway.__version__, _code(), str(path), _digest(path), where.command, where.version, where.file]
    facts += [packages, _mark(*packages), _around(Path(where.file or path))]
    name = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
    return cache_folder() / "readings" / f"{name[:40]}.json"


def _around(file: Path) -> list[tuple[str, str]]:
    """Give what defaults may be made of beside the script's text: the variables that it names, and the day."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace") if _digest(file) else ""
    except OSError:
        return []
    day = [("", time.strftime("%Y-%m-%d"))] if _DAY.search(text) else []
    return day + sorted((name, value) for name, value in os.environ.items() if len(name) > 2 and name in text)


def _digest(file: Path) -> str:
    try:
        # A pipe would be waited for, and what is too large is not read either.
        small = file.is_file() and file.stat().st_size <= LIMIT
        return hashlib.sha256(file.read_bytes()).hexdigest() if small else ""
    except OSError:
        return ""


@functools.cache
def _code() -> int:
    """Give the time of the last change to what reads: whoever works on Shipway sees that work at once."""
    home = Path(__file__).parent.parent
    files = [*home.glob("*.py"), *(home / "read").rglob("*.py"), *(home / "run").rglob("*.py")]
    return max((file.stat().st_mtime_ns for file in files), default=0)


def forget() -> None:
    """Forget what this process knows; what is on disk stays."""
    _known.clear()
